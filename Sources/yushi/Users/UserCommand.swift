import ArgumentParser
import Persistence
import SupervisionModel
import YushiNode

/// `yushi user`: accounts of people who may decide.
struct UserCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "Accounts of people who decide. 处置人员账户。",
        subcommands: [UserAddCommand.self, UserListCommand.self, UserDisableCommand.self])
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
        let accounts = sequencer.configuration.accounts
        guard !accounts.contains(where: { $0.name.utf8.elementsEqual(name.utf8) }) else {
            throw CommandFailure.badInput("account \(name) exists already")
        }
        let account = try AccountKeys(store: directory).create(name)
        try sequencer.record(accounts: accounts + [account], at: SystemClock.now)
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

struct UserDisableCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Take an account out of force; what it has decided stands. 停用账户；其既往处置不受影响。",
        discussion: """
            From the record on, nothing that its key signs is accepted. The key file is left where it is.
              yushi user disable zhang --store analysis
            """)

    @Argument(help: "Name of the account.")
    var name: String

    @Option(help: "Directory of the store or of the node.")
    var store = "."

    @Option(help: "Seed of an offline store's keys.")
    var keySeed: String?

    func run() throws {
        let seed = try SeedArgument.seed(keySeed)
        let opened = try Store.open(at: NodeStore.directory(store), for: .writing, seed: seed)
        let sequencer = try Sequencer(store: opened, spends: UnknownSpends())
        let accounts = sequencer.configuration.accounts
        let others = accounts.filter { !$0.name.utf8.elementsEqual(name.utf8) }
        guard others.count < accounts.count else {
            let known = accounts.map(\.name).joined(separator: ", ")
            throw CommandFailure.badInput(
                Language.text(
                    "no account \(TerminalText.safe(name)) is in force; there are: \(known)",
                    "没有生效的账户 \(TerminalText.safe(name))；现有：\(known)"))
        }
        try sequencer.record(accounts: others, at: SystemClock.now)
        try opened.close()
        StandardOutput.write(Language.text("account \(name) is disabled", "账户 \(name) 已停用"))
    }
}

extension Sequencer {
    /// Records the configuration with other accounts.
    fileprivate func record(accounts: [Account], at moment: Timestamp) throws {
        try Bootstrap.activateEngine(of: self, at: moment)
        let before = configuration
        let after = CoreConfiguration(
            chains: before.chains, accounts: accounts, conditionBudget: before.conditionBudget,
            eventsPerKey: before.eventsPerKey)
        let content = provide(after.json.encode())
        try admit(
            .configChanged(ConfigChange(config: content, author: "operator", approver: "operator")), at: moment)
        try flush()
    }
}
