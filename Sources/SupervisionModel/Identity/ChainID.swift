/// The name of an observed chain within this node, such as `btc` or `scf-1`: 1 to 32 characters of `a-z 0-9 . _ -`.
///
/// Ordered by its bytes: part of the order of events (DESIGN.md section 6).
public struct ChainID: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let text: String

    public init?(_ text: String) {
        let bytes = text.utf8
        guard (1...32).contains(bytes.count), bytes.allSatisfy(ChainID.isAllowed) else { return nil }
        self.text = text
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }

    public static func == (left: ChainID, right: ChainID) -> Bool {
        // ASCII only: equal texts are equal bytes.
        left.text == right.text
    }

    public static func < (left: ChainID, right: ChainID) -> Bool {
        left.text < right.text
    }

    public var description: String { text }
}
