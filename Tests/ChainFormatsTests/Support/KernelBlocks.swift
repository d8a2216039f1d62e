import Foundation
import SupervisionModel

/// Blocks that Bitcoin Core's consensus library has judged, with its verdicts.
struct KernelBlock: Sendable {
    let note: String
    let hash: String
    let bytes: [UInt8]
    let isValid: Bool
    /// Core's `BlockValidationResult`: 1 consensus, 4 mutated; nil when not judged at once.
    let result: Int?

    static func all() throws -> [KernelBlock] {
        let text = try String(contentsOfFile: SharedData.fixture("core-kernel-blocks.jsonl"), encoding: .utf8)
        return try text.split(separator: "\n").map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
            let verdict = object["verdict"] as? [String]
            return KernelBlock(
                note: object["note"] as? String ?? "", hash: object["hash"] as? String ?? "",
                bytes: Hex.decode(object["raw"] as? String ?? "") ?? [],
                isValid: verdict?.first != "1", result: verdict.flatMap { Int($0.last ?? "") })
        }
    }

    /// The block with that note (the first one).
    static func named(_ prefix: String) throws -> KernelBlock {
        let found = try all().first { $0.note.hasPrefix(prefix) }
        guard let found else { throw SharedData.Missing() }
        return found
    }
}
