/// The part of a path that tiles and entry bundles share: index in groups of three digits, and the partial width.
enum TilePath {
    /// A longer path names nothing within 2^63 tiles.
    private static let maximumByteCount = 64

    static func malformed(_ path: String) -> LogError {
        LogError(
            .malformedTilePath, "\(String(path.prefix(80)).debugDescription) is not the path of a tile or entry bundle")
    }

    static func split(_ path: String) throws(LogError) -> [ArraySlice<UInt8>] {
        let bytes = Array(path.utf8)
        guard bytes.count <= maximumByteCount else { throw malformed(path) }
        return bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    }

    /// `1234067` is `x001/x234/067`; a partial tile adds `.p/` and its width.
    static func encode(index: UInt64, width: Int) -> String {
        var rest = index / 1000
        var text = group(index % 1000)
        while rest > 0 {
            text = "x\(group(rest % 1000))/\(text)"
            rest /= 1000
        }
        return width == TileCoordinate.fullWidth ? text : "\(text).p/\(width)"
    }

    static func decode(
        _ parts: ArraySlice<ArraySlice<UInt8>>, of path: String
    ) throws(LogError) -> (index: UInt64, width: Int) {
        var groups = parts
        var width = TileCoordinate.fullWidth
        if let last = groups.last, let beforeLast = groups.dropLast().last,
            beforeLast.suffix(2).elementsEqual(".p".utf8)
        {
            guard last.count <= 3, let value = DecimalNumber.parse(last), (1...255).contains(value) else {
                throw malformed(path)
            }
            width = Int(value)
            groups = groups.dropLast(2) + [beforeLast.dropLast(2)]
        }
        var index: UInt64 = 0
        for (position, group) in groups.enumerated() {
            var digits = group
            if position < groups.count - 1 {
                guard digits.popFirst() == UInt8(ascii: "x") else { throw malformed(path) }
            }
            guard digits.count == 3, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { throw malformed(path) }
            let value = digits.reduce(0) { $0 * 10 + UInt64($1 - 0x30) }
            // A leading group of zeros would be a second path of the same tile.
            if position == 0, groups.count > 1, value == 0 { throw malformed(path) }
            let (product, overflow) = index.multipliedReportingOverflow(by: 1000)
            guard !overflow, product <= TreeLimits.maximumSize - value else { throw malformed(path) }
            index = product + value
        }
        return (index, width)
    }

    private static func group(_ value: UInt64) -> String {
        let text = String(value)
        return String(repeating: "0", count: 3 - text.utf8.count) + text
    }
}
