/// Texts with numbers of persons, as they must not stand on a chain, and texts that only look so.
struct IdentityNumbers {
    /// GB 11643-1999: 17 digits and a check character (ISO 7064, MOD 11-2).
    static func resident(isValid: Bool, _ random: inout SeededRandom) -> String {
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let checks = Array("10X98765432".utf8)
        while true {
            // Born in 2000 to 2009: years that begin with 19 would look like telephone numbers.
            let digits =
                "110105200" + random.text(1, of: digits) + "0" + random.text(1, of: nonZero) + "2"
                + random.text(4, of: digits)
            let sum = zip(digits.utf8, weights).reduce(0) { $0 + Int($1.0 - 48) * $1.1 }
            let place = isValid ? sum % 11 : (sum + 1 + random.below(10)) % 11
            let text = digits + String(decoding: [checks[place]], as: UTF8.self)
            if isValid || !looksOtherwiseValid(text) { return text }
        }
    }

    /// A card number of 19 digits; its last one makes the sum right (ISO/IEC 7812-1, Luhn), or not.
    static func card(isValid: Bool, _ random: inout SeededRandom) -> String {
        while true {
            let body = "622202" + random.text(12, of: digits)
            for check in 0...9 where luhn(Array((body + String(check)).utf8)[...]) == isValid {
                let text = body + String(check)
                if isValid || !looksOtherwiseValid(text) { return text }
            }
        }
    }

    private static let digits = Array("0123456789".utf8)
    private static let nonZero = Array("123456789".utf8)

    /// Whether any part of the text is a telephone or card number, or the whole an identity number.
    static func looksOtherwiseValid(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        for start in bytes.indices {
            for length in 13...19 where start + length <= bytes.count {
                if luhn(bytes[start..<start + length]) { return true }
            }
            let telephone = bytes[start...].prefix(11)
            if telephone.count == 11, telephone.first == 49, telephone[start + 1] >= 51,
                telephone.allSatisfy({ 48...57 ~= $0 })
            {
                return true
            }
        }
        return false
    }

    static func luhn(_ text: ArraySlice<UInt8>) -> Bool {
        var sum = 0
        for (place, byte) in text.reversed().enumerated() {
            guard 48...57 ~= byte else { return false }
            let digit = Int(byte) - 48
            sum += place % 2 == 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2
        }
        return sum % 10 == 0
    }
}
