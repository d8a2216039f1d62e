extension TrustPolicy {
    /// A longer policy file is refused unread.
    public static let maximumByteCount = 1_000_000
    /// At most so many logs, witnesses and groups each. (C2SP asks for at least 32.)
    public static let maximumItemCount = 1000

    /// Parses a policy file.
    ///
    /// - Throws: ``LogError`` with the line: `.tooLarge`, `.forbiddenByte`, `.missingNewline`, `.malformedLine`,
    ///   `.duplicateName`, `.undefinedName`, `.malformedThreshold`, `.duplicateKey`, `.unsupportedKeyType`,
    ///   `.quorumLine`, and the errors of a verifier key.
    public init(parsing bytes: [UInt8]) throws(LogError) {
        guard bytes.count <= Self.maximumByteCount else {
            throw LogError(.tooLarge, "a policy of \(bytes.count) bytes; at most \(Self.maximumByteCount)")
        }
        var parser = PolicyParser()
        var scanner = LineScanner(bytes)
        while let line = try scanner.next() {
            do throws(LogError) {
                try parser.read(line)
            } catch {
                throw LogError(error.code, line: scanner.line, error.detail)
            }
        }
        self = try parser.finish()
    }
}

/// Reads the lines of a policy file one after the other.
private struct PolicyParser {
    private var logs: [TrustPolicy.Log] = []
    private var witnesses: [TrustPolicy.Witness] = []
    private var groups: [TrustPolicy.Group] = []
    private var quorum: TrustPolicy.Member??
    private var names: [PolicyName: TrustPolicy.Member] = [:]
    /// A name may be listed as a member once, so that nobody counts twice.
    private var usedMembers: Set<TrustPolicy.Member> = []

    mutating func read(_ line: ArraySlice<UInt8>) throws(LogError) {
        if let bad = line.first(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) {
            throw LogError(.forbiddenByte, "control character \(bad)")
        }
        let items = line.split { $0 == 0x20 || $0 == 0x09 }
        guard let keyword = items.first, keyword.first != UInt8(ascii: "#") else { return }
        switch String(decoding: keyword, as: UTF8.self) {
        case "log":
            try readLog(items)
        case "witness":
            try readWitness(items)
        case "group":
            try readGroup(items)
        case "quorum":
            try readQuorum(items)
        default:
            throw LogError(
                .malformedLine,
                "\(String(decoding: keyword.prefix(40), as: UTF8.self).debugDescription): expected log, witness, group or quorum"
            )
        }
    }

    consuming func finish() throws(LogError) -> TrustPolicy {
        guard let quorum else { throw LogError(.quorumLine, "the policy has no quorum line") }
        return TrustPolicy(logs: logs, witnesses: witnesses, groups: groups, quorum: quorum)
    }

    private mutating func readLog(_ items: [ArraySlice<UInt8>]) throws(LogError) {
        guard (2...3).contains(items.count) else {
            throw LogError(.malformedLine, "expected: log <vkey> [<url>]")
        }
        let key = try VerifierKey(items[1])
        guard key.type.isVerifiableLog else {
            throw LogError(
                .unsupportedKeyType,
                "the key of log \(key.name) has type \(key.type), expected \(KeyType.ed25519) or \(KeyType.sm2)")
        }
        try checkNew(key, count: logs.count)
        logs.append(TrustPolicy.Log(key: key, url: Self.text(items, at: 2)))
    }

    private mutating func readWitness(_ items: [ArraySlice<UInt8>]) throws(LogError) {
        guard (3...4).contains(items.count) else {
            throw LogError(.malformedLine, "expected: witness <name> <vkey> [<url>]")
        }
        let name = PolicyName(items[1])
        let key = try VerifierKey(items[2])
        guard key.type.isVerifiableWitness || key.type == .treeCosignatureMLDSA44 else {
            throw LogError(
                .unsupportedKeyType,
                "the key of witness \(name) has type \(key.type), expected \(KeyType.cosignature), "
                    + "\(KeyType.treeCosignatureMLDSA44) or \(KeyType.sm2Cosignature)")
        }
        try checkNew(key, count: witnesses.count)
        try define(name, as: .witness(witnesses.count))
        witnesses.append(TrustPolicy.Witness(name: name, key: key, url: Self.text(items, at: 3)))
    }

    private mutating func readGroup(_ items: [ArraySlice<UInt8>]) throws(LogError) {
        guard items.count >= 4 else {
            throw LogError(.malformedLine, "expected: group <name> <k|any|all> <member>...")
        }
        guard groups.count < TrustPolicy.maximumItemCount else { throw LogError(.tooLarge, "too many groups") }
        let name = PolicyName(items[1])
        var members: [TrustPolicy.Member] = []
        for item in items[3...] {
            let member = try resolve(PolicyName(item))
            guard usedMembers.insert(member).inserted else {
                throw LogError(.duplicateName, "\(PolicyName(item)) is a member of a group already")
            }
            members.append(member)
        }
        let threshold: Int
        switch String(decoding: items[2], as: UTF8.self) {
        case "any":
            threshold = 1
        case "all":
            threshold = members.count
        default:
            guard let value = DecimalNumber.parse(items[2]), (1...UInt64(members.count)).contains(value) else {
                throw LogError(
                    .malformedThreshold,
                    "the threshold of group \(name) is any, all or 1 to \(members.count), found \(PolicyName(items[2]))"
                )
            }
            threshold = Int(value)
        }
        try define(name, as: .group(groups.count))
        groups.append(TrustPolicy.Group(name: name, threshold: threshold, members: members))
    }

    private mutating func readQuorum(_ items: [ArraySlice<UInt8>]) throws(LogError) {
        guard items.count == 2 else { throw LogError(.malformedLine, "expected: quorum <name|none>") }
        guard quorum == nil else { throw LogError(.quorumLine, "a second quorum line") }
        quorum = items[1].elementsEqual("none".utf8) ? .some(nil) : .some(try resolve(PolicyName(items[1])))
    }

    private func checkNew(_ key: VerifierKey, count: Int) throws(LogError) {
        guard count < TrustPolicy.maximumItemCount else { throw LogError(.tooLarge, "too many logs or witnesses") }
        for other in logs.map(\.key) + witnesses.map(\.key) where other.publicKey == key.publicKey {
            throw LogError(.duplicateKey, "\(key.name) has the same public key as \(other.name)")
        }
    }

    private mutating func define(_ name: PolicyName, as member: TrustPolicy.Member) throws(LogError) {
        guard !name.bytes.elementsEqual("none".utf8), names[name] == nil else {
            throw LogError(.duplicateName, "\(name) is defined already")
        }
        names[name] = member
    }

    private func resolve(_ name: PolicyName) throws(LogError) -> TrustPolicy.Member {
        guard let member = names[name] else {
            throw LogError(.undefinedName, "\(name) is not defined on an earlier line")
        }
        return member
    }

    private static func text(_ items: [ArraySlice<UInt8>], at index: Int) -> String? {
        index < items.count ? String(decoding: items[index], as: UTF8.self) : nil
    }
}
