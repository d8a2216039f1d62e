public import SupervisionModel

/// What became of published scores: a signed list of the documents that must not be relied on any more, or that are
/// contested. Documents that are not on it stand. Readers refuse a list that has expired.
public struct ScoreStatusList: Sendable {
    /// What became of a document.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// Another document has taken its place.
        case restated
        /// Taken back without another.
        case withdrawn
        /// The subject contests something in it; it stands until people have decided.
        case disputed
    }

    public struct Entry: Sendable, Hashable {
        /// The `jti` of the document.
        public let document: String
        public let state: State
        /// The document that has taken its place.
        public let by: String?

        public init(document: String, state: State, by: String? = nil) {
            self.document = document
            self.state = state
            self.by = by
        }
    }

    /// Longer lists are refused.
    public static let maximumBytes = 16 << 20
    static let maximumEntries = 100_000
    static let kind = "yushi-score-status+jwt"

    public let issuer: String
    public let issuedAt: Timestamp
    public let expiresAt: Timestamp
    public let entries: [Entry]

    public init(issuer: String, issuedAt: Timestamp, validity: Interval, entries: [Entry]) {
        self.issuer = issuer
        self.issuedAt = issuedAt
        expiresAt = issuedAt.advanced(by: validity)
        self.entries = entries
    }

    public func signed(with key: SigningKey) throws(DocumentError) -> String {
        let payload: JSONObject = [
            "entries": .array(
                entries.map { entry in
                    var object: JSONObject = ["jti": .string(entry.document), "state": .string(entry.state.rawValue)]
                    object["by"] = entry.by.map { .string($0) }
                    return .object(object)
                }),
            "exp": .integer(expiresAt.milliseconds / 1000), "iat": .integer(issuedAt.milliseconds / 1000),
            "iss": .string(issuer),
        ]
        return try CompactJWS.sign(payload, kind: Self.kind, with: key)
    }

    /// - Throws: `DocumentError`; whether it has expired is for the caller to say.
    public init(verifying text: some Collection<UInt8>, keys: JSONWebKeySet) throws(DocumentError) {
        let jws = try CompactJWS(verifying: text, keys: keys, maximumBytes: Self.maximumBytes)
        guard jws.kind.utf8.elementsEqual(Self.kind.utf8) else {
            throw DocumentError(
                .wrongKind, "a document of kind \"\(jws.kind)\", expected \"\(Self.kind)\"",
                "文件类型为 \"\(jws.kind)\"，应为 \"\(Self.kind)\"")
        }
        do {
            let reader = JSONReader(.object(jws.payload))
            issuer = try reader.string("iss")
            issuedAt = Timestamp(milliseconds: try reader.integer("iat", in: 0...253_402_300_799) * 1000)
            expiresAt = Timestamp(milliseconds: try reader.integer("exp", in: 0...253_402_300_799) * 1000)
            entries = try reader.array("entries").map { element throws(JSONReadError) in
                let text = try element.string("state")
                guard let state = State(rawValue: text) else {
                    throw try element.member("state").invalid(expected: "restated, withdrawn or disputed", found: text)
                }
                return Entry(
                    document: try element.string("jti"), state: state, by: try element.optionalString("by"))
            }
        } catch {
            throw DocumentError(.malformed, "the status list is wrong: \(error)", "状态清单有误：\(error)")
        }
        guard entries.count <= Self.maximumEntries else {
            throw DocumentError(
                .tooLong, "\(entries.count) entries, at most \(Self.maximumEntries)",
                "\(entries.count) 条，最多 \(Self.maximumEntries) 条")
        }
    }

    public func entry(of document: String) -> Entry? {
        entries.first { $0.document.utf8.elementsEqual(document.utf8) }
    }
}
