import ChainCrypto

// A literal that did not parse would become zero, which no block meets; a test compares every one with its text.

extension Hash256 {
    /// A hash known when this was written, in display order.
    static func literal(_ display: String) -> Hash256 { Hash256(display: display) ?? .zero }
}

extension UInt256 {
    /// A number known when this was written, in hex.
    static func literal(_ hex: String) -> UInt256 { UInt256(hex: hex) ?? .zero }
}
