import CEL

/// `personalData(text)`: which kinds of personal information stand in clear in a text or payload, as a list of `id`,
/// `phone`, `card`. Each find is checked: an identity number by its check character (GB 11643-1999, ISO 7064 MOD 11-2),
/// its region and date; a card number by Luhn's formula; a mobile number by its shape.
enum PersonalDataFunctions {
    static let declarations: [FunctionDeclaration] = [
        FunctionDeclaration(
            "personalData",
            FunctionOverload(
                "personal_data_string", [.string], .list(.string),
                body: .unary { context, text in
                    guard case .string(let text) = text else { return .null }
                    return found(in: Array(text.utf8), context)
                }),
            FunctionOverload(
                "personal_data_bytes", [.bytes], .list(.string),
                body: .unary { context, bytes in
                    guard case .bytes(let bytes) = bytes else { return .null }
                    return found(in: bytes, context)
                }))
    ]

    private static func found(in bytes: [UInt8], _ context: borrowing CallContext) -> Value {
        guard context.charge(bytes: bytes.count) else { return .budgetExceeded }
        return .list(PersonalData.kinds(in: bytes).map { .string($0) })
    }
}

/// Finds personal information in bytes.
enum PersonalData {
    /// In the order `card`, `id`, `phone`; each kind once.
    static func kinds(in bytes: [UInt8]) -> [String] {
        var hasCard = false
        var hasIdentity = false
        var hasPhone = false
        var start = 0
        while start < bytes.count {
            guard isDigit(bytes[start]), start == 0 || !isWord(bytes[start - 1]) else {
                start += 1
                continue
            }
            var end = start
            while end < bytes.count, isDigit(bytes[end]) { end += 1 }
            let run = bytes[start..<end]
            let next = end < bytes.count ? bytes[end] : 0
            if run.count == 17, next == UInt8(ascii: "X") || next == UInt8(ascii: "x"),
                end + 1 == bytes.count || !isWord(bytes[end + 1])
            {
                if isIdentityNumber(Array(run) + [UInt8(ascii: "X")]) { hasIdentity = true }
                end += 1
            } else if !isWord(next) {
                if run.count == 18, isIdentityNumber(Array(run)) {
                    hasIdentity = true
                } else if run.count == 11, isMobileNumber(run) {
                    hasPhone = true
                } else if (16...19).contains(run.count), isCardNumber(run) {
                    hasCard = true
                }
            }
            start = max(end, start + 1)
        }
        return (hasCard ? ["card"] : []) + (hasIdentity ? ["id"] : []) + (hasPhone ? ["phone"] : [])
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// What a number may not touch: a longer number or word is something else.
    private static func isWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    /// 18 characters: region, date of birth, sequence, check character.
    private static func isIdentityNumber(_ text: [UInt8]) -> Bool {
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let checks = Array("10X98765432".utf8)
        var sum = 0
        for (index, weight) in weights.enumerated() { sum += Int(text[index] - 0x30) * weight }
        guard checks[sum % 11] == text[17] else { return false }
        func number(_ range: Range<Int>) -> Int { range.reduce(0) { $0 * 10 + Int(text[$1] - 0x30) } }
        // Provinces are 11 (Beijing) to 82 (Macao).
        return (11...82).contains(number(0..<2)) && (1900...2100).contains(number(6..<10))
            && (1...12).contains(number(10..<12)) && (1...31).contains(number(12..<14))
    }

    private static func isMobileNumber(_ digits: ArraySlice<UInt8>) -> Bool {
        let text = Array(digits)
        return text[0] == UInt8(ascii: "1") && text[1] >= UInt8(ascii: "3")
    }

    /// ISO/IEC 7812-1: begins with an issuer's digit, ends with Luhn's check digit.
    private static func isCardNumber(_ digits: ArraySlice<UInt8>) -> Bool {
        guard let first = digits.first, (0x33...0x36).contains(first) else { return false }
        var sum = 0
        for (place, digit) in digits.reversed().enumerated() {
            var value = Int(digit - 0x30)
            if !place.isMultiple(of: 2) {
                value *= 2
                if value > 9 { value -= 9 }
            }
            sum += value
        }
        return sum.isMultiple(of: 10)
    }
}
