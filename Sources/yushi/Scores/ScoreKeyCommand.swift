import ArgumentParser
import ScoreDocuments
import SupervisionModel
import YushiNode

/// `yushi score key`: the keys that score documents are signed with.
struct ScoreKeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Make a key of scores, or print the public keys for readers (JWKS). 生成评分签名密钥，或输出公钥集。",
        discussion: """
            The set that is printed is what readers verify with; publish it where they can be sure it is yours.
              yushi score key --create score.key
              yushi score key --create score-sm2.key --algorithm SM2
              yushi score key score.key score-sm2.key > jwks.json
            """)

    @Argument(help: "Key files.", completion: .file())
    var files: [String] = []

    @Option(help: "Makes a key in this file, readable by its owner only.", completion: .file())
    var create: String?

    @Option(help: "EdDSA (Ed25519) or SM2.")
    var algorithm = "EdDSA"

    func validate() throws {
        if create == nil, files.isEmpty { throw ValidationError("name a key file, or --create FILE") }
    }

    func run() throws {
        var files = files
        if let create {
            guard let algorithm = SignatureAlgorithm(rawValue: algorithm) else {
                throw CommandFailure.badInput("--algorithm \"\(algorithm)\", expected EdDSA or SM2")
            }
            try ScoreKeyFile.create(create, algorithm)
            files.append(create)
        }
        StandardOutput.write(JSONWebKeySet(try files.map { try ScoreKeyFile.read($0).publicKey }).json)
    }
}
