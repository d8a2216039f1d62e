import ArgumentParser
import Glibc
import Persistence
import YushiNode

/// `yushi init`: a new node.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a new node: configuration, keys, empty store. 建立新节点：配置、密钥与空库。",
        discussion: """
              yushi init node --origin supervisor.example/audit
            """)

    @Argument(help: "The directory to make.", completion: .directory)
    var directory: String

    @Option(help: "Identity of the ledger, a schema-less URL that is yours.")
    var origin = "supervisor.example/audit"

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
        try TextFile.write(directory + "/yushi.yaml", Array(ConfigurationTemplate.text(origin: origin).utf8))
        try TextFile.write(directory + "/trust.policy", Array("log \(key)\nquorum none\n".utf8))
        StandardOutput.write(
            Language.text(
                """
                Made \(directory): yushi.yaml (edit the chains), store/ (with log.key, mode 0600), trust.policy.
                Ledger key: \(key)
                Next: yushi check-config \(directory)/yushi.yaml && yushi run --config \(directory)/yushi.yaml
                """,
                """
                已建立 \(directory)：yushi.yaml（请填写链）、store/（含 log.key，权限 0600）、trust.policy。
                账本公钥：\(key)
                下一步：yushi check-config \(directory)/yushi.yaml && yushi run --config \(directory)/yushi.yaml
                """))
    }
}

/// The configuration that `init` writes.
enum ConfigurationTemplate {
    static func text(origin: String) -> String {
        """
        # Configuration of a supervision node. 监管节点配置。
        origin: \(origin)
        store: store
        # The recorded part needs an author and another person who approved it. 四眼原则：作者与批准人须为两人。
        author: author
        approver: approver
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
