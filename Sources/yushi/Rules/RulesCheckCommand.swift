import ArgumentParser
import Glibc
import RuleEngine
import RulePacks
import SupervisionModel
import YushiNode

/// `yushi rules check`: whether a pack loads, and everything that is wrong with it.
struct RulesCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check a rule pack: every problem at once. 检查规则包，一次列出所有问题。",
        discussion: """
            Says file, line and column of every problem, and what was probably meant. Ends with status 2 if there is one.
              yushi rules check Rules
            """)

    @Argument(help: "Folder of the pack.")
    var pack: String

    @Flag(help: "One JSON object: {valid, pack, version, digest, signers, rules, tests, lists, errors}.")
    var json = false

    func run() throws {
        guard json else {
            let loaded = try PackArgument.load(pack)
            try PackTrust.verifyLeave(loaded)
            StandardOutput.write(
                Language.text(
                    "\(loaded.id) \(loaded.version): \(loaded.rules.count) rules, \(loaded.tests.count) tests, \(loaded.lists.count) lists, no problem",
                    "\(loaded.id) \(loaded.version)：规则 \(loaded.rules.count) 条，测试 \(loaded.tests.count) 项，名单 \(loaded.lists.count) 个，未发现问题"
                ))
            if let line = Self.signatures(loaded) { StandardOutput.write(line) }
            return
        }
        guard access(pack, F_OK) == 0 else {
            throw CommandFailure.environment("\(pack): \(String(cString: strerror(errno)))")
        }
        do {
            let loaded = try RulePack.load(directory: pack, trust: nil, entities: .ofEveryNetwork)
            StandardOutput.write(
                [
                    "digest": .string(loaded.digest.hex), "errors": [],
                    "lists": .array(loaded.lists.map { .string($0.snapshot.id) }), "pack": .string(loaded.id),
                    "signers": .array(
                        (PackNote.signers(of: loaded) ?? []).map { .string(TerminalText.safe($0)) }),
                    "rules": .array(loaded.rules.map { .string($0.id) }),
                    "tests": .integer(Int64(loaded.tests.count)), "valid": true, "version": .string(loaded.version),
                ])
        } catch {
            StandardOutput.write(
                [
                    "errors": .array(error.errors.map(Self.json)), "omitted": .integer(Int64(error.omitted)),
                    "valid": false,
                ])
            throw CommandFailure.badInput("")
        }
    }

    /// Whose signatures the pack bears; whether they count, the configuration of a node says.
    private static func signatures(_ pack: RulePack) -> String? {
        guard pack.files.note != nil else { return nil }
        guard let signers = PackNote.signers(of: pack) else {
            return Language.text(
                "manifest.note was signed over other files: sign again before use", "manifest.note 所签文件与现状不同：使用前请重新签名")
        }
        let names = signers.map(TerminalText.safe)
        return Language.text(
            "bears signatures of \(names.joined(separator: ", ")), not verified here",
            "带有 \(names.joined(separator: "、")) 的签名，此处未验证")
    }

    private static func json(_ error: LoadError) -> JSONValue {
        var object: JSONObject = [
            "code": .string("\(error.code)"), "column": .integer(Int64(error.location.column)),
            "file": .string(error.location.file), "line": .integer(Int64(error.location.line)),
            "message": .string(error.message(in: Language.current == .zh ? .zh : .en)),
        ]
        if let suggestion = error.suggestion { object.set("suggestion", to: .string(suggestion)) }
        return .object(object)
    }
}
