/// An exact, non-negative decimal number: a 256-bit whole `magnitude` divided by `10^scale`.
///
/// This is the opaque CEL type `amount`, for token base units and money: an `int` of 64 bits cannot hold 10 ETH in wei
/// (10^19), and a double cannot hold cents. Every operation is exact or an error; nothing is rounded.
///
/// An amount is kept in lowest terms: the scale is the smallest that represents the number, so `12.50` and `12.5` are
/// the same value with the same hash. Size 33 bytes, stride 40; no heap storage.
public struct Amount: Hashable, Sendable {
    /// The greatest number of fractional digits: 10^77 is the last power of ten below 2^256.
    public static let maximumScale = 77

    /// The amount 0.
    public static let zero = Amount(magnitude: Magnitude256(), minimalScale: 0)

    /// The number times `10^scale`.
    let magnitude: Magnitude256
    /// The number of fractional digits, 0 ... 77, the smallest possible.
    let minimalScale: UInt8

    /// The number of fractional digits of the canonical text, 0 ... 77.
    public var scale: Int { Int(minimalScale) }

    /// Trusts its arguments: `minimalScale` must be minimal. Everything else goes through `init(_:scale:)`.
    @inline(__always)
    init(magnitude: Magnitude256, minimalScale: UInt8) {
        self.magnitude = magnitude
        self.minimalScale = minimalScale
    }

    /// Brings `magnitude / 10^scale` to lowest terms.
    @inline(__always)
    init(_ magnitude: Magnitude256, scale: UInt8) {
        if scale == 0 {
            self.init(magnitude: magnitude, minimalScale: 0)
        } else {
            self = Self.reduced(magnitude, scale: scale)
        }
    }

    /// The whole amount `value`.
    public init(_ value: UInt64) {
        self.init(magnitude: Magnitude256(value), minimalScale: 0)
    }

    /// The whole amount `value`; nil when it is negative.
    public init?(exactly value: Int64) {
        guard let unsigned = UInt64(exactly: value) else { return nil }
        self.init(unsigned)
    }

    /// The amount `units / 10^decimals`, such as 1,500,000 units of a token of 6 decimals: 1.5.
    ///
    /// - Returns: nil when `decimals` is outside 0 ... 77.
    public init?(baseUnits units: UInt64, decimals: Int) {
        guard (0...Self.maximumScale).contains(decimals) else { return nil }
        self.init(Magnitude256(units), scale: UInt8(decimals))
    }

    /// The amount of `units / 10^decimals` for a big-endian unsigned number, as the Ethereum ABI writes `uint256`.
    ///
    /// - Parameters:
    ///   - units: at most 32 bytes, most significant first; no bytes are 0.
    ///   - decimals: the number of fractional digits, 0 ... 77.
    /// - Returns: nil when there are more than 32 bytes or `decimals` is out of range.
    public init?(bigEndianUnits units: some Collection<UInt8>, decimals: Int = 0) {
        guard units.count <= 32, (0...Self.maximumScale).contains(decimals) else { return nil }
        var words = Magnitude256()
        for byte in units { words.shiftInByte(byte) }
        self.init(words, scale: UInt8(decimals))
    }

    /// The number as an unsigned integer of 64 bits; nil when it has a fraction or is larger.
    public var exactUInt64: UInt64? {
        minimalScale == 0 && magnitude.fitsOneWord ? magnitude.word0 : nil
    }

    /// Takes away trailing zeros of the fraction.
    private static func reduced(_ magnitude: Magnitude256, scale: UInt8) -> Amount {
        if magnitude.isZero { return zero }
        var magnitude = magnitude
        var scale = scale
        while scale > 0 {
            // A multiple of ten is even; the cheap test spares most divisions.
            guard magnitude.word0 & 1 == 0 else { break }
            let (quotient, remainder) = magnitude.dividedBy(10)
            guard remainder == 0 else { break }
            magnitude = quotient
            scale -= 1
        }
        return Amount(magnitude: magnitude, minimalScale: scale)
    }
}
