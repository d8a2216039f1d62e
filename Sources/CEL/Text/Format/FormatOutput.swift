/// The growing result of `string.format`, with a limit.
struct FormatOutput {
    private var bytes: [UInt8] = []
    private(set) var remaining: Int

    /// - Parameter limit: the largest result, in bytes.
    init(limit: Int) {
        remaining = max(limit, 0)
    }

    /// The result. `%s` of bytes that are not UTF-8 shows U+FFFD in their place.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    mutating func append(_ text: String) throws(FormatError) {
        try charge(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    mutating func append(bytes source: [UInt8]) throws(FormatError) {
        try charge(source.count)
        bytes.append(contentsOf: source)
    }

    /// Two hexadecimal digits a byte.
    mutating func append(hex source: some Collection<UInt8>, uppercase: Bool) throws(FormatError) {
        try charge(2 * source.count)
        let letter = UInt8(ascii: uppercase ? "A" : "a") - 10
        for byte in source {
            for nibble in [byte >> 4, byte & 15] { bytes.append(nibble + (nibble < 10 ? UInt8(ascii: "0") : letter)) }
        }
    }

    private mutating func charge(_ count: Int) throws(FormatError) {
        guard count <= remaining else { throw .resultTooLarge }
        remaining -= count
    }
}
