/// A type of a contract's interface (Solidity ABI specification): elementary ones and lists of them.
public indirect enum ABIType: Hashable, Sendable {
    /// `uint8` … `uint256`.
    case unsigned(bits: Int)
    /// `int8` … `int256`.
    case signed(bits: Int)
    case address
    case bool
    /// `bytes1` … `bytes32`.
    case fixedBytes(count: Int)
    case bytes
    case string
    /// `T[]`.
    case list(ABIType)

    /// Reads the name of a type; nil for what is not read: tuples, lists of a fixed length, fixed-point numbers.
    public init?(_ text: some StringProtocol) {
        if text.hasSuffix("[]") {
            guard let element = ABIType(text.dropLast(2)), !element.isList else { return nil }
            self = .list(element)
            return
        }
        switch String(text) {
        case "address": self = .address
        case "bool": self = .bool
        case "bytes": self = .bytes
        case "string": self = .string
        case "uint": self = .unsigned(bits: 256)
        case "int": self = .signed(bits: 256)
        default:
            if let bits = Self.number(text, behind: "uint"), Self.isWidth(bits) {
                self = .unsigned(bits: bits)
            } else if let bits = Self.number(text, behind: "int"), Self.isWidth(bits) {
                self = .signed(bits: bits)
            } else if let count = Self.number(text, behind: "bytes"), (1...32).contains(count) {
                self = .fixedBytes(count: count)
            } else {
                return nil
            }
        }
    }

    private static func number(_ text: some StringProtocol, behind prefix: String) -> Int? {
        guard text.hasPrefix(prefix) else { return nil }
        let digits = text.dropFirst(prefix.count)
        guard let first = digits.utf8.first, first != UInt8(ascii: "0"), digits.utf8.count <= 3 else { return nil }
        return Int(digits)
    }

    private static func isWidth(_ bits: Int) -> Bool { (8...256).contains(bits) && bits.isMultiple(of: 8) }

    private var isList: Bool { if case .list = self { true } else { false } }

    /// The only spelling that a signature is hashed with.
    public var name: String {
        switch self {
        case .unsigned(let bits): "uint\(bits)"
        case .signed(let bits): "int\(bits)"
        case .address: "address"
        case .bool: "bool"
        case .fixedBytes(let count): "bytes\(count)"
        case .bytes: "bytes"
        case .string: "string"
        case .list(let element): element.name + "[]"
        }
    }

    /// Whether its place holds an offset instead of the value, and a topic only its hash.
    public var isDynamic: Bool {
        switch self {
        case .bytes, .string, .list: true
        default: false
        }
    }
}

/// A value of a log.
public enum ABIValue: Hashable, Sendable {
    /// Decimal digits, behind a minus sign for a negative number.
    case number(String)
    /// Twenty bytes.
    case address([UInt8])
    case bool(Bool)
    case bytes([UInt8])
    case string(String)
    case list([ABIValue])
}
