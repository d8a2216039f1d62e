/// Takes lines off the front of a text in which every line ends with LF.
struct LineScanner {
    private var rest: ArraySlice<UInt8>
    /// The number of the line that `next` returned last, counted from 1.
    private(set) var line = 0

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    /// What has not been read.
    var remainder: ArraySlice<UInt8> { rest }

    /// The next line without its LF; nil at the end.
    ///
    /// - Throws: `.missingNewline` when the last line does not end with LF.
    mutating func next() throws(LogError) -> ArraySlice<UInt8>? {
        if rest.isEmpty { return nil }
        line += 1
        guard let end = rest.firstIndex(of: 0x0A) else {
            throw LogError(.missingNewline, line: line, "the last line does not end with LF")
        }
        let content = rest[rest.startIndex..<end]
        rest = rest[(end + 1)...]
        return content
    }

    /// The next line, which must be there.
    mutating func expect(_ what: StaticString) throws(LogError) -> ArraySlice<UInt8> {
        guard let content = try next() else {
            throw LogError(.truncated, line: line + 1, "the text ends where \(what) should stand")
        }
        return content
    }
}
