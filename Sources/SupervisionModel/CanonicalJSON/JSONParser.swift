/// A strict parser of RFC 8259 JSON for the profile of ``JSONValue``.
///
/// It refuses what would let two parsers read different things: duplicate names, unpaired surrogates, invalid UTF-8,
/// fractions, exponents, `null`, numbers beyond ±(2^53 − 1), a byte order mark, anything after the value. The bytes of
/// strings are taken as given. White space between tokens is accepted; ``CanonicalJSON/decode(_:maximumBytes:)`` is
/// the entrance that accepts canonical bytes only.
public struct JSONParser: ~Escapable {
    /// What becomes of `null`.
    public enum Nulls: Sendable {
        /// It is an error: the profile writes an absent member by leaving it out.
        case refused
        /// A member that is null counts as absent, as JSON-RPC servers mean it; elsewhere it is an error.
        case absent
    }

    private let bytes: Span<UInt8>
    private let maximumDepth: Int
    private let nulls: Nulls
    /// The next byte to read; never beyond `bytes.count`.
    private var offset = 0

    @_lifetime(copy bytes)
    private init(_ bytes: Span<UInt8>, maximumDepth: Int, nulls: Nulls) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
        self.nulls = nulls
    }

    /// Parses one value that fills the whole input.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8 without byte order mark.
    ///   - maximumBytes: longer input is refused unread.
    ///   - maximumDepth: how deep objects and arrays may be nested.
    ///   - nulls: what becomes of `null`.
    /// - Throws: ``JSONError`` with the byte offset.
    public static func parse(
        _ bytes: [UInt8],
        maximumBytes: Int,
        maximumDepth: Int = CanonicalJSON.maximumDepth,
        nulls: Nulls = .refused
    ) throws(JSONError) -> JSONValue {
        let span = bytes.span
        return try parse(span, maximumBytes: maximumBytes, maximumDepth: maximumDepth, nulls: nulls)
    }

    /// Parses one value that fills the whole span.
    public static func parse(
        _ bytes: Span<UInt8>,
        maximumBytes: Int,
        maximumDepth: Int = CanonicalJSON.maximumDepth,
        nulls: Nulls = .refused
    ) throws(JSONError) -> JSONValue {
        guard bytes.count <= maximumBytes else { throw JSONError(.tooLong, at: maximumBytes) }
        var parser = JSONParser(bytes, maximumDepth: maximumDepth, nulls: nulls)
        parser.skipWhiteSpace()
        let value = try parser.parseValue(depth: 0)
        parser.skipWhiteSpace()
        guard parser.offset == bytes.count else { throw JSONError(.trailingBytes, at: parser.offset) }
        return value
    }

    private mutating func skipWhiteSpace() {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x09, 0x0A, 0x0D: offset += 1
            default: return
            }
        }
    }

    private func peek() throws(JSONError) -> UInt8 {
        guard offset < bytes.count else { throw JSONError(.unexpectedEnd, at: offset) }
        return bytes[offset]
    }

    private mutating func parseValue(depth: Int) throws(JSONError) -> JSONValue {
        switch try peek() {
        case UInt8(ascii: "{"):
            return try parseObject(depth: depth)
        case UInt8(ascii: "["):
            return try parseArray(depth: depth)
        case UInt8(ascii: "\""):
            return .string(try parseString())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return .integer(try parseInteger())
        case UInt8(ascii: "t"):
            try expect("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try expect("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            let start = offset
            try expect("null")
            throw JSONError(.nullNotAllowed, at: start)
        default:
            throw JSONError(.unexpectedByte, at: offset)
        }
    }

    private mutating func expect(_ word: StaticString) throws(JSONError) {
        for index in 0..<word.utf8CodeUnitCount {
            guard try peek() == word.utf8Start[index] else { throw JSONError(.unexpectedByte, at: offset) }
            offset += 1
        }
    }

    private mutating func parseObject(depth: Int) throws(JSONError) -> JSONValue {
        guard depth < maximumDepth else { throw JSONError(.tooDeep, at: offset) }
        offset += 1
        var members = MemberCollector()
        skipWhiteSpace()
        if try peek() == UInt8(ascii: "}") {
            offset += 1
            return .object(JSONObject())
        }
        while true {
            skipWhiteSpace()
            let nameStart = offset
            guard try peek() == UInt8(ascii: "\"") else { throw JSONError(.unexpectedByte, at: offset) }
            let name = try parseString()
            skipWhiteSpace()
            guard try peek() == UInt8(ascii: ":") else { throw JSONError(.unexpectedByte, at: offset) }
            offset += 1
            skipWhiteSpace()
            if nulls == .absent, try peek() == UInt8(ascii: "n") {
                try expect("null")
            } else {
                try members.append(
                    JSONObject.Member(name: name, value: try parseValue(depth: depth + 1)), at: nameStart)
            }
            skipWhiteSpace()
            switch try peek() {
            case UInt8(ascii: ","):
                offset += 1
            case UInt8(ascii: "}"):
                offset += 1
                return .object(try members.makeObject())
            default:
                throw JSONError(.unexpectedByte, at: offset)
            }
        }
    }

    private mutating func parseArray(depth: Int) throws(JSONError) -> JSONValue {
        guard depth < maximumDepth else { throw JSONError(.tooDeep, at: offset) }
        offset += 1
        var elements: [JSONValue] = []
        skipWhiteSpace()
        if try peek() == UInt8(ascii: "]") {
            offset += 1
            return .array(elements)
        }
        while true {
            skipWhiteSpace()
            elements.append(try parseValue(depth: depth + 1))
            skipWhiteSpace()
            switch try peek() {
            case UInt8(ascii: ","):
                offset += 1
            case UInt8(ascii: "]"):
                offset += 1
                return .array(elements)
            default:
                throw JSONError(.unexpectedByte, at: offset)
            }
        }
    }

    private mutating func parseInteger() throws(JSONError) -> Int64 {
        let start = offset
        let isNegative = bytes[offset] == UInt8(ascii: "-")
        if isNegative { offset += 1 }
        let firstDigit = offset
        var value: Int64 = 0
        var isTooLarge = false
        while offset < bytes.count, case let digit = bytes[offset] &- UInt8(ascii: "0"), digit <= 9 {
            // 2^53 − 1 has 16 digits: stop adding before anything can overflow, but read on to report one error.
            if value > 9_007_199_254_740_991 { isTooLarge = true } else { value = value * 10 + Int64(digit) }
            offset += 1
        }
        let digits = offset - firstDigit
        guard digits > 0 else { throw JSONError(offset < bytes.count ? .malformedInteger : .unexpectedEnd, at: offset) }
        if digits > 1, bytes[firstDigit] == UInt8(ascii: "0") { throw JSONError(.malformedInteger, at: start) }
        if offset < bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): throw JSONError(.notInteger, at: offset)
            default: break
            }
        }
        guard !isTooLarge, value <= JSONValue.integerRange.upperBound else {
            throw JSONError(.integerOutOfRange, at: start)
        }
        if isNegative {
            guard value != 0 else { throw JSONError(.malformedInteger, at: start) }
            return -value
        }
        return value
    }

    private mutating func parseString() throws(JSONError) -> String {
        offset += 1
        let start = offset
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\"") {
                let string = try Self.makeString(bytes.extracting(start..<offset), at: start)
                offset += 1
                return string
            }
            if byte == UInt8(ascii: "\\") { return try parseEscapedString(from: start) }
            guard byte >= 0x20 else { throw JSONError(.controlCharacter, at: offset) }
            offset += 1
        }
        throw JSONError(.unexpectedEnd, at: offset)
    }

    /// Goes on from the first backslash of a string whose content began at `start`.
    private mutating func parseEscapedString(from start: Int) throws(JSONError) -> String {
        var content: [UInt8] = []
        content.reserveCapacity(offset - start + 16)
        for index in start..<offset { content.append(bytes[index]) }
        while true {
            let byte = try peek()
            switch byte {
            case UInt8(ascii: "\""):
                let span = content.span
                let string = try Self.makeString(span, at: start)
                offset += 1
                return string
            case UInt8(ascii: "\\"):
                try parseEscape(into: &content)
            case 0..<0x20:
                throw JSONError(.controlCharacter, at: offset)
            default:
                content.append(byte)
                offset += 1
            }
        }
    }

    private mutating func parseEscape(into content: inout [UInt8]) throws(JSONError) {
        let start = offset
        offset += 1
        let byte = try peek()
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(byte)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "u"):
            var scalar = try parseHexadecimal4()
            if scalar & 0xFC00 == 0xDC00 { throw JSONError(.unpairedSurrogate, at: start) }
            if scalar & 0xFC00 == 0xD800 {
                guard offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "\\"),
                    bytes[offset + 1] == UInt8(ascii: "u")
                else { throw JSONError(.unpairedSurrogate, at: start) }
                offset += 2
                let low = try parseHexadecimal4()
                guard low & 0xFC00 == 0xDC00 else { throw JSONError(.unpairedSurrogate, at: start) }
                scalar = 0x10000 + (scalar & 0x3FF) << 10 + (low & 0x3FF)
            }
            guard let unicode = Unicode.Scalar(scalar) else { throw JSONError(.unpairedSurrogate, at: start) }
            content.append(contentsOf: UTF8.encode(unicode).map { Array($0) } ?? [])
        default:
            throw JSONError(.malformedEscape, at: start)
        }
    }

    private mutating func parseHexadecimal4() throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            let byte = try peek()
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: throw JSONError(.malformedEscape, at: offset)
            }
            value = value << 4 | UInt32(digit)
            offset += 1
        }
        return value
    }

    private static func makeString(_ bytes: Span<UInt8>, at offset: Int) throws(JSONError) -> String {
        do throws(UTF8.ValidationError) {
            return String(copying: try UTF8Span(validating: bytes))
        } catch {
            throw JSONError(.invalidUTF8, at: offset + error.byteOffsets.lowerBound)
        }
    }
}

