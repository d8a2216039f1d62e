/// Small numbers for texts, equal where the bytes are equal: 0, 1, 2 … in the order of first use.
struct TextNumbering {
    private var texts: [String] = []
    private var numbers: [ByteText: Int32] = [:]

    /// Up to so many texts are looked for one after the other, which is faster than hashing.
    private static let linear = 12

    var count: Int { texts.count }

    mutating func number(of text: String) -> Int32 {
        if texts.count <= Self.linear {
            for index in texts.indices where texts[index].hasBytes(of: text) {
                return Int32(truncatingIfNeeded: index)
            }
        } else if let known = numbers[ByteText(text)] {
            return known
        }
        let number = Int32(truncatingIfNeeded: texts.count)
        texts.append(text)
        if texts.count > Self.linear {
            if numbers.isEmpty {
                for (index, known) in texts.enumerated() {
                    numbers[ByteText(known)] = Int32(truncatingIfNeeded: index)
                }
            } else {
                numbers[ByteText(text)] = number
            }
        }
        return number
    }

    func text(_ number: Int32) -> String { texts[Int(number)] }
}
