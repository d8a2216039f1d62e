/// A raw reference to somebody or something, as an event names it; the registry resolves it to an entity.
///
/// Schemes of vocabulary.md C1. Two references are the same only if scheme and bytes are the same.
public enum EntityRef: Hashable, Sendable {
    /// An account of a Bitcoin-format chain.
    case address(Address)
    /// Any other identifier by its scheme, with the bytes as given (no Unicode normalisation).
    case identifier(EntityScheme, String)

    public static func == (left: EntityRef, right: EntityRef) -> Bool {
        switch (left, right) {
        case (.address(let first), .address(let second)): first == second
        case (.identifier(let scheme, let first), .identifier(let other, let second)):
            scheme == other && first.hasSameBytes(as: second)
        default: false
        }
    }

    public func hash(into hasher: inout Hasher) {
        switch self {
        case .address(let address):
            hasher.combine(address)
        case .identifier(let scheme, let value):
            hasher.combine(scheme)
            value.combineBytes(into: &hasher)
        }
    }

    /// Canonical bytes: scheme number, then the address's canonical bytes or the identifier's UTF-8. Unique per reference.
    public var canonicalBytes: [UInt8] {
        switch self {
        case .address(let address): [EntityScheme.address.rawValue] + address.canonicalBytes
        case .identifier(let scheme, let value): [scheme.rawValue] + Array(value.utf8)
        }
    }

    /// Reads what `canonicalBytes` wrote; `nil` for anything else.
    public init?(canonicalBytes bytes: some Collection<UInt8>) {
        let all = Array(bytes)
        guard let first = all.first, let scheme = EntityScheme(rawValue: first) else { return nil }
        if scheme == .address {
            guard let address = Address(canonicalBytes: all.dropFirst()) else { return nil }
            self = .address(address)
        } else {
            guard let value = String(validating: all.dropFirst(), as: UTF8.self) else { return nil }
            self = .identifier(scheme, value)
        }
    }
}

/// The naming system of an identifier. Raw values are stored: never renumber.
public enum EntityScheme: UInt8, Sendable, CaseIterable {
    /// Chain account, carried as `Address`.
    case address = 1
    /// Unified Social Credit Code (GB 32100-2015), 18 characters.
    case uscc = 2
    /// Legal Entity Identifier (ISO 17442), 20 characters.
    case lei = 3
    /// Business Identifier Code (ISO 9362).
    case bic = 4
    /// Keyed pseudonym of a natural person.
    case idHash = 5
    /// W3C decentralised identifier.
    case did = 6
    /// A name known to this deployment only.
    case `internal` = 7
    /// An account of a chain whose addresses are opaque text, `chain:address`.
    case account = 8
}

/// Spells references for people. Pure: the same reference always has the same text.
public protocol EntityNaming: Sendable {
    /// Plain text such as `1BoatSLRHtKNngkdXEeobR76b53LETtpyT` or `91350100M000100Y43`.
    func text(of entity: EntityRef) -> String
}
