import ChainCrypto
import ChainFormats
import Foundation
import Testing

@Suite struct BlockFileReaderTests {
    private static func read(_ path: String, _ network: BitcoinNetwork = .regtest) throws -> [BlockFileReader.Block] {
        var reader = try BlockFileReader(path: path, network: network)
        var blocks: [BlockFileReader.Block] = []
        while let block = try reader.next() { blocks.append(block) }
        return blocks
    }

    /// Writes a file that lives as long as `body`.
    private static func with<Result>(_ content: [UInt8], _ body: (String) throws -> Result) throws -> Result {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("blocks-\(UUID().uuidString)").path
        try Data(content).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try body(path)
    }

    private static func samples() throws -> [[UInt8]] { Array(try KernelBlock.all().map(\.bytes).suffix(12)) }

    private static func frame(_ block: [UInt8], magic: [UInt8] = [0xfa, 0xbf, 0xb5, 0xda]) -> [UInt8] {
        magic + withUnsafeBytes(of: UInt32(block.count).littleEndian) { Array($0) } + block
    }

    @Test func rawBlock() throws {
        let block = try Self.samples()[0]
        let found = try Self.with(block) { try Self.read($0) }
        #expect(found.map(\.bytes) == [block])
    }

    @Test func framesWithPadding() throws {
        let samples = try Self.samples()
        let padding = [UInt8](repeating: 0, count: 700_000)
        let content = samples.flatMap { Self.frame($0) } + padding + Self.frame(samples[0]) + padding
        let found = try Self.with(content) { try Self.read($0) }
        #expect(found.map(\.bytes) == samples + [samples[0]])
        #expect(found[1].offset == UInt64(samples[0].count + 8))
    }

    @Test func hexLines() throws {
        let samples = try Self.samples()
        let text = samples.map { HexDigits.encode($0) }.joined(separator: "\r\n") + "\n\n"
        let found = try Self.with(Array(text.utf8)) { try Self.read($0) }
        #expect(found.map(\.bytes) == samples)
        #expect(found.map(\.line) == (1...samples.count).map { $0 })
    }

    @Test func capturedLines() throws {
        let found = try Self.read(SharedData.fixture("core-kernel-blocks.jsonl"))
        #expect(found.map(\.bytes) == (try KernelBlock.all()).map(\.bytes))
        let text = """
            {"t": 1.5, "topic": "rawtx", "frames": ["72", "zz", "00"]}
            {"frames": ["72617762", "00ff", "00000000"], "note": "a \\"quoted\\" } word", "topic": "rawblock"}
            {"x": [1, {"raw": "11"}, null], "raw": "abcd"}
            """
        let blocks = try Self.with(Array(text.utf8)) { try Self.read($0) }
        #expect(blocks.map(\.bytes) == [[0x00, 0xff], [0xab, 0xcd]])
        #expect(blocks.map(\.line) == [2, 3])
    }

    @Test func faultyLineIsNamedAndTheNextOneRead() throws {
        let text = """
            {"raw": "abcd"}
            {"raw": "abc"}
            {"other": 1}
            [1]
            {"topic": "rawblock", "frames": ["00"]}
            {"raw": "ef\\u0030"}
            {"raw": "01"}
            """
        try Self.with(Array(text.utf8)) { path in
            var reader = try BlockFileReader(path: path, network: .regtest)
            #expect(try reader.next()?.bytes == [0xab, 0xcd])
            var codes: [BlockFileError.Code] = []
            var lines: [Int?] = []
            for _ in 0..<5 {
                let error = #expect(throws: BlockFileError.self) { try reader.next() }
                codes.append(error?.code ?? .empty)
                lines.append(error?.line)
            }
            #expect(codes == [.badHex, .badLine, .badLine, .badLine, .badLine])
            #expect(lines == [2, 3, 4, 5, 6])
            #expect(try reader.next()?.bytes == [0x01])
            #expect(try reader.next() == nil)
        }
    }

    @Test func faultyFramesAreNamed() throws {
        let sample = try Self.samples()[0]
        let good = Self.frame(sample)
        let cases: [([UInt8], BlockFileError.Code, UInt64)] = [
            (good + Self.frame(sample, magic: [1, 2, 3, 4]), .badMagic, UInt64(good.count)),
            (good + good.dropLast(), .truncated, UInt64(good.count)),
            (good + [0xfa, 0xbf], .truncated, UInt64(good.count)),
            (good + [0xfa, 0xbf, 0xb5, 0xda, 0xff, 0xff, 0xff, 0x7f], .tooLarge, UInt64(good.count)),
        ]
        for (content, code, offset) in cases {
            try Self.with(content) { path in
                var reader = try BlockFileReader(path: path, network: .regtest)
                #expect(try reader.next()?.bytes == sample)
                let error = #expect(throws: BlockFileError.self) { try reader.next() }
                #expect(error?.code == code)
                #expect(error?.offset == offset)
                #expect(error?.path == path)
                #expect(try reader.next() == nil)
            }
        }
    }

    @Test func emptyMissingAndOversizedFiles() throws {
        let empty = #expect(throws: BlockFileError.self) { try Self.with([]) { try Self.read($0) } }
        #expect(empty?.code == .empty)
        let missing = #expect(throws: BlockFileError.self) { try Self.read("/nonexistent/blocks.dat") }
        #expect(missing?.code == .unreadable)
        #expect(missing?.isEnvironmental == true)
        #expect(missing?.description.hasPrefix("/nonexistent/blocks.dat: byte 0: ") == true)
        let large = [UInt8](repeating: 1, count: 101)
        let limited = BitcoinNetwork.bsvRegtest.withMaximumBlockBytes(100)
        let oversized = #expect(throws: BlockFileError.self) { try Self.with(large) { try Self.read($0, limited) } }
        #expect(oversized?.code == .tooLarge)
    }

    @Test(.enabled(if: SharedData.isPresent)) func compressedFilesAreBounded() throws {
        let path = try SharedData.path("fixtures/btcd/blocks1-256.bz2")
        let error = #expect(throws: BlockFileError.self) {
            var reader = try BlockFileReader(path: path, network: .main, maximumExpandedBytes: 50_000)
            while try reader.next() != nil {}
        }
        #expect(error?.code == .expandsTooFar)
        let bytes = try SharedData.bytes("fixtures/btcd/blocks1-256.bz2")
        let cut = #expect(throws: BlockFileError.self) {
            try Self.with(Array(bytes.dropLast(100))) { try Self.read($0, .main) }
        }
        #expect(cut?.code == .truncated)
        var damaged = bytes
        damaged[20_000] ^= 0xff
        let broken = #expect(throws: BlockFileError.self) { try Self.with(damaged) { try Self.read($0, .main) } }
        #expect(broken?.code == .badCompression)
        // Two streams one behind the other are one content.
        let twice = try Self.with(bytes + bytes) { try Self.read($0, .main) }
        #expect(twice.count == 510)
    }
}
