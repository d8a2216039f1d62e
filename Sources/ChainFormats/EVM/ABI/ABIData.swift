/// Reads the data of a log (Solidity ABI specification, "Formal Specification of the Encoding"): a head of 32 bytes a
/// value, which for dynamic ones holds where the value stands. Every offset and length is checked; what is read is bounded
/// by the data itself.
enum ABIData {
    /// Elements of all lists of a log.
    private static let greatestElementCount = 16_384

    /// The values; nil when the data is not that of the types, or holds a text that is no UTF-8.
    static func values(_ types: [ABIType], in data: [UInt8]) -> [ABIValue]? {
        var budget = greatestElementCount
        return values(types, in: data, base: 0, budget: &budget)
    }

    private static func values(
        _ types: [ABIType], in data: [UInt8], base: Int, budget: inout Int
    ) -> [ABIValue]? {
        var values: [ABIValue] = []
        for (index, type) in types.enumerated() {
            guard let word = word(data, at: base + 32 * index) else { return nil }
            guard type.isDynamic else {
                guard let value = value(type, word: word) else { return nil }
                values.append(value)
                continue
            }
            guard let offset = size(word), offset <= data.count - base,
                let value = dynamic(type, in: data, at: base + offset, budget: &budget)
            else { return nil }
            values.append(value)
        }
        return values
    }

    private static func dynamic(_ type: ABIType, in data: [UInt8], at start: Int, budget: inout Int) -> ABIValue? {
        guard let head = word(data, at: start), let count = size(head) else { return nil }
        let first = start + 32
        if case .list(let element) = type {
            guard count <= budget, count <= (data.count - first) / 32 else { return nil }
            budget -= count
            let types = [ABIType](repeating: element, count: count)
            return values(types, in: data, base: first, budget: &budget).map { .list($0) }
        }
        guard count <= data.count - first else { return nil }
        let bytes = Array(data[first..<first + count])
        if type == .string { return String(validating: bytes, as: UTF8.self).map { .string($0) } }
        return .bytes(bytes)
    }

    private static func word(_ data: [UInt8], at offset: Int) -> [UInt8]? {
        guard offset >= 0, offset <= data.count - 32 else { return nil }
        return Array(data[offset..<offset + 32])
    }

    /// A length or an offset: nothing in memory is longer than 2^31.
    private static func size(_ word: [UInt8]) -> Int? {
        guard word.prefix(28).allSatisfy({ $0 == 0 }) else { return nil }
        let value = word.suffix(4).reduce(0) { $0 << 8 | Int($1) }
        return value < 1 << 31 ? value : nil
    }

    /// The value of a word; nil when bytes that must be padding are not.
    static func value(_ type: ABIType, word: [UInt8]) -> ABIValue? {
        switch type {
        case .unsigned(let bits):
            guard word.prefix(32 - bits / 8).allSatisfy({ $0 == 0 }) else { return nil }
            return .number(decimal(word))
        case .signed(let bits):
            let isNegative = word[32 - bits / 8] >= 0x80
            guard word.prefix(32 - bits / 8).allSatisfy({ $0 == (isNegative ? 0xff : 0) }) else { return nil }
            return .number(isNegative ? "-" + decimal(negated(word)) : decimal(word))
        case .address:
            return word.prefix(12).allSatisfy { $0 == 0 } ? .address(Array(word.suffix(20))) : nil
        case .bool:
            guard word.prefix(31).allSatisfy({ $0 == 0 }), word[31] <= 1 else { return nil }
            return .bool(word[31] == 1)
        case .fixedBytes(let count):
            return word.dropFirst(count).allSatisfy { $0 == 0 } ? .bytes(Array(word.prefix(count))) : nil
        case .bytes, .string, .list: return nil
        }
    }

    private static func negated(_ word: [UInt8]) -> [UInt8] {
        var result = word.map { ~$0 }
        for index in result.indices.reversed() {
            let (sum, overflow) = result[index].addingReportingOverflow(1)
            result[index] = sum
            if !overflow { break }
        }
        return result
    }

    /// Decimal digits of a big-endian number, by repeated division by 10^9.
    static func decimal(_ bytes: [UInt8]) -> String {
        var limbs = stride(from: 0, to: bytes.count, by: 4).map { start in
            bytes[start..<start + 4].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        }
        var groups: [UInt64] = []
        while limbs.contains(where: { $0 != 0 }) {
            var rest: UInt64 = 0
            for index in limbs.indices {
                let value = rest << 32 | limbs[index]
                limbs[index] = value / 1_000_000_000
                rest = value % 1_000_000_000
            }
            groups.append(rest)
        }
        guard let last = groups.popLast() else { return "0" }
        return groups.reversed().reduce(String(last)) { text, group in
            let digits = String(group)
            return text + String(repeating: "0", count: 9 - digits.utf8.count) + digits
        }
    }
}
