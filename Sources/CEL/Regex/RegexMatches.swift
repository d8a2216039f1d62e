import CRE2

/// Walks the successive matches of a program, with the rules of Go's `regexp` "All" functions: matches do not overlap,
/// and an empty match that touches the previous match is left out.
struct RegexMatches: ~Copyable {
    private let program: RegexProgram
    private let text: UnsafeBufferPointer<UInt8>
    private var position = 0
    private var previousEnd = -1

    init(_ program: RegexProgram, in text: UnsafeBufferPointer<UInt8>) {
        self.program = program
        self.text = text
    }

    /// Finds the next match and fills `ranges`; false at the end.
    mutating func next(into ranges: UnsafeMutableBufferPointer<cre2_range>) -> Bool {
        while position <= text.count {
            guard program.find(text, from: position, into: ranges) else {
                position = text.count + 1
                return false
            }
            let match = ranges[0]
            var isAccepted = true
            if match.end == position {
                isAccepted = match.start != previousEnd
                position += position < text.count ? UTF8Text.scalarWidth(text[position]) : 1
            } else {
                position = match.end
            }
            previousEnd = match.end
            if isAccepted { return true }
        }
        return false
    }
}
