import ChainFormats
import Foundation
import SupervisionModel
import Testing

/// Runs an inspector over documents, as the command does.
enum Inspecting {
    /// All inspections of a file.
    static func file(
        _ path: String, _ format: ChainFormat, network: String = "main", validators: [[UInt8]] = []
    ) throws -> [ChainInspection] {
        var inspector = try #require(format.inspector(network: network, validators: validators))
        var reader = try FormatDocumentReader(path: path)
        var inspections: [ChainInspection] = []
        while let entry = reader.next() { inspections += inspector.inspect(try entry.document.get()) }
        return inspections + inspector.finish()
    }

    /// The one inspection of raw bytes.
    static func raw(
        _ bytes: [UInt8], _ format: ChainFormat, network: String = "main", validators: [[UInt8]] = []
    ) throws -> ChainInspection {
        var inspector = try #require(format.inspector(network: network, validators: validators))
        let inspections = inspector.inspect(FormatDocument(raw: bytes)) + inspector.finish()
        return try #require(inspections.first)
    }

    /// The one inspection of a JSON text.
    static func json(
        _ text: String, _ format: ChainFormat, validators: [[UInt8]] = []
    ) throws -> ChainInspection {
        var inspector = try #require(format.inspector(network: "main", validators: validators))
        let inspections = inspector.inspect(try FormatDocument(json: Array(text.utf8))) + inspector.finish()
        return try #require(inspections.first)
    }

    /// The objects of a fixture of JSON lines in this folder.
    static func lines(_ name: String) throws -> [[String: Any]] {
        let text = try String(contentsOfFile: SharedData.fixture(name), encoding: .utf8)
        return try text.split(separator: "\n").map { line in
            try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
    }

    /// Every byte of a block with one bit turned, some `stride` bytes apart: nothing may be taken for the same block.
    ///
    /// - Parameter differs: whether what is verified is told apart from the original in another way than by its id.
    static func expectMutationsNoticed(
        _ bytes: [UInt8], _ format: ChainFormat, network: String = "main", stride step: Int = 1,
        differs: (Int, ChainInspection) -> Bool = { _, _ in false }
    ) throws {
        let original = try raw(bytes, format, network: network)
        #expect(original.report.failure == nil)
        for index in Swift.stride(from: 0, to: bytes.count, by: step) {
            var mutated = bytes
            mutated[index] ^= 1 << UInt8(index % 8)
            let inspection = try raw(mutated, format, network: network)
            #expect(inspection.bodyHash != original.bodyHash)
            guard inspection.report.verified, inspection.hash == original.hash else { continue }
            #expect(differs(index, inspection), "byte \(index)")
        }
    }

    /// Every beginning of a block, some `stride` bytes apart, is refused for its structure.
    static func expectTruncationsRefused(
        _ bytes: [UInt8], _ format: ChainFormat, network: String = "main", stride step: Int = 1
    ) throws {
        for count in Swift.stride(from: 0, to: bytes.count, by: step) {
            let inspection = try raw(Array(bytes[..<count]), format, network: network)
            #expect(inspection.report.failed(.structure), "\(count) bytes")
        }
    }
}

extension ChainInspection {
    /// Events of one type.
    func events(_ type: EventType.Index) -> [Event] { events.filter { $0.type == type } }
    /// Whether the block is right, and what is wrong with it.
    var failures: [String] { report.checks.filter { !$0.ok }.map(\.name.rawValue) }
}
