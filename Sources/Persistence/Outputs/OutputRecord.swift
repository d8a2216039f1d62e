public import SupervisionModel

/// What is known of an output until it is spent.
public struct OutputRecord: Hashable, Sendable {
    /// Whom the output pays, as far as its script says.
    public enum Owner: Hashable, Sendable {
        case address(Address)
        /// A script without an address, at most ``OutputRecord/maximumScriptBytes``.
        case script([UInt8])
        /// A script that was not kept.
        case opaque
    }

    /// Smallest units.
    public let amount: Int64
    /// Height of the block that created it.
    public let height: UInt32
    public let owner: Owner

    /// - Parameter owner: a script beyond the limit counts as opaque.
    public init(amount: Int64, height: UInt32, owner: Owner) {
        self.amount = amount
        self.height = height
        if case .script(let bytes) = owner, bytes.count > Self.maximumScriptBytes {
            self.owner = .opaque
        } else {
            self.owner = owner
        }
    }

    public static let maximumScriptBytes = 10_000
}

/// An output that a block creates.
public struct CreatedOutputRecord: Hashable, Sendable {
    public let key: OutputKey
    public let record: OutputRecord

    public init(key: OutputKey, record: OutputRecord) {
        self.key = key
        self.record = record
    }
}
