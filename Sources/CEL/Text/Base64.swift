/// The functions of the `encoders` extension library: base64 with the standard alphabet (RFC 4648 section 4).
package enum Base64 {
    /// `base64.encode(bytes)`: with padding.
    package static func encode(_ bytes: [UInt8]) -> String {
        let size = (bytes.count + 2) / 3 * 4
        return String(unsafeUninitializedCapacity: size) { result in
            var target = 0
            var source = 0
            func put(_ sextet: UInt32) {
                result.initializeElement(at: target, to: alphabet[Int(sextet & 0x3F)])
                target += 1
            }
            while source < bytes.count {
                let available = min(3, bytes.count - source)
                var group: UInt32 = 0
                for index in 0..<3 { group = group << 8 | (index < available ? UInt32(bytes[source + index]) : 0) }
                for sextet in 0..<4 {
                    if sextet <= available {
                        put(group >> (18 - 6 * UInt32(sextet)))
                    } else {
                        result.initializeElement(at: target, to: padding)
                        target += 1
                    }
                }
                source += 3
            }
            return target
        }
    }

    /// `base64.decode(string)`: the padding may be whole or missing altogether, as in cel-go. Line feeds and carriage
    /// returns are skipped, as Go does; other characters outside the alphabet are errors. Unused bits of the last group
    /// are not checked, as in Go.
    package static func decode(_ text: String) throws(TextError) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count / 4 * 3 + 2)
        var group: UInt32 = 0
        var sextets = 0
        var paddings = 0
        var offset = 0
        for byte in text.utf8 {
            defer { offset += 1 }
            if byte == 0x0A || byte == 0x0D { continue }
            if byte == padding {
                paddings += 1
                guard sextets + paddings <= 4, sextets >= 2 else { throw .malformedBase64(offset: offset) }
                continue
            }
            guard paddings == 0, let value = sextet(of: byte) else { throw .malformedBase64(offset: offset) }
            group = group << 6 | value
            sextets += 1
            if sextets == 4 {
                for shift in [16, 8, 0] as [UInt32] { result.append(UInt8(truncatingIfNeeded: group >> shift)) }
                group = 0
                sextets = 0
            }
        }
        guard sextets != 1, paddings == 0 || sextets + paddings == 4 else { throw .malformedBase64(offset: offset) }
        if sextets >= 2 { result.append(UInt8(truncatingIfNeeded: group >> (sextets == 2 ? 4 : 10))) }
        if sextets == 3 { result.append(UInt8(truncatingIfNeeded: group >> 2)) }
        return result
    }

    private static let padding = UInt8(ascii: "=")

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static func sextet(of byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
