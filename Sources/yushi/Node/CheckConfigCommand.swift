import ArgumentParser
import RuleEngine
import RulePacks
import SupervisionModel
import YushiNode

/// `yushi check-config`: every problem of a configuration at once.
struct CheckConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-config",
        abstract: "Show every problem of a configuration at once. 一次列出配置的所有问题。",
        discussion: """
              yushi check-config node/yushi.yaml
            """)

    @Argument(help: "The configuration.", completion: .file())
    var file: String

    func run() throws {
        let configuration = try NodeConfigurationReader.read(try TextFile.read(file), path: file)
        let pack = try RulePack.load(
            directory: try RulesArgument.directory(configuration.rules), trust: configuration.rulesTrust,
            entities: .ofEveryNetwork)
        try configuration.checkMappings(pack.ruleSet.vocabulary)
        let chains = configuration.chains.map(\.core.id.text).joined(separator: ", ")
        StandardOutput.write(Language.text("\(file) is good; chains: \(chains)", "\(file) 有效；链：\(chains)"))
    }
}
