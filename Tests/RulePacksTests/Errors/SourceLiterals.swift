/// String literals that stand inside certain calls of a Swift source, with every interpolation replaced by `x`.
enum SourceLiterals {
    /// - Parameter calls: such as `fail(`; text up to the matching bracket is looked at.
    static func inside(_ calls: [String], of source: String) -> [String] {
        var found: [String] = []
        let bytes = Array(source.utf8)
        for call in calls.map({ Array($0.utf8) }) {
            var index = 0
            while index + call.count <= bytes.count {
                if bytes[index..<index + call.count].elementsEqual(call), !isPartOfName(bytes, index) {
                    found += literals(bytes, from: index + call.count)
                }
                index += 1
            }
        }
        return found
    }

    private static func isPartOfName(_ bytes: [UInt8], _ index: Int) -> Bool {
        guard index > 0 else { return false }
        let before = bytes[index - 1]
        return before == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(before)
            || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(before)
    }

    /// Literals from behind an opening bracket to its closing one.
    private static func literals(_ bytes: [UInt8], from start: Int) -> [String] {
        var found: [String] = []
        var index = start
        var depth = 1
        // Behind a literal and a plus: the next one goes on with it.
        var goesOn = false
        while index < bytes.count, depth > 0 {
            switch bytes[index] {
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            case UInt8(ascii: "+"): goesOn = true
            case UInt8(ascii: "\""):
                let (text, end) = literal(bytes, from: index + 1)
                if goesOn, !found.isEmpty { found[found.count - 1] += text } else { found.append(text) }
                goesOn = false
                index = end
                continue
            case UInt8(ascii: " "), UInt8(ascii: "\n"): break
            default: goesOn = false
            }
            index += 1
        }
        return found
    }

    /// From behind an opening quote; the end is behind the closing one.
    private static func literal(_ bytes: [UInt8], from start: Int) -> (text: String, end: Int) {
        var text: [UInt8] = []
        var index = start
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            guard bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count else {
                text.append(bytes[index])
                index += 1
                continue
            }
            if bytes[index + 1] == UInt8(ascii: "(") {
                text.append(UInt8(ascii: "x"))
                index = end(ofInterpolation: bytes, from: index + 2)
            } else {
                text.append(bytes[index + 1])
                index += 2
            }
        }
        return (String(decoding: text, as: UTF8.self), index + 1)
    }

    private static func end(ofInterpolation bytes: [UInt8], from start: Int) -> Int {
        var index = start
        var depth = 1
        while index < bytes.count, depth > 0 {
            switch bytes[index] {
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            case UInt8(ascii: "\""):
                index = literal(bytes, from: index + 1).end
                continue
            default: break
            }
            index += 1
        }
        return index
    }
}
