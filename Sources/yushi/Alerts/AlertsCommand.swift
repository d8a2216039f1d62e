import ArgumentParser
import Persistence
import Supervision
import SupervisionModel
import YushiNode

/// `yushi alerts`: what the machine has found.
struct AlertsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts",
        abstract: "List, show and prove alerts. 预警线索：列表、详情与证明。",
        subcommands: [
            AlertsListCommand.self, AlertsShowCommand.self, AlertsBundleCommand.self, AlertsVerifyCommand.self,
        ])
}

struct AlertsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List alerts. 列出预警线索。",
        discussion: """
              yushi alerts list --store analysis --rule AML-06 --state final --json
            """)

    @Option(help: "Directory of the store or of the node.")
    var store = "."

    @Option(help: "Only alerts of this rule.")
    var rule: String?

    @Option(help: "provisional, final or retracted.")
    var state: String?

    @Option(help: "low, medium, high or critical.")
    var severity: String?

    @Option(help: "Only alerts about this subject.")
    var subject: String?

    @Option(help: "At most so many.")
    var limit = 1000

    @Flag(help: "Shadow alerts too.")
    var shadow = false

    @Flag(help: "One JSON object an alert.")
    var json = false

    func run() throws {
        let opened = try NodeStore.open(at: store, for: .reading)
        for alert in try StoredAlerts(opened).list() where matches(alert) {
            if json { StandardOutput.write(AlertView(alert).json) } else { StandardOutput.write(AlertView(alert).line) }
        }
    }

    private func matches(_ alert: AlertState) -> Bool {
        if !shadow, alert.mode == "shadow" { return false }
        if let rule, rule != alert.rule { return false }
        if let state, state != alert.finality.rawValue { return false }
        if let severity, severity != alert.content["severity"]?.string { return false }
        if let subject, subject != alert.content["subject"]?.string { return false }
        return true
    }
}

struct AlertsShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one alert with its evidence. 查看线索及证据。",
        discussion: """
              yushi alerts show 3f2a --store analysis
            """)

    @Argument(help: "The alert's id, or its first digits.")
    var id: String

    @Option(help: "Directory of the store or of the node.")
    var store = "."

    @Flag(help: "Machine output.")
    var json = false

    func run() throws {
        let opened = try NodeStore.open(at: store, for: .reading)
        let alert = try StoredAlerts(opened).find(id)
        if json { StandardOutput.write(AlertView(alert).json) } else { StandardOutput.write(AlertView(alert).page) }
    }
}
