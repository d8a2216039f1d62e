import Foundation
import IntegrityScore
import SupervisionModel
import Testing

/// The ten examples of `Docs/SCORE-VECTORS.md`: what the second implementation made of them, byte by byte.
@Suite struct ScoreVectorTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Vectors")

    private static func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".jsonl") }.sorted()
    }

    static func cards(_ file: URL, asOf: String) throws -> [String] {
        let day = try #require(Day(text: asOf))
        var evidence = EvidenceFile(asOf: day)
        let lines = try Data(contentsOf: file).split(separator: 0x0A)
        for (index, line) in lines.enumerated() { evidence.add(Array(line).span, number: index + 1) }
        var cards: [String] = []
        evidence.forEachSubject { subject in
            let card = Scorer().score(subject.evidence, subjectType: subject.type, asOf: day)
            cards.append(String(decoding: card.json(subject: subject.name).encode(), as: UTF8.self))
        }
        #expect(evidence.problems.isEmpty)
        return cards
    }

    @Test func vectors() throws {
        let names = try Self.names()
        #expect(names.count == 10)
        for name in names {
            let expected = try String(
                contentsOf: Self.folder.appending(path: name.replacing(".jsonl", with: ".expected.json")),
                encoding: .utf8)
            let cards = try Self.cards(Self.folder.appending(path: name), asOf: "2025-03-01")
            #expect(cards.joined(separator: "\n") + "\n" == expected, "\(name)")
        }
    }

    /// The scores that the page shows are those of the files.
    @Test(
        arguments: [804, 788, 562, 600, 810, 825, 805, 597, 299, 599].enumerated().map {
            ($0.offset, Int64($0.element))
        }
    )
    func scoreOfThePage(index: Int, score: Int64) throws {
        let name = try Self.names()[index]
        let card = try JSONParser.parse(
            Array(try Self.cards(Self.folder.appending(path: name), asOf: "2025-03-01")[0].utf8),
            maximumBytes: 100_000)
        #expect(card["score"]?.integer == score)
    }
}
