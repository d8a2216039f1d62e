/// `operand.startsWith("text")`, `endsWith`, `contains` with constant texts.
final class TextPredicateNode: ConditionNode, @unchecked Sendable {
    enum Kind: Sendable {
        case startsWith, endsWith, contains
    }

    let kind: Kind
    let operand: Node
    let text: [UInt8]

    init(_ kind: Kind, _ operand: Node, _ text: String) {
        self.kind = kind
        self.operand = operand
        self.text = Array(text.utf8)
    }

    override func truth(_ frame: FramePointer) -> Truth {
        spend(frame)
        let value = operand.evaluate(frame)
        guard case .string(let string) = value else {
            return Self.fail(frame, .noSuchOverload("\(kind)", value, .string("")))
        }
        let units = kind == .contains ? string.utf8.count : text.count
        guard Arithmetic.charge(frame, bytes: units) else { return Self.fail(frame, .budgetExceeded) }
        let result = string.utf8.withContiguousStorageIfAvailable { decide($0) }
        return Truth(result ?? Array(string.utf8).withUnsafeBufferPointer { decide($0) })
    }

    @inline(__always)
    private func decide(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count >= text.count else { return false }
        return text.withUnsafeBufferPointer { text in
            switch kind {
            case .startsWith:
                UTF8Comparison.equal(UnsafeBufferPointer(rebasing: bytes[..<text.count]), text)
            case .endsWith:
                UTF8Comparison.equal(UnsafeBufferPointer(rebasing: bytes[(bytes.count - text.count)...]), text)
            case .contains: ByteSearch.firstOffset(of: text, in: bytes, from: 0) != nil
            }
        }
    }
}

/// `operand.matches("pattern")` with a constant pattern.
final class MatchNode: ConditionNode, @unchecked Sendable {
    let operand: Node
    let program: RegexProgram

    init(_ operand: Node, _ program: RegexProgram) {
        self.operand = operand
        self.program = program
    }

    override func truth(_ frame: FramePointer) -> Truth {
        spend(frame)
        let value = operand.evaluate(frame)
        guard case .string(let text) = value else {
            return Self.fail(frame, .noSuchOverload("matches", value, .string("")))
        }
        guard RegexCost.charge(frame, text, program) else { return Self.fail(frame, .budgetExceeded) }
        return Truth(program.matches(text))
    }
}

/// What matching a text costs: one unit for each 4 bytes of text and 64 instructions of pattern.
enum RegexCost {
    static func charge(_ frame: FramePointer, _ text: String, _ program: RegexProgram) -> Bool {
        let weight = Int64(1 + program.programSize / 64)
        let (units, overflow) = Int64(text.utf8.count / 4 + 1).multipliedReportingOverflow(by: weight)
        return frame.pointee.charge(overflow ? .max : units)
    }
}

/// `size(operand)` and `operand.size()`: code points, bytes, elements or entries.
final class SizeNode: Node, @unchecked Sendable {
    let operand: Node

    init(_ operand: Node) { self.operand = operand }

    override func evaluate(_ frame: FramePointer) -> Value {
        spend(frame)
        let value = operand.evaluate(frame)
        switch value {
        case .string(let text):
            guard Arithmetic.charge(frame, bytes: text.utf8.count) else { return .budgetExceeded }
            return .int(Int64(Self.scalarCount(text)))
        case .bytes(let bytes): return .int(Int64(bytes.count))
        case .list(let list): return .int(Int64(list.count))
        case .map(let map): return .int(Int64(map.count))
        default: return .noSuchOverload("size", value)
        }
    }

    /// The number of code points: bytes that do not continue one.
    static func scalarCount(_ text: String) -> Int {
        let fast = text.utf8.withContiguousStorageIfAvailable { bytes in
            var continuations = 0
            for byte in bytes where byte & 0xC0 == 0x80 { continuations += 1 }
            return bytes.count - continuations
        }
        return fast ?? text.unicodeScalars.count
    }
}
