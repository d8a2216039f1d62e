/// A stream of well-mixed numbers from a seed and a label: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
///
/// Every part of a simulation has a stream of its own, so that adding one part leaves the others as they were.
public struct SeededRandom: Sendable {
    private var state: UInt64

    /// - Parameters:
    ///   - label: what the numbers are for.
    ///   - numbers: which of them, such as the number of a day.
    public init(seed: UInt64, _ label: String, _ numbers: Int...) {
        // FNV-1a over the label and the numbers; SplitMix64 mixes what is left.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ seed
        for byte in label.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        for number in numbers {
            hash = (hash ^ UInt64(bitPattern: Int64(number))) &* 0x0000_0100_0000_01B3
            hash ^= hash >> 29
        }
        state = hash
    }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, and without, `bound`; 0 for a bound below 2.
    public mutating func below(_ bound: Int) -> Int {
        guard bound > 1 else { return 0 }
        return Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// A number of a range.
    public mutating func between(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.upperBound - range.lowerBound + 1)
    }

    /// Whether something happens that happens so many times in a thousand.
    public mutating func chance(_ perThousand: Int) -> Bool { below(1_000) < perThousand }

    /// Lowercase hexadecimal digits.
    public mutating func hex(_ digits: Int) -> String {
        text(digits, of: Array("0123456789abcdef".utf8))
    }

    /// Characters of an ASCII alphabet that is not empty.
    public mutating func text(_ count: Int, of alphabet: [UInt8]) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        for _ in 0..<count { bytes.append(alphabet[below(alphabet.count)]) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
