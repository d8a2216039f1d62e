import ChainCrypto
import ChainFormats
import Foundation
import SupervisionModel
import Testing

/// The entries of the fuzzers with made-up bytes from fixed seeds.
@Suite struct FormatFuzzingTests {
    /// A linear congruential generator: the same numbers in every run.
    private struct Numbers {
        var state: UInt64

        mutating func next(below limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
    }

    private static func seeds(_ format: ChainFormat) throws -> [[UInt8]] {
        switch format {
        case .evm:
            return try EVMTests.Fixture.all.prefix(8).flatMap { [$0.block] + $0.receipts.prefix(2) }
                + [Array(Data(contentsOf: URL(fileURLWithPath: SharedData.fixture("evm-rpc.json"))))]
        case .fisco: return FISCOTests.generated.map { Array($0.utf8) }
        case .envelope: return try EnvelopeVectorTests.vectors().prefix(12).map { try $0.bytes() }
        case .monero:
            return try ["block_202612_stagenet", "block_202612_testnet", "rct_clsag_tx_200c3215"].map {
                try SharedData.bytes("fixtures/monero/\($0).bin")
            }
        case .zcash:
            return try ["0-000-202", "1-687-107"].map {
                let text = try SharedData.bytes("fixtures/zcash/block-main-\($0).txt").filter { $0 > 0x20 }
                return try #require(HexDigits.decode(String(decoding: text, as: UTF8.self)))
            }
        case .antelope:
            let text = String(decoding: try SharedData.bytes("captures/antelope/blocks.jsonl"), as: UTF8.self)
            return try text.split(separator: "\n").prefix(8).compactMap {
                guard case .raw(let bytes) = try FormatDocument(json: Array($0.utf8)).content else { return nil }
                return bytes.count < 20_000 ? bytes : nil
            }
        }
    }

    @Test(
        arguments: ChainFormat.allCases.filter { SharedData.isPresent || $0 == .evm || $0 == .fisco || $0 == .envelope }
    )
    func madeUpBytesStopNothing(_ format: ChainFormat) throws {
        var numbers = Numbers(state: 20_250_301)
        #expect(FormatFuzzing.exercise([], format))
        for round in 0..<300 {
            let seeds = try Self.cache(format)
            var bytes = seeds[numbers.next(below: seeds.count)]
            for _ in 0...numbers.next(below: 4) where !bytes.isEmpty {
                let place = numbers.next(below: bytes.count)
                switch numbers.next(below: 5) {
                case 0: bytes[place] = UInt8(numbers.next(below: 256))
                case 1: bytes[place] = [0x00, 0x7f, 0x80, 0xc0, 0xfd, 0xff][numbers.next(below: 6)]
                case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + numbers.next(below: 40)))
                case 3: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 9)], at: place)
                default: bytes.removeLast(numbers.next(below: min(bytes.count, 64)))
                }
            }
            #expect(FormatFuzzing.exercise(bytes, format), "round \(round)")
        }
    }

    /// Damaged answers of nodes and damaged logs, as the fuzzers make them.
    @Test(arguments: ["bridge", "log"]) func madeUpAnswersStopNothing(_ name: String) throws {
        let seeds =
            name == "bridge"
            ? try ["evm-qbft-rpc.jsonl", "fisco-sm2-rpc.jsonl"].flatMap { name in
                try String(contentsOfFile: SharedData.fixture(name), encoding: .utf8).split(separator: "\n")
                    .map { Array($0.utf8) }
            } : ABIEventTests.Vector.all.map { Array($0.event.utf8) + [0x0A] + $0.data }
        let run = name == "bridge" ? BridgeFuzzing.exercise : ABIFuzzing.log
        #expect(seeds.count > 9)
        for seed in seeds { #expect(run(seed)) }
        var numbers = Numbers(state: 20_261_126)
        for round in 0..<600 {
            var bytes = seeds[numbers.next(below: seeds.count)]
            for _ in 0...numbers.next(below: 4) where !bytes.isEmpty {
                let place = numbers.next(below: bytes.count)
                switch numbers.next(below: 5) {
                case 0: bytes[place] = UInt8(numbers.next(below: 256))
                case 1: bytes[place] = Array("0f{}[]\",:x".utf8)[numbers.next(below: 10)]
                case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + numbers.next(below: 40)))
                case 3: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 9)], at: place)
                default: bytes.removeLast(numbers.next(below: min(bytes.count, 64)))
                }
            }
            #expect(run(bytes), "round \(round)")
        }
    }

    private static func cache(_ format: ChainFormat) throws -> [[UInt8]] {
        if let found = kept[format] { return found }
        throw SharedData.Missing()
    }

    private static let kept: [ChainFormat: [[UInt8]]] = Dictionary(
        uniqueKeysWithValues: ChainFormat.allCases.compactMap { format in (try? seeds(format)).map { (format, $0) } })
}
