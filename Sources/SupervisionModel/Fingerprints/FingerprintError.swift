/// Why something has no fingerprint. Equality looks at code and part.
public struct FingerprintError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: String, Sendable {
        /// There is no number of a register, and a part that must identify in its place is absent or only punctuation.
        case missing
        /// The part exceeds `Fingerprint.maximumPartBytes`.
        case tooLong
    }

    public let code: Code
    /// Name of the part: `debtor`, `amount` …
    public let part: String

    init(_ code: Code, part: String) {
        self.code = code
        self.part = part
    }

    public var description: String {
        switch code {
        case .missing: "\(part) is missing: give it, or the number of a register"
        case .tooLong: "\(part) is longer than \(Fingerprint.maximumPartBytes) bytes"
        }
    }

    /// The same in Chinese.
    public var chinese: String {
        switch code {
        case .missing: "缺少 \(part)：请提供该项，或提供登记编号"
        case .tooLong: "\(part) 超过 \(Fingerprint.maximumPartBytes) 字节"
        }
    }
}
