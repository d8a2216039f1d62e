internal import ArgumentParser
internal import ScoreDocuments

/// `participant present-score`: a credential with only what its holder wants to show.
struct PresentScoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "present-score",
        abstract: "Show only some claims of a score credential, such as the grade. 选择性披露评分凭证，例如仅出示等级。",
        discussion: """
            Needs no key: the issuer has signed every claim by itself.
              participant present-score score.sd-jwt --only grade > grade.sd-jwt
            """)

    @Argument(help: "The credential (SD-JWT).", completion: .file())
    var file: String

    @Option(name: .customLong("only"), help: "A claim to show; may be given several times.")
    var claims: [String]

    func run() throws {
        let bytes = try KeyFile.bytes(of: file, limit: 512 << 10).filter { $0 > 0x20 }
        do throws(DocumentError) {
            StandardOutput.write(
                try ScoreCredential.presenting(String(decoding: bytes, as: UTF8.self), only: claims))
        } catch {
            throw CommandFailure.badInput(
                "\(file): \(Language.text(error.english, error.chinese)); "
                    + Language.text("claims are", "可选声明：") + " " + ScoreCredential.claims.joined(separator: ", "))
        }
    }
}
