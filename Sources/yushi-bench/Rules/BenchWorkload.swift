import Foundation
import RulePacks
import SupervisionModel

/// Events for `BenchPack`: eight chains that make a block of a hundred events in turn; accounts and counterparties are
/// drawn from a million with Zipf's law of exponent 1.1. The same seed gives the same events.
struct BenchWorkload {
    static let chains = (1...8).compactMap { ChainID("bench-\($0)") }
    static let eventsPerBlock = 100

    private let vocabulary: Vocabulary
    private let types: [EventType.Index]
    private let names: ZipfNames
    private var random: BenchRandom
    private var block = 0
    private let start = Timestamp(seconds: 1_750_000_000)
    private let pace: Int64
    private let lateInPercent: UInt64
    private let currency = "CNY"
    private let channels = ["CASH", "BANK", "CARD", "CHAIN"]
    private let regions = ["AA", "EE", "FF", "GG", "HH", "II", "JJ", "KK"]

    /// - Parameters:
    ///   - days: over which the events are spread.
    ///   - lateInPercent: events that come an hour late.
    init(pack: RulePack, seed: UInt64, events: Int, days: Int64, lateInPercent: UInt64 = 0, names: ZipfNames) {
        vocabulary = pack.vocabulary
        types = (0..<BenchPack.eventTypes).compactMap { pack.vocabulary.index(of: BenchPack.eventType($0)) }
        random = BenchRandom(state: seed)
        pace = max(1, days * 86_400_000 / Int64(max(1, events / BenchWorkload.eventsPerBlock)))
        self.lateInPercent = lateInPercent
        self.names = names
    }

    /// Rule time of the block that comes next.
    var moment: Timestamp { start.advanced(by: Interval(milliseconds: Int64(block) * pace)) }

    mutating func nextBlock() -> [FileEvent] {
        let chain = BenchWorkload.chains[block % BenchWorkload.chains.count]
        let height = UInt64(block / BenchWorkload.chains.count + 1)
        // Late events lie in a block of their own time: the whole block is late.
        let isLate = random.next() % 100 < lateInPercent
        let time = isLate ? moment.advanced(by: Interval(milliseconds: -3_600_000)) : moment
        block += 1
        return (0..<BenchWorkload.eventsPerBlock).map { index in
            event(chain, height, time, UInt32(index))
        }
    }

    private mutating func event(_ chain: ChainID, _ height: UInt64, _ time: Timestamp, _ index: UInt32) -> FileEvent {
        let type = types[Int(random.next() % UInt64(types.count))]
        let amount = Int128(100 + random.next() % 5_000_000)
        let fields: [FieldValue] = [
            .entity(names.entity(&random)), .entity(names.entity(&random)),
            .money(Money(minor: amount, currency: currency)),
            .string(channels[Int(random.next() & 3)]), .string(regions[Int(random.next() & 7)]),
            .bool(random.next() & 7 == 0), .int(Int64(random.next() % 1667)),
        ]
        let digest = random.digest()
        return FileEvent(
            event: Event(
                type: type,
                position: Position(ruleTime: time, chain: chain, height: height, transaction: index, index: 0),
                block: digest, origin: digest, time: time, fields: fields),
            isFinal: true)
    }
}

/// A million names, drawn with Zipf's law.
final class ZipfNames {
    private let entities: [EntityRef]
    private let cumulative: [Double]

    init(count: Int, exponent: Double) {
        entities = (0..<count).map { .identifier(.internal, "account-\($0)") }
        var sum = 0.0
        cumulative = (1...count).map { rank in
            sum += pow(Double(rank), -exponent)
            return sum
        }
    }

    func entity(_ random: inout BenchRandom) -> EntityRef {
        let drawn = Double(random.next() >> 11) / 9_007_199_254_740_992 * (cumulative.last ?? 0)
        var low = 0
        var high = cumulative.count - 1
        while low < high {
            let middle = (low + high) / 2
            if cumulative[middle] < drawn { low = middle + 1 } else { high = middle }
        }
        return entities[low]
    }
}

/// SplitMix64.
struct BenchRandom {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func digest() -> Digest32 {
        var writer = ByteWriter(reserving: 32)
        for _ in 0..<4 { writer.writeOrdered(next()) }
        return Digest32(writer.bytes) ?? .zero
    }
}
