import CEL
import Testing

@Suite struct TZifFileTests {
    /// A file of version 2 with one type and no transitions.
    static func fixed(offset: Int32, footer: String) -> [UInt8] {
        file(transitions: [], typeIndices: [], offsets: [offset], footer: footer)
    }

    static func file(
        transitions: [Int64], typeIndices: [UInt8], offsets: [Int32], footer: String, leapCount: UInt32 = 0,
        version: Character = "2"
    ) -> [UInt8] {
        func word(_ value: UInt32) -> [UInt8] {
            (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32(24 - 8 * $0)) }
        }
        func header(_ counts: [UInt32]) -> [UInt8] {
            Array("TZif\(version)".utf8) + [UInt8](repeating: 0, count: 15) + counts.flatMap(word)
        }
        var bytes = header([0, 0, 0, 0, 1, 1]) + [0, 0, 0, 0, 0, 0, 0]
        bytes += header([0, 0, leapCount, UInt32(transitions.count), UInt32(offsets.count), 4])
        for transition in transitions {
            let pattern = UInt64(bitPattern: transition)
            bytes += word(UInt32(truncatingIfNeeded: pattern >> 32)) + word(UInt32(truncatingIfNeeded: pattern))
        }
        bytes += typeIndices
        for offset in offsets { bytes += word(UInt32(bitPattern: offset)) + [0, 0] }
        bytes += Array("AAA\0".utf8)
        bytes += [UInt8](repeating: 0, count: 12 * Int(leapCount))
        return bytes + Array("\n\(footer)\n".utf8)
    }

    @Test func transitions() throws {
        let bytes = Self.file(transitions: [-100, 0, 100], typeIndices: [1, 2, 0], offsets: [10, 20, 30], footer: "")
        let table = try #require(TZifFile.parse(bytes))
        let expected: [(Int64, Int32)] = [
            (.min, 10), (-101, 10), (-100, 20), (-1, 20), (0, 30), (99, 30), (100, 10), (.max, 10),
        ]
        for (seconds, offset) in expected { #expect(table.offset(atEpochSeconds: seconds) == offset) }
    }

    @Test func footerRulesAfterTheLastTransition() throws {
        let bytes = Self.file(transitions: [0], typeIndices: [0], offsets: [3600], footer: "CET-1CEST,M3.5.0,M10.5.0/3")
        let table = try #require(TZifFile.parse(bytes))
        // 2024-03-31T01:00:00Z and 2024-10-27T01:00:00Z.
        #expect(table.offset(atEpochSeconds: 1_711_846_799) == 3600)
        #expect(table.offset(atEpochSeconds: 1_711_846_800) == 7200)
        #expect(table.offset(atEpochSeconds: 1_729_990_799) == 7200)
        #expect(table.offset(atEpochSeconds: 1_729_990_800) == 3600)
        #expect(table.offset(atEpochSeconds: -1) == 3600)
    }

    @Test(
        arguments: [
            ("UTC0", 1_700_000_000, 0), ("<+0330>-3:30", 0, 12_600), ("<-03>3", 0, -10_800),
            ("IST-2IDT,M3.4.4/26,M10.5.0", 1_711_670_400, 10_800),
            ("AAA5BBB,J60,J300", 1_709_260_200, -18_000), ("AAA0BBB-2,59/0,300/0", 1_709_164_800, 7200),
            ("AAA0BBB,0/-1,365/25", 0, 3600),
            ("EST5EDT4,M3.2.0/-2:30:15,M11.1.0", 0, -18_000), ("XXX-14:59:59", 0, 53_999),
            ("IST-1GMT0,M10.5.0,M3.5.0/1", 0, 0),
            ("AAA24", 0, -86_400),
        ] as [(String, Int64, Int32)])
    func footers(_ footer: String, _ seconds: Int64, _ expected: Int32) throws {
        let table = try #require(TZifFile.parse(Self.fixed(offset: 1, footer: footer)))
        #expect(table.offset(atEpochSeconds: seconds) == expected)
    }

    @Test(arguments: [
        "A0", "AAA", "AAA25", "AAA0BBB", "AAA0BBB,M3.5.0", "AAA0BBB,M13.1.0,M1.1.0", "AAA0BBB,M1.6.0,M1.1.0",
        "AAA0BBB,M1.1.7,M1.1.0",
        "AAA0BBB,M1.0.0,M1.1.0", "AAA0BBB,J0,J1", "AAA0BBB,J366,J1", "AAA0BBB,366,1", "AAA0BBB,0/168,1", "AAA0BBB,0,1,",
        "<A>0", "<AAA0", "<A!A>0",
        "AAA0:60", "AAA0000", "AAA-", "0", ":Europe/Paris", "AAA0BBB,M1.1.0/,M1.1.0",
        "AAA0BBB,J99999999999999999999,J1",
        "A" + String(repeating: "A", count: 200) + "0",
    ])
    func malformedFooters(_ footer: String) {
        #expect(TZifFile.parse(Self.fixed(offset: 0, footer: footer)) == nil)
    }

    @Test func malformedFiles() {
        let good = Self.file(transitions: [0, 5], typeIndices: [0, 1], offsets: [0, 60], footer: "UTC0")
        #expect(TZifFile.parse(good) != nil)
        for count in 0..<good.count { #expect(TZifFile.parse(Array(good[..<count])) == nil, "\(count) bytes") }
        #expect(TZifFile.parse(Self.file(transitions: [5, 5], typeIndices: [0, 0], offsets: [0], footer: "")) == nil)
        #expect(TZifFile.parse(Self.file(transitions: [6, 5], typeIndices: [0, 0], offsets: [0], footer: "")) == nil)
        #expect(TZifFile.parse(Self.file(transitions: [5], typeIndices: [1], offsets: [0], footer: "")) == nil)
        #expect(TZifFile.parse(Self.file(transitions: [], typeIndices: [], offsets: [], footer: "")) == nil)
        #expect(TZifFile.parse(Self.fixed(offset: 93_600, footer: "")) == nil)
        #expect(TZifFile.parse(Self.fixed(offset: -90_000, footer: "")) == nil)
        #expect(
            TZifFile.parse(Self.file(transitions: [], typeIndices: [], offsets: [0], footer: "", leapCount: 1)) == nil)
        #expect(
            TZifFile.parse(Self.file(transitions: [], typeIndices: [], offsets: [0], footer: "", version: "\0")) == nil)
        #expect(TZifFile.parse([]) == nil)
        #expect(TZifFile.parse(Array("TZif2".utf8) + [UInt8](repeating: 0xFF, count: 200)) == nil)
        #expect(TZifFile.parse([UInt8](repeating: 0, count: TZifFile.maximumBytes + 1)) == nil)
    }

    /// Flips every byte of a file in turn: no input may trap.
    @Test func damagedFiles() {
        let good = Self.file(
            transitions: [0, 5], typeIndices: [0, 1], offsets: [0, 60], footer: "AAA0BBB,M3.5.0,M10.5.0/3")
        for index in good.indices {
            for value in [0, 1, 0x7F, 0x80, 0xFF] as [UInt8] {
                var bytes = good
                bytes[index] = value
                guard let table = TZifFile.parse(bytes) else { continue }
                for seconds in [-62_135_596_800, 0, 253_402_300_799] as [Int64] {
                    #expect(table.offset(atEpochSeconds: seconds).magnitude < 100_000)
                }
            }
        }
    }
}
