import ArgumentParser

/// `yushi cel`: the condition language by itself.
struct CELCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cel",
        abstract: "The Common Expression Language of the rules. 规则所用的表达式语言。",
        subcommands: [CELEvaluateCommand.self, CELConformanceCommand.self])
}
