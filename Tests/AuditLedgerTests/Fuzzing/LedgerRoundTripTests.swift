import AuditLedger
import Testing
import TransparencyLog

/// Good inputs with a few bytes changed, from printed seeds: whatever is still accepted keeps its promises.
@Suite struct LedgerRoundTripTests {
    private let parsers: [(name: String, seed: [UInt8], parse: ([UInt8]) -> Bool)]

    init() throws {
        let ledger = try TestLedger(records: 10)
        parsers = [
            ("record", ledger.outputs[3].bytes, LedgerRoundTrips.record),
            ("sealed record", ledger.outputs[4].bytes, LedgerRoundTrips.record),
            ("item proof", try ledger.itemProof(9, 2).encode(), LedgerRoundTrips.itemProof),
            (
                "json",
                Array(#"{"a":[1,-2,true,{"b":"中\n\"\\\u0000"}],"b":"\ud83d\ude02","c":9007199254740991}"#.utf8),
                LedgerRoundTrips.json
            ),
        ]
    }

    @Test(arguments: 0..<4)
    func mutations(parser: Int) {
        let (name, seed, parse) = parsers[parser]
        #expect(parse(seed), "\(name)")
        var random = Random(state: UInt64(parser) + 23)
        let interesting: [UInt8] = Array("\"\\{}[],:0-19.eEu tfn".utf8) + [0, 0x1F, 0x7F, 0x80, 0xED, 0xFF]
        var refused = 0
        for _ in 0..<3000 {
            var bytes = seed
            for _ in 0...(random.next() % 3) where !bytes.isEmpty {
                let index = Int(random.next() % UInt64(bytes.count))
                switch random.next() % 5 {
                case 0: bytes[index] ^= 1 << UInt8(random.next() % 8)
                case 1: bytes[index] = interesting[Int(random.next() % UInt64(interesting.count))]
                case 2: bytes.remove(at: index)
                case 3: bytes.insert(interesting[Int(random.next() % UInt64(interesting.count))], at: index)
                default: bytes.removeSubrange(index...)
                }
            }
            if !parse(bytes) { refused += 1 }
        }
        #expect(refused > 0, "\(name): something must have been refused")
    }

    private struct Random {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
            return z ^ z >> 31
        }
    }
}
