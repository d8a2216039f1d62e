/// Why bytes are not what a format requires: a small value built without allocation on the failure path.
///
/// The text (`description`, `chineseDescription`) is made only when somebody reads it.
public struct DecodeError: Error, Hashable, Sendable, BitwiseCopyable {
    /// What was wrong. Raw values are for logs of this process only; `code` is the stable name.
    public enum Kind: UInt8, Sendable, CaseIterable, BitwiseCopyable {
        /// Fewer bytes are left than the item needs. found = bytes left, expected = bytes needed.
        case truncated
        /// A CompactSize is written in a longer form than its value needs. found = value, expected = bytes of the form.
        case nonMinimalCount
        /// A count or length exceeds what can follow. found = count, expected = the greatest possible.
        case countTooLarge
        /// The flag byte of a transaction has bits that the network does not define. found = flag, expected = mask.
        case unknownFlags
        /// The witness flag is set but every witness stack is empty (BIP 144).
        case superfluousWitness
        /// A transaction without inputs.
        case noInputs
        /// Mimblewimble data inside a transaction of a block, which belongs into the extension block. found = presence.
        case extensionDataInTransaction
        /// Bytes follow the end of the item. found = their number, expected = 0.
        case trailingBytes
        /// The whole is larger than the network's limit. found = bytes, expected = the limit.
        case tooLarge
        /// A block without transactions.
        case noTransactions
        /// A tag byte that the encoding does not define. found = tag, expected = the greatest defined tag.
        case unknownTag
        /// A number outside its range. found = bit pattern, expected = the greatest allowed.
        case outOfRange
        /// One value is written in another form than the only one allowed. found = first byte or length of the form.
        case notCanonical
        /// An item of another length than the format fixes. found = bytes, expected = bytes.
        case wrongLength
        /// Items inside items beyond the limit. found = depth, expected = the limit.
        case tooDeep
        /// An item of another kind: a list where bytes belong, or bytes where a list belongs.
        case wrongKind

        /// Stable code for machines and documentation.
        public var code: String {
            switch self {
            case .truncated: "decode.truncated"
            case .nonMinimalCount: "decode.nonMinimalCount"
            case .countTooLarge: "decode.countTooLarge"
            case .unknownFlags: "decode.unknownFlags"
            case .superfluousWitness: "decode.superfluousWitness"
            case .noInputs: "decode.noInputs"
            case .extensionDataInTransaction: "decode.extensionDataInTransaction"
            case .trailingBytes: "decode.trailingBytes"
            case .tooLarge: "decode.tooLarge"
            case .noTransactions: "decode.noTransactions"
            case .unknownTag: "decode.unknownTag"
            case .outOfRange: "decode.outOfRange"
            case .notCanonical: "decode.notCanonical"
            case .wrongLength: "decode.wrongLength"
            case .tooDeep: "decode.tooDeep"
            case .wrongKind: "decode.wrongKind"
            }
        }
    }

    public let kind: Kind
    /// Byte offset from the start of the decoded bytes at which the offending item begins.
    public let offset: UInt64
    /// The value found; its meaning depends on `kind`.
    public let found: UInt64
    /// The value or bound expected; its meaning depends on `kind`.
    public let expected: UInt64

    public init(_ kind: Kind, at offset: Int, found: UInt64 = 0, expected: UInt64 = 0) {
        self.kind = kind
        self.offset = UInt64(clamping: offset)
        self.found = found
        self.expected = expected
    }

    /// Stable code of the kind.
    public var code: String { kind.code }
}

extension DecodeError: CustomStringConvertible {
    /// English: where, what was found, what was expected.
    public var description: String {
        let what =
            switch kind {
            case .truncated: "\(found) bytes left, expected at least \(expected)"
            case .nonMinimalCount: "CompactSize \(found) in a \(expected)-byte form, expected the shortest form"
            case .countTooLarge: "count or length \(found), expected at most \(expected)"
            case .unknownFlags: "transaction flag \(found), expected only bits of \(expected)"
            case .superfluousWitness: "witness flag with empty witnesses, expected at least one witness item"
            case .noInputs: "transaction with 0 inputs, expected at least 1"
            case .extensionDataInTransaction: "extension data byte \(found) in a transaction, expected 0"
            case .trailingBytes: "\(found) bytes after the end, expected none"
            case .tooLarge: "\(found) bytes, expected at most \(expected)"
            case .noTransactions: "block with 0 transactions, expected at least 1"
            case .unknownTag: "tag \(found), expected at most \(expected)"
            case .outOfRange: "value \(found), expected at most \(expected)"
            case .notCanonical: "form \(found), expected the only canonical form of the value"
            case .wrongLength: "\(found) bytes or items, expected \(expected)"
            case .tooDeep: "nested \(found) deep, expected at most \(expected)"
            case .wrongKind: "an item of kind \(found), expected kind \(expected) (0 bytes, 1 list)"
            }
        return "at byte \(offset): \(what) [\(code)]"
    }

    /// The same in Chinese.
    public var chineseDescription: String {
        let what =
            switch kind {
            case .truncated: "剩余 \(found) 字节，至少需要 \(expected) 字节"
            case .nonMinimalCount: "CompactSize \(found) 使用了 \(expected) 字节的形式，应使用最短形式"
            case .countTooLarge: "数量或长度为 \(found)，最大应为 \(expected)"
            case .unknownFlags: "交易标志为 \(found)，只允许 \(expected) 中的位"
            case .superfluousWitness: "设置了见证标志但见证全部为空，至少应有一项见证"
            case .noInputs: "交易没有输入，至少应有 1 个"
            case .extensionDataInTransaction: "交易中的扩展数据字节为 \(found)，应为 0"
            case .trailingBytes: "末尾之后还有 \(found) 字节，应没有"
            case .tooLarge: "共 \(found) 字节，最多应为 \(expected) 字节"
            case .noTransactions: "区块没有交易，至少应有 1 笔"
            case .unknownTag: "标签为 \(found)，最大应为 \(expected)"
            case .outOfRange: "值为 \(found)，最大应为 \(expected)"
            case .notCanonical: "形式为 \(found)，应为该值唯一的规范形式"
            case .wrongLength: "共 \(found) 字节或项，应为 \(expected)"
            case .tooDeep: "嵌套 \(found) 层，最多应为 \(expected) 层"
            case .wrongKind: "项的种类为 \(found)，应为 \(expected)（0 字节串，1 列表）"
            }
        return "第 \(offset) 字节处：\(what) [\(code)]"
    }
}
