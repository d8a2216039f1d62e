import ArgumentParser
import Glibc
import SupervisionModel
import TransparencyLog
import YushiNode

struct AlertsVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check a bundle against your own trust policy, offline. 按自己的信任策略离线验证证据包。",
        discussion: """
            Asks no node and no network. The policy says whose ledger counts (C2SP tlog-policy). Names the first thing wrong.
            The head of the ledger is remembered: another history of the same ledger is refused from then on.
              yushi alerts verify alert.bundle --policy trust.policy
            """)

    @Argument(help: "The bundle.", completion: .file())
    var file: String

    @Option(help: "Trust policy: log and witness keys, and the quorum.", completion: .file())
    var policy: String

    @Option(help: "Where heads are remembered; $XDG_STATE_HOME/yushi/heads without it.", completion: .file())
    var heads: String?

    @Flag(help: "Machine output.")
    var json = false

    func run() throws {
        let trust: TrustPolicy
        do {
            trust = try TrustPolicy(parsing: try TextFile.read(policy))
        } catch let error as LogError {
            throw CommandFailure.badInput("\(policy): \(error)")
        }
        let verifier = AlertBundleVerifier(policy: trust, latestTime: UInt64(clamping: time(nil)) + 300)
        do {
            let report = try verifier.verify(try TextFile.read(file))
            var memory = try RememberedHeads(path: heads)
            try verifier.remember(report, in: &memory.heads)
            try memory.write()
            write(report)
        } catch let failure as AlertBundleVerifier.Failure {
            if json {
                StandardOutput.write([
                    "place": .string(failure.place), "verified": false,
                    "what": .string(Language.text(failure.english, failure.chinese)),
                ])
                throw CommandFailure.checkFailed
            }
            throw CommandFailure.check(
                Language.text(
                    "not proved: \(failure.place): \(failure.english)", "验证失败：\(failure.place)：\(failure.chinese)"))
        }
    }

    private func write(_ report: AlertBundleVerifier.Report) {
        let checkpoint = report.checkpoint.checkpoint
        if json {
            return StandardOutput.write([
                "alert": .string(report.alert), "blocks": .integer(Int64(report.blocks)),
                "contents": .integer(Int64(report.contents)), "evidenceCount": .integer(report.evidenceCount),
                "notCarried": .array(report.notCarried.map { .string($0) }), "origin": .string(checkpoint.origin),
                "revisions": .integer(Int64(report.revisions)), "rule": .string(report.rule),
                "size": JSONValue(checkpoint.size), "state": .string(report.state), "subject": .string(report.subject),
                "transactions": .integer(Int64(report.transactions)), "verified": true,
            ])
        }
        StandardOutput.write(
            Language.text(
                "good: alert \(report.alert.prefix(12)), \(report.rule), \(report.state): \(report.message.en)",
                "有效：线索 \(report.alert.prefix(12))，\(report.rule)，\(report.state)：\(report.message.zh)"))
        StandardOutput.write(
            Language.text(
                "  \(report.revisions) revisions in \(checkpoint.origin) of size \(checkpoint.size); \(report.transactions) transactions and \(report.blocks) blocks; \(report.contents) contents (pack, lists, configuration)",
                "  \(checkpoint.origin)（大小 \(checkpoint.size)）中的 \(report.revisions) 次修订；交易 \(report.transactions)，区块 \(report.blocks)；内容 \(report.contents) 份（规则包、名单、配置）"
            ))
        for place in report.notCarried {
            StandardOutput.write(Language.text("  not carried: \(place)", "  未携带：\(place)"))
        }
        let named = report.named
        if report.evidenceCount > Int64(named) {
            StandardOutput.write(
                Language.text(
                    "  not carried: \(report.evidenceCount - Int64(named)) further events, which the alert counts and does not name",
                    "  未携带：线索只计数、未列明的 \(report.evidenceCount - Int64(named)) 个事件"))
        }
    }
}
