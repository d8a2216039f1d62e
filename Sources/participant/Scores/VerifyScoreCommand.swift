internal import ArgumentParser
internal import Glibc
internal import RulePacks
internal import ScoreDocuments
internal import SupervisionModel

/// `participant verify-score`: what a platform runs on the score it received.
struct VerifyScoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-score",
        abstract: "Verify a signed score with the issuer's public keys, offline. 用签发机构公钥离线验证评分。",
        discussion: """
            Ends with status 1 and the first thing wrong. Without the issuer's status list nobody can say whether the
            score has been restated since.
              participant verify-score score.jws --keys jwks.json
              participant verify-score score.sd-jwt --keys jwks.json --status status.jws --audience bank-1
            """)

    @Argument(help: "The document.", completion: .file())
    var file: String

    @Option(help: "The issuer's public keys (JWKS).", completion: .file())
    var keys: String

    @Option(help: "The issuer's signed status list.", completion: .file())
    var status: String?

    @Option(help: "Whom it must be by.")
    var issuer: String?

    @Option(help: "Who you are: documents made for others are refused.")
    var audience: String?

    @Option(help: "The time to verify at, RFC 3339; now when left out.")
    var at: String?

    @Flag(help: "One JSON object.")
    var json = false

    func run() throws {
        let trusted: JSONWebKeySet
        let set = try KeyFile.bytes(of: keys, limit: JSONWebKeySet.maximumBytes)
        do throws(DocumentError) {
            trusted = try JSONWebKeySet(parsing: set)
        } catch {
            throw CommandFailure.badInput("\(keys): \(Language.text(error.english, error.chinese))")
        }
        let now = try moment()
        let document = try KeyFile.bytes(of: file, limit: Self.maximumBytes)
        let list = try status.map { try KeyFile.bytes(of: $0, limit: ScoreStatusList.maximumBytes) }
        let verifier = ScoreVerifier(policy: TrustPolicy(keys: trusted, issuer: issuer, audience: audience))
        do throws(DocumentError) {
            let verified = try verifier.verify(document, status: list, at: now)
            if json { return StandardOutput.write(String(decoding: verified.json.encode(), as: UTF8.self)) }
            for line in verified.text(inChinese: Language.current == .zh) {
                StandardOutput.write(ShownText.safe(line))
            }
        } catch {
            if json { StandardOutput.write(String(decoding: error.json.encode(), as: UTF8.self)) }
            let text = "\(file): \(error.code): \(Language.text(error.english, error.chinese))"
            throw CommandFailure(status: .failedCheck, text: ShownText.safe(text))
        }
    }

    private static let maximumBytes = 512 << 10

    private func moment() throws -> Timestamp {
        guard let at else {
            var now = timespec()
            clock_gettime(CLOCK_REALTIME, &now)
            return Timestamp(milliseconds: Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000)
        }
        guard let moment = TimeText.timestamp(at) else {
            throw CommandFailure.badInput(
                Language.text(
                    "--at \"\(at)\", expected a time such as 2025-03-01T00:00:00Z",
                    "--at \"\(at)\"，应为时间，如 2025-03-01T00:00:00Z"))
        }
        return moment
    }
}

/// Text that others wrote, made safe for a terminal: controls and bidirectional overrides are shown as `\u{…}`.
enum ShownText {
    static func safe(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
                result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
