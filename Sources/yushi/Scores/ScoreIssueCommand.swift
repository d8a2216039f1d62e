import ArgumentParser
import Glibc
import Persistence
import RuleEngine
import RulePacks
import ScoreDocuments
import SupervisionModel
import YushiNode

/// `yushi score issue`: a published score as a signed document.
struct ScoreIssueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "issue",
        abstract: "Sign a published score as a document that anybody can verify offline. 将已发布评分签发为可离线验证的文件。",
        discussion: """
            For one audience, one purpose (supervision) and under a named legal basis; valid for 30 days at most. What may
            tip somebody off is left out. A document that takes the place of another one names it.
              yushi score issue operator:scf-1 --store node --key score.key --issuer supervisor.example \\
                --audience scf-1 --legal-basis "地方金融监督管理条例第二十条" > score.jws
              yushi score issue enterprise:1 --card card.json --key score.key --issuer supervisor.example \\
                --audience bank-1 --legal-basis "…" --form sd-jwt > score.sd-jwt
            """)

    /// The form of a document.
    enum Form: String, ExpressibleByArgument, CaseIterable {
        /// Everything in one JWS.
        case jws
        /// A W3C Verifiable Credential as an SD-JWT: the holder shows the grade alone, or more.
        case sdJWT = "sd-jwt"
    }

    @Argument(help: "The subject.")
    var subject: String

    @OptionGroup var location: PublishedScoreLocation

    @Option(help: "Key file (see `yushi score key`).", completion: .file())
    var key: String

    @Option(help: "Who issues it.")
    var issuer: String

    @Option(help: "For whom it is made; nobody else may rely on it.")
    var audience: String

    @Option(help: "The legal basis of showing this score to that audience.")
    var legalBasis: String

    @Option(help: "jws or sd-jwt.")
    var form = Form.jws

    @Option(help: "The document whose place this one takes.")
    var restates: String?

    @Option(help: "Days for which it is valid, 1 to 30.")
    var validDays = 30

    @Option(help: "When it is issued, RFC 3339; now when left out.")
    var at: String?

    @Option(help: "Rule pack that says what a subject may know of a finding.", completion: .directory)
    var rules: String?

    func validate() throws {
        for (name, text) in [("--issuer", issuer), ("--audience", audience), ("--legal-basis", legalBasis)]
        where text.utf8.allSatisfy({ $0 == 0x20 }) {
            throw ValidationError("\(name) must say something; without it no score is shown to anybody")
        }
        guard (1...30).contains(validDays) else { throw ValidationError("--valid-days: 1 to 30") }
    }

    func run() throws {
        let now = try MomentArgument.moment(at, option: "--at")
        let published = try location.score(of: subject)
        let pack = try PackArgument.load(try RulesArgument.directory(rules))
        let view = SubjectView.of(published, visible: { Self.isVisible($0, in: pack) }) {
            Self.isMoneyLaundering($0, in: pack)
        }
        let statement = ScoreStatement(
            issuer: issuer, audience: audience, legalBasis: legalBasis, issuedAt: now,
            validity: .days(Int64(validDays)), restates: restates, score: view)
        let key = try ScoreKeyFile.read(key)
        switch form {
        case .jws: StandardOutput.write(try statement.signed(with: key))
        case .sdJWT:
            var generator = SystemRandomNumberGenerator()
            let salt = (0..<32).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
            StandardOutput.write(try ScoreCredential.issue(statement, with: key, saltKey: salt))
        }
    }

    /// A rule that is not in the pack is not known to be harmless.
    private static func isMoneyLaundering(_ rule: String, in pack: RulePack) -> Bool {
        guard let found = pack.rules.first(where: { $0.id.utf8.elementsEqual(rule.utf8) }) else {
            return rule.hasPrefix("AML")
        }
        return found.scoreDimension.map { $0.utf8.elementsEqual("AML".utf8) } ?? rule.hasPrefix("AML")
    }

    private static func isVisible(_ rule: String, in pack: RulePack) -> Bool {
        pack.rules.contains { $0.id.utf8.elementsEqual(rule.utf8) && $0.audience.subject == .visible }
    }
}

/// Where a published score is found: in a store, or in a file that `score compute` wrote.
struct PublishedScoreLocation: ParsableArguments {
    @Option(help: "Directory of the store or of the node.")
    var store = "."

    @Option(help: "A file of `score compute` instead of a store.", completion: .file())
    var card: String?

    func score(of subject: String) throws -> JSONObject {
        if let card { return try score(of: subject, file: card) }
        let opened = try NodeStore.open(at: store, for: .reading)
        guard let row = try opened.projections.row("score", id: subject), let object = row.value.object else {
            throw CommandFailure.badInput(
                Language.text("no score of \"\(subject)\" has been published", "尚未发布 \"\(subject)\" 的评分"))
        }
        return object
    }

    private func score(of subject: String, file path: String) throws -> JSONObject {
        var found: JSONObject?
        try LineFile.read(path, maximumLineBytes: 256 << 10) { line, number in
            guard !line.isEmpty else { return }
            do {
                let json = try JSONParser.parse(line, maximumBytes: 256 << 10)
                if json["subject"]?.string?.utf8.elementsEqual(subject.utf8) ?? false { found = json.object }
            } catch {
                throw CommandFailure.badInput("\(path):\(number): \(error)")
            }
        }
        guard let found else {
            throw CommandFailure.badInput(
                Language.text("\(path): no score of \"\(subject)\"", "\(path)：没有 \"\(subject)\" 的评分"))
        }
        return found
    }
}

/// Moments of options.
enum MomentArgument {
    /// Now when nothing is given.
    static func moment(_ text: String?, option: String) throws -> Timestamp {
        guard let text else {
            var now = timespec()
            clock_gettime(CLOCK_REALTIME, &now)
            return Timestamp(milliseconds: Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000)
        }
        guard let moment = TimeText.timestamp(text) else {
            throw CommandFailure.badInput(
                Language.text(
                    "\(option) \"\(text)\", expected a time such as 2025-03-01T00:00:00Z",
                    "\(option) \"\(text)\"，应为时间，如 2025-03-01T00:00:00Z"))
        }
        return moment
    }
}
