/// A Unified Social Credit Code (统一社会信用代码, GB 32100-2015): 18 characters of `0–9A–Z` without I, O, S, V, Z.
///
/// Position 1 is the registering authority, 2 the category, 3 to 8 the region (GB/T 2260), 9 to 17 the organisation
/// code, 18 the check character. Real codes that fail the check exist: `hasValidCheck` is a matter of quality, never a
/// reason to refuse.
public struct UnifiedSocialCreditCode: Hashable, Sendable {
    /// ASCII, as given.
    public let text: String
    private let values: [Int]

    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
    /// 3^(i − 1) modulo 31.
    private static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

    /// `nil` for a text that has not the form of a code: other characters, another length, a region that is no number.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 18, bytes[2..<8].allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let values = bytes.compactMap { UnifiedSocialCreditCode.alphabet.firstIndex(of: $0) }
        guard values.count == 18 else { return nil }
        self.text = text
        self.values = values
    }

    /// Whether the last character is the check character of the others: (31 − Σ value × weight mod 31) mod 31.
    public var hasValidCheck: Bool {
        let sum = zip(values, UnifiedSocialCreditCode.weights).reduce(0) { $0 + $1.0 * $1.1 }
        return values.last == (31 - sum % 31) % 31
    }

    /// Six digits of GB/T 2260.
    public var region: String { String(decoding: Array(text.utf8)[2..<8], as: UTF8.self) }

    public static func == (left: UnifiedSocialCreditCode, right: UnifiedSocialCreditCode) -> Bool {
        left.values == right.values
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(values) }
}
