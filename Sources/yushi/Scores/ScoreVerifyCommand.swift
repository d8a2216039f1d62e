import ArgumentParser
import ScoreDocuments
import SupervisionModel

/// `yushi score verify`: a signed score, checked offline.
struct ScoreVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verify a signed score offline, under your own policy. 按自有信任策略离线验证评分文件。",
        discussion: """
            The policy is {"keys": {JWKS}, "issuer", "audience", "models", "status": "required"|"optional"}. Ends with
            status 1 and the first thing wrong.
              yushi score verify score.jws --policy policy.json --status status.jws
            """)

    @Argument(help: "The document.", completion: .file())
    var file: String

    @Option(help: "Whom you trust, and for what.", completion: .file())
    var policy: String

    @Option(help: "The issuer's signed status list.", completion: .file())
    var status: String?

    @Option(help: "The time to verify at, RFC 3339; now when left out.")
    var at: String?

    @Flag(help: "One JSON object.")
    var json = false

    func run() throws {
        let trusted = try TextFile.read(policy)
        let verifier: ScoreVerifier
        do throws(DocumentError) {
            verifier = ScoreVerifier(policy: try TrustPolicy(parsing: trusted))
        } catch {
            throw CommandFailure.badInput("\(policy): \(Language.text(error.english, error.chinese))")
        }
        let now = try MomentArgument.moment(at, option: "--at")
        let (document, list) = (try TextFile.read(file), try status.map { try TextFile.read($0) })
        do throws(DocumentError) {
            let verified = try verifier.verify(document, status: list, at: now)
            if json { return StandardOutput.write(verified.json) }
            for line in verified.text(inChinese: Language.current == .zh) {
                StandardOutput.write(TerminalText.safe(line))
            }
        } catch {
            if json {
                StandardOutput.write(error.json)
                throw CommandFailure.checkFailed
            }
            throw CommandFailure.check("\(file): \(error.code): \(Language.text(error.english, error.chinese))")
        }
    }
}
