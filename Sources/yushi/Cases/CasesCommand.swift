import ArgumentParser
import Glibc
import Persistence
import Supervision
import SupervisionModel
import YushiNode

/// `yushi cases`: people decide about alerts.
struct CasesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cases",
        abstract: "Decide about alerts, with four eyes. 案件处置（四眼原则）。",
        subcommands: [CasesListCommand.self, CasesDecideCommand.self])
}

struct CasesListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List alerts that somebody has decided about. 列出已处置或待复核的线索。",
        discussion: """
              yushi cases list --store analysis
            """)

    @Option(help: "Directory of the store or of the node.")
    var store = "."

    @Flag(help: "One JSON object a line.")
    var json = false

    func run() throws {
        let opened = try NodeStore.open(at: store, for: .reading)
        for alert in try StoredAlerts(opened).list() where alert.proposal != nil || alert.decision != nil {
            if json { StandardOutput.write(AlertView(alert).json) } else { StandardOutput.write(AlertView(alert).line) }
        }
    }
}

struct CasesDecideCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: "Propose or approve a decision about an alert. 拟定或批准对线索的处置。",
        discussion: """
            One person proposes with --by, another one approves with --approve. Outcomes: verified (核查属实), finding
            (正式认定), refuted (排除), inconclusive (无法认定), overturned (撤销认定). Only a finding counts against anyone.
              yushi cases decide 3f2a --outcome finding --by zhang --note "…" --store analysis
              yushi cases decide 3f2a --outcome finding --approve li --store analysis
            """)

    @Argument(help: "The alert's id, or its first digits.")
    var alert: String

    @Option(help: "verified, finding, refuted, inconclusive or overturned.")
    var outcome: String

    @Option(help: "Account of the person who proposes.")
    var by: String?

    @Option(help: "Account of the person who approves.")
    var approve: String?

    @Option(help: "Why.")
    var note = ""

    @Option(help: "Key file of the account, where it is not in the store.")
    var key: String?

    @Option(help: "Directory of the store or of the node.")
    var store = "."

    @Option(help: "Seed of an offline store's keys.")
    var keySeed: String?

    func run() throws {
        guard let outcome = CaseDecision.Outcome(rawValue: outcome) else {
            let known = CaseDecision.Outcome.allCases.map(\.rawValue).joined(separator: ", ")
            throw CommandFailure.badInput("--outcome \"\(self.outcome)\", expected one of \(known)")
        }
        let seed = try SeedArgument.seed(keySeed)
        let decisions = Decisions(storePath: store)
        switch (by, approve) {
        case (let name?, nil): try decide(outcome, .proposed, name, decisions, seed)
        case (nil, let name?): try decide(outcome, .approved, name, decisions, seed)
        case (let proposer?, let approver?):
            try decide(outcome, .proposed, proposer, decisions, seed)
            try decide(outcome, .approved, approver, decisions, seed)
        case (nil, nil): throw CommandFailure.badInput("give --by NAME to propose or --approve NAME to approve")
        }
    }

    private func decide(
        _ outcome: CaseDecision.Outcome, _ stage: CaseDecision.Stage, _ name: String, _ decisions: Decisions,
        _ seed: [UInt8]
    ) throws {
        let found = try StoredAlerts(try NodeStore.open(at: store, for: .reading, seed: seed)).find(alert)
        let decision = try decisions.sign(outcome, stage: stage, alert: found, by: name, note: note, keyFile: key)
        let isRecorded = try decisions.submit(decision, at: SystemClock.now, seed: seed)
        let what = stage == .proposed ? Language.text("proposed", "已拟定") : Language.text("approved", "已批准")
        let how = isRecorded ? "" : Language.text(" (handed to the running node)", "（已交运行中的节点）")
        StandardOutput.write("\(found.id.hex.prefix(12)) \(outcome.rawValue): \(what) \(name)\(how)")
    }
}

/// The wall clock, for what people do at a terminal.
enum SystemClock {
    static var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
