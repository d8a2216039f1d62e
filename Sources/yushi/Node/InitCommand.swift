import ArgumentParser
import Glibc
import Persistence
import TransparencyLog
import YushiNode

/// `yushi init`: a new node.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a new node: configuration, keys, empty store. 建立新节点：配置、密钥与空库。",
        discussion: """
            Copies the rule pack, makes a key for an author and one for an approver, signs the copy with both and switches
            signing on: from then on a changed file is refused until two persons have signed again.
              yushi init node --origin supervisor.example/audit
            """)

    @Argument(help: "The directory to make.", completion: .directory)
    var directory: String

    @Option(help: "Identity of the ledger, a schema-less URL that is yours.")
    var origin = "supervisor.example/audit"

    @Option(help: "Folder of the rule pack to begin with.", completion: .directory)
    var rules: String?

    func run() throws {
        guard access(directory + "/yushi.yaml", F_OK) != 0 else {
            throw CommandFailure.badInput("\(directory)/yushi.yaml is there already; choose another directory")
        }
        guard mkdir(directory, 0o700) == 0 || errno == EEXIST else {
            throw CommandFailure.environment("\(directory): \(String(cString: strerror(errno)))")
        }
        let path = directory + "/store"
        let store = try Store.create(at: path, kind: .live, origin: origin)
        let key = try LogKey.create(store: path, origin: origin)
        try store.close()
        let signers = try SignedRules.make(from: try RulesArgument.directory(rules), in: directory)
        let text = ConfigurationTemplate.text(origin: origin, signers: signers.map(\.description))
        try TextFile.write(directory + "/yushi.yaml", Array(text.utf8))
        try TextFile.write(directory + "/trust.policy", Array("log \(key)\nquorum none\n".utf8))
        StandardOutput.write(
            Language.text(
                """
                Made \(directory): yushi.yaml (edit the chains), store/ (with log.key, mode 0600), trust.policy,
                rules/ (the rule pack, signed), keys/ (author and approver of rules: give each to its person, keep neither here).
                Ledger key: \(key)
                Next: yushi check-config \(directory)/yushi.yaml && yushi run --config \(directory)/yushi.yaml
                """,
                """
                已建立 \(directory)：yushi.yaml（请填写链）、store/（含 log.key，权限 0600）、trust.policy、
                rules/（已签名的规则包）、keys/（规则作者与批准人的密钥：请分别交给两人，勿留在此处）。
                账本公钥：\(key)
                下一步：yushi check-config \(directory)/yushi.yaml && yushi run --config \(directory)/yushi.yaml
                """))
    }
}

/// The configuration that `init` writes.
enum ConfigurationTemplate {
    static func text(origin: String, signers: [String]) -> String {
        """
        # Configuration of a supervision node. 监管节点配置。
        origin: \(origin)
        store: store
        # The recorded part needs an author and another person who approved it. 四眼原则：作者与批准人须为两人。
        author: author
        approver: approver
        # Rules count only when an author and an approver of pack.yaml have signed them with these keys; sign with
        # `yushi rules sign rules --key … --key2 …`. 规则须由作者与批准人以下列密钥签名。
        rules: rules
        rulesSignedBy:
        \(signers.map { "  - \"\($0)\"" }.joined(separator: "\n"))
        chains:
          - id: btc
            format: bitcoin
            network: regtest
            finalityDepth: 6
            sources:
              - name: participant-a
                subscribe: ["tcp://127.0.0.1:28332"]
                topics: [rawblock, hashblock, sequence]
                rest: http://127.0.0.1:18443

        """
    }
}
