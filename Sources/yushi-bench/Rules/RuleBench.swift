import Backtesting
import ChainFormats
import Foundation
import RulePacks
import SupervisionModel
import YushiNode

/// The rule engine alone, ledger off: events of one thread through rules, keys, timers, finality and publication.
enum RuleBench {
    static func run(_ report: inout BenchReport, events: Int) throws {
        let names = ZipfNames(count: 1_000_000, exponent: 1.1)
        let section = "rules: \(events) events, Zipf 1.1 over 1,000,000 accounts, one thread"
        for (rules, late, limit) in [(100, UInt64(0), 200_000.0), (100, 5, 100_000), (10, 0, 0), (1_000, 0, 0)] {
            let pack = try BenchPack(rules: rules).load()
            let measured = try measure(pack, names, events: rules > 100 ? events / 10 : events, late: late)
            report.add(
                BenchRow(
                    section: section, name: "\(rules) rules" + (late > 0 ? ", \(late) % late" : ""),
                    value: measured.rate, unit: "events/s", limit: limit > 0 ? limit : nil,
                    bound: limit > 0 ? .atLeast : nil,
                    note: "\(measured.alerts) alerts, \(measured.keys) live keys, \(measured.megabytes) MB"))
        }
    }

    private struct Measured {
        let rate: Double
        let alerts: Int
        let keys: Int
        let megabytes: Int
    }

    private static func measure(_ pack: RulePack, _ names: ZipfNames, events: Int, late: UInt64) throws -> Measured {
        var workload = BenchWorkload(pack: pack, seed: 7, events: events, days: 40, lateInPercent: late, names: names)
        let run = try EventFileRun(pack: pack, chains: BenchWorkload.chains, naming: AddressNaming())
        let before = ProcessMemory.resident
        var seconds = 0.0
        var tick = workload.moment
        for _ in 0..<(events / BenchWorkload.eventsPerBlock) {
            // Making the events is not measured.
            let block = workload.nextBlock()
            let moment = workload.moment
            seconds += try Timing.once {
                for event in block { try run.take(.event(event)) }
                if moment.interval(since: tick) >= Interval(milliseconds: 3_600_000) {
                    tick = moment
                    try run.take(.tick(moment.advanced(by: Interval(milliseconds: -7_200_000))))
                }
            }
        }
        return Measured(
            rate: Double(events) / seconds, alerts: run.alerts.count, keys: run.liveKeys,
            megabytes: (ProcessMemory.resident - before) >> 20)
    }
}

/// What proc(5) says of this process.
private enum ProcessMemory {
    /// Bytes in memory now.
    static var resident: Int {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
            let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { return 0 }
        return pages * 4096
    }
}
