/// Names of rules, packs, lists, parameters and bindings.
enum Identifier {
    static let maximumBytes = 64

    static func isValid(_ text: String, further: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, isLetter(first), bytes.count <= maximumBytes else { return false }
        return bytes.allSatisfy { isLetter($0) || isDigit($0) || further.utf8.contains($0) }
    }

    static func rule(further: String) -> String {
        let more = further.isEmpty ? "" : " " + further.map(String.init).joined(separator: " ")
        return "a letter, then letters, digits\(more); at most \(maximumBytes)"
    }

    static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }

    static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
