public import SupervisionModel

/// Reads references to entities from text. Pure: identifiers that are no addresses are the same reference on
/// every chain, so that events of different chains meet in one key.
public struct EntityReader: Sendable {
    /// Longer texts are refused.
    public static let maximumBytes = 256

    /// Reads the text of an address; `nil` when it is none.
    ///
    /// The chain is that of the event the text stands in, `nil` in lists: two networks may spell addresses alike.
    public typealias AddressParser = @Sendable (_ text: String, _ chain: ChainID?) -> EntityRef?

    /// Must be a pure function of its arguments.
    public let parseAddress: AddressParser

    /// - Parameter parseAddress: by default no text is an address.
    public init(parseAddress: @escaping AddressParser = { _, _ in nil }) {
        self.parseAddress = parseAddress
    }

    private static let prefixes: [(prefix: String, scheme: EntityScheme)] = [
        ("uscc:", .uscc), ("lei:", .lei), ("bic:", .bic), ("idhash:", .idHash), ("internal:", .internal),
        ("account:", .account),
    ]

    /// The reference that a text names; `nil` for an empty or too long one.
    ///
    /// `uscc:` … `account:` say the scheme; a text that begins with `did:` is one. Otherwise an address by
    /// `parseAddress`, then by shape a Unified Social Credit Code or a Legal Entity Identifier, then a name known to
    /// this deployment only.
    public func entity(of text: String, on chain: ChainID? = nil) -> EntityRef? {
        guard (1...EntityReader.maximumBytes).contains(text.utf8.count) else { return nil }
        for (prefix, scheme) in EntityReader.prefixes where text.utf8.starts(with: prefix.utf8) {
            let value = String(text.dropFirst(prefix.count))
            return value.isEmpty ? nil : .identifier(scheme, value)
        }
        if text.utf8.starts(with: "did:".utf8) { return .identifier(.did, text) }
        if let address = parseAddress(text, chain) { return address }
        // The check character of a code is not asked for: real codes that fail it exist. That of an identifier is:
        // twenty capitals and digits are as well a name of a deployment's own.
        if UnifiedSocialCreditCode(text) != nil { return .identifier(.uscc, text) }
        if LegalEntityIdentifier(text)?.hasValidCheck == true { return .identifier(.lei, text) }
        return .identifier(.internal, text)
    }
}