/// Collects the members of one object as they are read. Canonical input arrives sorted and is taken as it is; other
/// input is sorted once at the end, so that an object of n members costs O(n log n) whatever its order.
private struct MemberCollector {
    private var sorted: [JSONObject.Member] = []
    /// From the first member on that was out of order: members and the offsets of their names.
    private var unsorted: [(member: JSONObject.Member, offset: Int)] = []

    mutating func append(_ member: JSONObject.Member, at offset: Int) throws(JSONError) {
        guard unsorted.isEmpty, let last = sorted.last else {
            if unsorted.isEmpty { sorted.append(member) } else { unsorted.append((member, offset)) }
            return
        }
        let order = JSONObject.compareNames(last.name, member.name)
        if order < 0 {
            sorted.append(member)
        } else if order == 0 {
            throw JSONError(.duplicateName, at: offset)
        } else {
            unsorted.append((member, offset))
        }
    }

    consuming func makeObject() throws(JSONError) -> JSONObject {
        if unsorted.isEmpty { return JSONObject(sortedMembers: sorted) }
        var all = sorted.map { (member: $0, offset: -1) } + unsorted
        all.sort {
            let order = JSONObject.compareNames($0.member.name, $1.member.name)
            return order != 0 ? order < 0 : $0.offset < $1.offset
        }
        for index in all.indices.dropFirst()
        where JSONObject.compareNames(all[index - 1].member.name, all[index].member.name) == 0 {
            throw JSONError(.duplicateName, at: all[index].offset)
        }
        return JSONObject(sortedMembers: all.map(\.member))
    }
}
