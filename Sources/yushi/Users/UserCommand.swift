import ArgumentParser
import Persistence
import SupervisionModel
import YushiNode

/// `yushi user`: accounts of people who may decide.
struct UserCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "Accounts of people who decide. 处置人员账户。",
        subcommands: [UserAddCommand.self, UserListCommand.self])
}

struct UserAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Make an account with a key of its own and record it. 建立账户与密钥并记录。",
        discussion: """
              yushi user add zhang --store analysis
            """)

    @Argument(help: "Name of the account.")
    var name: String

    @Option(help: "Directory of the store or of the node.")
    var store = "."

    @Option(help: "Seed of an offline store's keys.")
    var keySeed: String?

    func run() throws {
        let seed = try SeedArgument.seed(keySeed)
        let directory = NodeStore.directory(store)
        let opened = try Store.open(at: directory, for: .writing, seed: seed)
        let sequencer = try Sequencer(store: opened, spends: UnknownSpends())
        let before = sequencer.configuration
        guard !before.accounts.contains(where: { $0.name == name }) else {
            throw CommandFailure.badInput("account \(name) exists already")
        }
        let account = try AccountKeys(store: directory).create(name)
        let after = CoreConfiguration(
            chains: before.chains, accounts: before.accounts + [account], conditionBudget: before.conditionBudget,
            eventsPerKey: before.eventsPerKey)
        let content = sequencer.provide(after.json.encode())
        try sequencer.admit(
            .configChanged(ConfigChange(config: content, author: "operator", approver: "operator")),
            at: SystemClock.now)
        try sequencer.flush()
        try opened.close()
        StandardOutput.write(
            Language.text(
                "account \(name), key in \(AccountKeys(store: directory).path(of: name))",
                "账户 \(name)，密钥在 \(AccountKeys(store: directory).path(of: name))"))
    }
}

struct UserListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List accounts. 列出账户。",
        discussion: """
              yushi user list --store analysis
            """)

    @Option(help: "Directory of the store or of the node.")
    var store = "."

    @Flag(help: "One JSON object a line.")
    var json = false

    func run() throws {
        for account in try StoredConfiguration.read(try NodeStore.open(at: store, for: .reading)).accounts {
            let key = Hex.encode(account.key)
            if json {
                StandardOutput.write(["key": .string(key), "name": .string(account.name)])
            } else {
                StandardOutput.write("\(account.name)  \(key)")
            }
        }
    }
}
