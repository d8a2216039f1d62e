import Foundation
import IntegrityScore
import RuleEngine
import RulePacks
import ScoreModelFiles
import Testing

@Suite struct ScoreModelFileTests {
    private static let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Config/models/cis-1.yaml")

    private static func text() throws -> String { try String(contentsOf: path, encoding: .utf8) }

    private func loadFailure(_ text: String) -> LoadFailure? {
        do {
            _ = try ScoreModelFile.read(Array(text.utf8), path: "m.yaml")
            return nil
        } catch {
            return error as? LoadFailure
        }
    }

    @Test func shippedModelIsTheBuiltInOne() throws {
        let model = try ScoreModelFile.read(Array(Self.text().utf8), path: "cis-1.yaml")
        #expect(model == .cis1)
        #expect(model.json == ScoreModel.cis1.json)
    }

    /// Every change of a value changes the bytes that the model's digest is made of.
    @Test func everyNumberIsInTheDigest() throws {
        let text = try Self.text()
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var changed = 0
        for (index, line) in lines.enumerated() where !line.hasPrefix("#") {
            let code = line.split(separator: "#").first.map(String.init) ?? ""
            for match in code.matches(of: /: (\d+)/) {
                guard let value = Int(match.output.1) else { continue }
                var other = lines
                other[index].replaceSubrange(match.output.1.startIndex..<match.output.1.endIndex, with: "\(value + 1)")
                guard let model = try? ScoreModelFile.read(Array(other.joined(separator: "\n").utf8), path: "m") else {
                    continue
                }
                #expect(model.json != ScoreModel.cis1.json, "line \(index + 1): \(line)")
                changed += 1
            }
        }
        #expect(changed > 30)
    }

    @Test(
        arguments: [
            ("CHN: 15, AML: 20", "CHN: 15, AML: 21", "YR1901", "101"),
            ("CHN: 5, AML: 15", "CHN: 5, AML: 14", "YR1901", "99"),
            ("{ A: 850, B: 750, C: 600 }", "{ A: 850, B: 600, C: 750 }", "YR1902", "A > B > C"),
            ("{ A: 850, B: 750, C: 600 }", "{ A: 850, B: 850, C: 600 }", "YR1902", "A > B > C"),
            ("baseRate: 800", "baseRate: 0.8", "YR1010", "an integer"),
            ("baseRate: 800", "baseRate: 8e2", "YR1010", "an integer"),
            ("baseRate: 800", "baseRate: 1001", "YR1012", "0...1000"),
            ("weight: 12000", "weight: 3000", "YR1902", "negative.medium"),
            ("halfLife: 730", "halfLife: 300", "YR1902", "negative.high"),
            ("sixGrave: 599", "sixGrave: 800", "YR1902", "threeGrave"),
            ("oneCritical: 599", "oneCritica: 599", "YR1008", "oneCritical"),
            ("decay: exp2-64", "decay: exp2-32", "YR1011", "exp2-64"),
            ("seasoned: { evidence: 50000", "seasoned: { evidence: 5000", "YR1902", "rated"),
            ("{ A: 1, B: 5, C: 20, D: 100", "{ A: 9, B: 5, C: 20, D: 100", "YR1902", "A ≤ B"),
            ("reasons: 4", "", "YR1009", "reasons"),
            ("model: CIS-1", "model: &a CIS-1", "YR1003", "anchor"),
            ("rule: CHN-12", "rule: CHN-02", "YR1005", "CHN-02"),
        ] as [(String, String, String, String)])
    func refused(old: String, new: String, code: String, says: String) throws {
        let text = try Self.text()
        #expect(text.contains(old))
        let failure = try #require(loadFailure(text.replacing(old, with: new)))
        let error = try #require(failure.errors.first)
        #expect("\(error.code)" == code)
        // A missing key is missed where the mapping begins; everything else is shown where it stands.
        let place = text.split(separator: "\n", omittingEmptySubsequences: false)
            .firstIndex { $0.contains(code == "YR1009" ? "model: CIS-1" : old) }
        #expect(error.location.line == (place ?? -1) + 1)
        let message = error.message(in: .en) + (error.suggestion ?? "")
        #expect(message.contains(says), "\(message)")
        #expect(!error.advice(in: .en).isEmpty)
        #expect(error.advice(in: .zh).unicodeScalars.contains { $0.value > 0x4E00 })
    }
}
