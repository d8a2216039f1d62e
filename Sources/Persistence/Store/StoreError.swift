/// Why a store could not be opened, read or written. Equality looks at the code alone.
public struct StoreError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of trouble it is, and so with which status a command ends.
    public enum Category: String, Sendable {
        /// The surroundings failed: disk full, locked, missing, not writable. Status 3.
        case environment
        /// What is stored is not what was written. Status 1.
        case damaged
        /// The request contradicts what is stored. Status 1.
        case refused
    }

    public let code: Code
    /// What was found and where: a path, a sequence number, the message of the system.
    public let detail: String

    init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }

    public var category: Category { code.category }

    /// What happened and what to do, in English.
    public var english: String { "\(code.english)\(code == .locked ? " " : ": ")\(detail). \(code.adviceInEnglish)" }

    /// What happened and what to do, in Chinese. The detail is as the system gave it.
    public var chinese: String { "\(code.chinese)：\(detail)。\(code.adviceInChinese)" }

    public var description: String { "\(code.rawValue): \(english)" }

    public static func == (left: StoreError, right: StoreError) -> Bool { left.code == right.code }

    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
