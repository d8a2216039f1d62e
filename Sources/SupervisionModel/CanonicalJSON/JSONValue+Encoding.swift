extension JSONValue {
    /// The canonical bytes (RFC 8785): UTF-8, no white space, members in the order of their names.
    ///
    /// Total: a value outside the profile is written too, and ``checkProfile()`` finds it. Whoever stores bytes that
    /// are to be decoded again calls that first.
    public func encode() -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(256)
        append(to: &output)
        return output
    }

    /// Appends the canonical bytes to `output`.
    public func append(to output: inout [UInt8]) {
        switch self {
        case .object(let object):
            object.append(to: &output)
        case .array(let elements):
            output.append(UInt8(ascii: "["))
            var isFirst = true
            for element in elements {
                if !isFirst { output.append(UInt8(ascii: ",")) }
                isFirst = false
                element.append(to: &output)
            }
            output.append(UInt8(ascii: "]"))
        case .string(let string):
            CanonicalJSON.append(string: string, to: &output)
        case .integer(let integer):
            CanonicalJSON.append(integer: integer, to: &output)
        case .bool(let bool):
            output.append(contentsOf: bool ? CanonicalJSON.trueBytes : CanonicalJSON.falseBytes)
        }
    }

    /// Refuses what the profile does not allow and the type cannot prevent: integers beyond ±(2^53 − 1), member names
    /// with characters outside ASCII, nesting deeper than ``CanonicalJSON/maximumDepth``.
    ///
    /// - Throws: ``JSONError`` with `.integerOutOfRange`, `.nameNotASCII` or `.tooDeep`; the offset is 0.
    public func checkProfile() throws(JSONError) {
        try checkProfile(depth: 0)
    }

    private func checkProfile(depth: Int) throws(JSONError) {
        switch self {
        case .object(let object):
            guard depth < CanonicalJSON.maximumDepth else { throw JSONError(.tooDeep, at: 0) }
            for member in object.members {
                guard member.name.utf8.allSatisfy({ $0 < 0x80 }) else { throw JSONError(.nameNotASCII, at: 0) }
                try member.value.checkProfile(depth: depth + 1)
            }
        case .array(let elements):
            guard depth < CanonicalJSON.maximumDepth else { throw JSONError(.tooDeep, at: 0) }
            for element in elements { try element.checkProfile(depth: depth + 1) }
        case .integer(let integer):
            guard Self.integerRange.contains(integer) else { throw JSONError(.integerOutOfRange, at: 0) }
        case .string, .bool:
            break
        }
    }
}

extension JSONObject {
    /// The canonical bytes of the object.
    public func encode() -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(256)
        append(to: &output)
        return output
    }

    /// Appends the canonical bytes of the object to `output`.
    public func append(to output: inout [UInt8]) {
        output.append(UInt8(ascii: "{"))
        var isFirst = true
        for member in members {
            if !isFirst { output.append(UInt8(ascii: ",")) }
            isFirst = false
            CanonicalJSON.append(string: member.name, to: &output)
            output.append(UInt8(ascii: ":"))
            member.value.append(to: &output)
        }
        output.append(UInt8(ascii: "}"))
    }
}
