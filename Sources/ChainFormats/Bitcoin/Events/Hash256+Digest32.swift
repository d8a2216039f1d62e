public import ChainCrypto
public import SupervisionModel

extension Hash256 {
    /// The same hash as the model holds it: in the order in which Bitcoin-format chains print it.
    public var digest: Digest32 {
        // Thirty-two bytes are always enough for a digest.
        (withUnsafeBytes { Digest32($0) } ?? .zero).reversed
    }

    /// From the model's order back to internal order.
    public init(_ digest: Digest32) {
        self = Hash256(digest.reversed.bytes) ?? .zero
    }
}
