@_spi(Fuzzing) import CEL
import Testing

/// The fuzz entry points over seeds and their mutations, with a fixed generator.
@Suite struct FunctionFuzzingTests {
    private static let rounds = 3000

    @Test(arguments: [
        ("timestamp", ["2009-02-13T23:31:30.5Z", "9999-12-31T23:59:59.999999999+23:59", "0001-01-01T00:00:00-00:01"]),
        ("duration", ["1h30m1.5s", "-9223372036854775808ns", "1\u{B5}s", "0", "9223372036.854775807s"]),
        ("zoneName", ["Europe/Paris", "+11:00", "UTC", "../etc/passwd"]),
        ("address", ["192.168.0.1", "2001:db8::1", "::ffff:1.2.3.4", "fe80::1%en0", "1:2:3:4:5:6:7:8"]),
        ("network", ["10.0.0.0/8", "2001:db8::/32", "::/0"]),
        ("amount", ["12.5", "0.000000000000000001", "99999999999999999999"]),
        ("double", ["6.02214e23", "-0.0", "1.7976931348623157e308", "5e-324", "NaN"]),
        ("format", ["%s %d %.3f %x\nabc\n\u{1}\u{2}\nabcdefgh\nxyz\nabc\nq\nzz", "%e%b%o%X%%\n1\n2\n3\n4"]),
        ("base64", ["aGVsbG8=", "Zm9vYg==", "Zm9v"]), ("search", ["a\nbanana", "\nxyz", "ana\nbanananana", "é\néé😀"]),
        ("pattern", ["(a+)b\n\\1-\naab ab b", "[^a]*\n\\\\\nxyz", "x{2,5}$\n\nxxxxxxx"]),
    ])
    func lawsHold(_ target: String, _ seeds: [String]) throws {
        let entry = try #require(Self.entries[target])
        var generator = Generator(state: 42)
        for seed in seeds { #expect(entry(Array(seed.utf8)), "\(seed)") }
        for _ in 0..<Self.rounds {
            let input = generator.mutate(seeds.map { Array($0.utf8) })
            guard entry(input) else {
                Issue.record("\(target) fails on \(input)")
                return
            }
        }
    }

    private static let entries: [String: @Sendable ([UInt8]) -> Bool] = [
        "timestamp": { TimeFuzzing.timestamp($0) }, "duration": { TimeFuzzing.duration($0) },
        "zoneName": { TimeFuzzing.zoneName($0) }, "address": { NetworkFuzzing.address($0) },
        "network": { NetworkFuzzing.network($0) }, "amount": { NumberFuzzing.amount($0) },
        "double": { NumberFuzzing.double($0) }, "format": { TextFuzzing.format($0) },
        "base64": { TextFuzzing.base64($0) },
        "search": { TextFuzzing.search($0) }, "pattern": { RegexFuzzing.pattern($0) },
    ]

    private struct Generator {
        var state: UInt64

        mutating func next(below limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(max(limit, 1)))
        }

        /// One seed with up to eight bytes changed, removed, doubled, or taken from another seed.
        mutating func mutate(_ seeds: [[UInt8]]) -> [UInt8] {
            var bytes = seeds[next(below: seeds.count)]
            for _ in 0...next(below: 8) {
                let index = next(below: bytes.count)
                switch next(below: 5) {
                case 0 where !bytes.isEmpty: bytes[index] = UInt8(next(below: 256))
                case 1 where !bytes.isEmpty: bytes.remove(at: index)
                case 2 where !bytes.isEmpty: bytes.insert(bytes[index], at: index)
                case 3:
                    let other = seeds[next(below: seeds.count)]
                    bytes.insert(contentsOf: other.prefix(next(below: other.count)), at: min(index, bytes.count))
                default: bytes.insert(UInt8(48 + next(below: 12)), at: min(index, bytes.count))
                }
            }
            return bytes
        }
    }
}
