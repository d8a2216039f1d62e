import RuleEngine
import RulePacks
import Testing

/// Damaged files load or are refused with a place; nothing else happens.
@Suite struct PackMutationTests {
    private static let rulePath = "rules/credit/CRD-06.yaml"

    /// Every single character of a good rule file, left out in turn.
    @Test(arguments: 0..<8)
    func leavingOutACharacterIsNeverFatal(part: Int) throws {
        let files = try PackText.good()
        let rule = try #require(files.first { $0.path == PackMutationTests.rulePath })
        let others = files.filter { $0.path != PackMutationTests.rulePath }
        let characters = Array(String(decoding: rule.bytes, as: UTF8.self).unicodeScalars)
        var loaded = 0
        var refused = 0
        for index in stride(from: part, to: characters.count, by: 8) {
            var view = String.UnicodeScalarView(characters[..<index])
            view.append(contentsOf: characters[(index + 1)...])
            let damaged = PackFiles.File(path: rule.path, bytes: Array(String(view).utf8))
            guard let failure = failure(others + [damaged]) else {
                loaded += 1
                continue
            }
            refused += 1
            #expect(!failure.errors.isEmpty)
            #expect(failure.errors.allSatisfy { $0.location.line >= 1 && $0.location.column >= 1 })
        }
        #expect(loaded > 0)
        #expect(refused > loaded / 4)
    }

    private func failure(_ files: [PackFiles.File]) -> LoadFailure? {
        do throws(LoadFailure) {
            _ = try RulePack.load(files: PackFiles(files))
            return nil
        } catch {
            return error
        }
    }

    /// A few thousand mutations from a fixed seed, through every reader of the module.
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func mutatedFilesNeverCrash(seed: UInt64) throws {
        var generator = SplitMix(state: seed)
        let good = try PackText.good().map(\.bytes)
        let bundle = try PackFiles(PackText.good()).bundle()
        let event = Array(#"{"type":"transfer","chain":"a","height":1,"time":"2025-03-01T00:00:00Z","to":"X"}"#.utf8)
        let corpus = good + [bundle, event, Array("[\"a\",\"b\"]".utf8)]
        var readable = 0
        for round in 0..<60 {
            var bytes = corpus[round % corpus.count]
            for _ in 0..<Int(generator.next(below: 4)) { mutate(&bytes, &generator) }
            readable += PackFuzzing.run(bytes)
        }
        #expect(readable > 0)
    }

    private func mutate(_ bytes: inout [UInt8], _ generator: inout SplitMix) {
        guard !bytes.isEmpty else { return }
        let at = Int(generator.next(below: UInt64(bytes.count)))
        let interesting = Array("[]{}:-&*!|>'\"#%@`,?\t\n\r\0é\u{2028}".utf8)
        switch generator.next(below: 5) {
        case 0: bytes.remove(at: at)
        case 1: bytes[at] = UInt8(truncatingIfNeeded: generator.next())
        case 2: bytes.insert(interesting[Int(generator.next(below: UInt64(interesting.count)))], at: at)
        case 3: bytes.removeSubrange(at..<min(bytes.count, at + Int(generator.next(below: 200))))
        default:
            let end = min(bytes.count, at + Int(generator.next(below: 100)))
            bytes.insert(contentsOf: bytes[at..<end], at: at)
        }
    }

    @Test(arguments: [
        String(repeating: "[", count: 200_000), String(repeating: "- ", count: 100_000),
        String(repeating: "? ", count: 100_000), String(repeating: "{a: ", count: 100_000),
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "\u{FEFF}id: x", "%YAML 1.2\n---\nid: x", "id: x\n---\nid: y",
        "? [a, b]\n: c", "<<: { a: b }", "\0", "id: \"\\ud800\"", "- &\u{e9} a", "!!binary x: y",
    ])
    func hostileYAMLIsRefused(_ text: String) throws {
        let files = try PackText.good() + [PackFiles.File(path: "rules/hostile.yaml", bytes: Array(text.utf8))]
        let failure = #expect(throws: LoadFailure.self) { try RulePack.load(files: PackFiles(files)) }
        #expect(failure?.errors.allSatisfy { $0.location.file == "rules/hostile.yaml" } == true)
    }
}

/// Sebastiano Vigna's splitmix64: reproducible mutations.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func next(below bound: UInt64) -> UInt64 { next() % bound }
}
