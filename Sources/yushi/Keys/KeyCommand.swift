import ArgumentParser
import TransparencyLog
import YushiNode

/// `yushi key`: keys of people who sign.
struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Keys of people who sign rule packs. 规则包签名人的密钥。",
        subcommands: [KeyNewCommand.self, KeyShowCommand.self])
}

struct KeyNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Make a signing key. 生成签名密钥。",
        discussion: """
            Writes the private key with mode 0600 and prints the public one, which goes into rulesSignedBy of the
            configuration. The name is that of the person in pack.yaml.
              yushi key new li.key --name li
              yushi key new wang.key --name wang --sm2
            """)

    @Argument(help: "The file to make.", completion: .file())
    var file: String

    @Option(help: "Whose key it is: a name without spaces and without +.")
    var name: String

    @Flag(help: "A key of SM2 instead of Ed25519.")
    var sm2 = false

    func run() throws {
        StandardOutput.write("\(try SignerFile.create(file, name: name, isSM2: sm2))")
    }
}

struct KeyShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print the public half of a key. 显示公钥。",
        discussion: """
              yushi key show li.key
            """)

    @Argument(help: "The key file.", completion: .file())
    var file: String

    func run() throws {
        StandardOutput.write("\(try SignerFile.read(file).verifierKey)")
    }
}
