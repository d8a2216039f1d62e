import ArgumentParser
import SupervisionModel
import TransparencyLog

struct LedgerWitnessPolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness-policy",
        abstract: "Check and show who must cosign. 检查并显示谁必须共同签名。",
        discussion: """
            The file is a C2SP tlog-policy. Nothing else is read: no store, no network.
              yushi ledger witness-policy trust.policy
            """)

    @Argument(help: "The policy.", completion: .file())
    var file: String

    @Flag(help: "Machine output.")
    var json = false

    func run() throws {
        let policy: TrustPolicy
        do {
            policy = try TrustPolicy(parsing: try TextFile.read(file))
        } catch let error as LogError {
            throw CommandFailure.badInput("\(file): \(error)")
        }
        if json { return StandardOutput.write(value(policy)) }
        for log in policy.logs {
            StandardOutput.write(
                Language.text("log      ", "日志  ") + log.key.name.text + (log.url.map { "  \($0)" } ?? ""))
        }
        for witness in policy.witnesses {
            StandardOutput.write(
                Language.text("witness  ", "见证  ") + "\(text(witness.name))  \(witness.key.name.text)"
                    + (witness.url.map { "  \($0)" } ?? ""))
        }
        for group in policy.groups {
            let members = group.members.map { name($0, policy) }.joined(separator: Language.text(", ", "、"))
            StandardOutput.write(
                Language.text(
                    "group    \(text(group.name)): \(group.threshold) of \(group.members.count): \(members)",
                    "组    \(text(group.name))：\(group.members.count) 中的 \(group.threshold)：\(members)"))
        }
        StandardOutput.write(
            policy.quorum.map { quorum in
                Language.text(
                    "quorum   \(name(quorum, policy)); fewest cosignatures that meet it: \(fewest(quorum, policy))",
                    "法定  \(name(quorum, policy))；满足所需的最少共同签名数：\(fewest(quorum, policy))")
            } ?? Language.text("quorum   none: nobody must cosign", "法定  none：不要求任何人共同签名"))
    }

    /// How few witnesses can meet it: a group by its cheapest members.
    private func fewest(_ member: TrustPolicy.Member, _ policy: TrustPolicy) -> Int {
        switch member {
        case .witness: 1
        case .group(let index):
            policy.groups[index].members.map { fewest($0, policy) }.sorted().prefix(policy.groups[index].threshold)
                .reduce(0, +)
        }
    }

    private func name(_ member: TrustPolicy.Member, _ policy: TrustPolicy) -> String {
        switch member {
        case .witness(let index): text(policy.witnesses[index].name)
        case .group(let index): text(policy.groups[index].name)
        }
    }

    private func text(_ name: PolicyName) -> String { TerminalText.safe(String(decoding: name.bytes, as: UTF8.self)) }

    private func value(_ policy: TrustPolicy) -> JSONValue {
        [
            "groups": .array(
                policy.groups.map { group in
                    [
                        "members": .array(group.members.map { .string(name($0, policy)) }),
                        "name": .string(text(group.name)), "threshold": .integer(Int64(group.threshold)),
                    ]
                }),
            "logs": .array(policy.logs.map { entry(nil, $0.key, $0.url) }),
            "quorum": .string(policy.quorum.map { name($0, policy) } ?? "none"),
            "witnesses": .array(policy.witnesses.map { entry(text($0.name), $0.key, $0.url) }),
        ]
    }

    private func entry(_ name: String?, _ key: VerifierKey, _ url: String?) -> JSONValue {
        var object: JSONObject = ["key": .string("\(key)")]
        if let name { object.set("name", to: .string(name)) }
        if let url { object.set("url", to: .string(url)) }
        return .object(object)
    }
}
