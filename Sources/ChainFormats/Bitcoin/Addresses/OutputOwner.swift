public import SupervisionModel

/// Whom an output pays, as far as its script says.
public enum OutputOwner: Hashable, Sendable {
    /// A script that has an address, with P2PK counted as the address of its key.
    case address(Address)
    /// A script without an address, kept as it is: 0 to `greatestKeptScript` bytes.
    case script([UInt8])
    /// A longer script without an address; not kept.
    case opaque

    /// Scripts above 10,000 bytes cannot be spent on Bitcoin and Litecoin (`MAX_SCRIPT_SIZE`).
    public static let greatestKeptScript = 10_000

    /// The owner that a scriptPubKey names on a network.
    public init(script: RawSpan, network: BitcoinNetwork) {
        if let address = Address(script: script, network: network) {
            self = .address(address)
        } else if script.byteCount <= Self.greatestKeptScript {
            self = .script(script.withUnsafeBytes { Array($0) })
        } else {
            self = .opaque
        }
    }

    /// The address, if there is one.
    public var address: Address? {
        guard case .address(let address) = self else { return nil }
        return address
    }
}
