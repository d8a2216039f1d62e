import ArgumentParser
import Glibc
import Logging
import Persistence
import RuleEngine
import RulePacks
import ServiceLifecycle
import Supervision
import SupervisionModel
import UnixSignals
import YushiNode

/// `yushi run`: observe until stopped.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Observe until stopped. 持续观察，直至停止。",
        discussion: """
            SIGTERM finishes the current input and ends with status 0.
              yushi run --config node/yushi.yaml
            """)

    @Option(help: "The configuration.", completion: .file())
    var config = "yushi.yaml"

    func run() async throws {
        let configuration = try NodeConfigurationReader.read(try TextFile.read(config), path: config)
        let pack = try RulePack.load(
            directory: try RulesArgument.directory(configuration.rules), trust: configuration.rulesTrust,
            entities: .ofEveryNetwork)
        try configuration.checkMappings(pack.ruleSet.vocabulary)
        let lists = try ListArguments.lists(
            configuration.lists.map { "\($0.id)=\($0.file)" }, pools: configuration.pools)
        let logger = NodeLogger.make()
        let node = try SupervisionNode(configuration, pack: pack, lists: lists, logger: logger) { result in
            for alert in result.alerts where alert.mode != "shadow" && alert.muted == nil {
                StandardError.write(AlertView(alert).line)
            }
        }
        logger.info("running", metadata: ["store": "\(configuration.store)"])
        let group = ServiceGroup(
            configuration: .init(
                services: [.init(service: node, failureTerminationBehavior: .cancelGroup)],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
    }
}

/// Logs go to standard error.
enum NodeLogger {
    static func make(level: Logger.Level = .info) -> Logger {
        var logger = Logger(label: "yushi") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = level
        return logger
    }
}
