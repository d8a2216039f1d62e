extension CELDuration: CustomStringConvertible {
    /// `string(duration)`: decimal seconds without trailing zeros, such as `0s`, `3661.001s`, `-0.5s`.
    public var description: String {
        let magnitude = nanoseconds.magnitude
        let unit = UInt64(Self.nanosecondsPerSecond)
        let sign = nanoseconds < 0 ? "-" : ""
        return sign + (magnitude / unit).description + FractionText.suffix(nanoseconds: UInt32(magnitude % unit)) + "s"
    }

    /// `duration(string)`: an optional sign, then numbers with a unit each: `h`, `m`, `s`, `ms`, `us` (also with `µ` or
    /// `μ`), `ns`; a number may have a fraction. Zero needs no unit. `1h30m`, `-1.5h`, `0`, `.5s`, `+2us3ns`.
    ///
    /// Digits of a fraction below a nanosecond are cut off, for each number by itself. Source: Go `time.ParseDuration`,
    /// which the language definition names.
    ///
    /// - Throws: `malformedDuration`, or `durationRange` when the span leaves 64 bits.
    package init(text: String) throws(TimeError) {
        self = try UTF8Text.withBytes(of: text) {
            (bytes: UnsafeBufferPointer<UInt8>) throws(TimeError) -> CELDuration in
            var scanner = DurationScanner(bytes)
            return CELDuration(nanoseconds: try scanner.scan())
        }
    }
}

/// Reads the text of a duration.
private struct DurationScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var offset = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    mutating func scan() throws(TimeError) -> Int64 {
        var isNegative = false
        if let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            isNegative = first == UInt8(ascii: "-")
            offset = 1
        }
        guard offset < bytes.count else { throw .malformedDuration(offset: offset) }
        if bytes.count == offset + 1, bytes[offset] == UInt8(ascii: "0") { return 0 }
        // The magnitude is kept below or at 2^63, the magnitude of the least duration.
        var total: UInt64 = 0
        while offset < bytes.count {
            let (sum, overflow) = total.addingReportingOverflow(try scanTerm())
            guard !overflow, sum <= 1 << 63 else { throw .durationRange }
            total = sum
        }
        if isNegative { return Int64(truncatingIfNeeded: 0 &- total) }
        guard let nanoseconds = Int64(exactly: total) else { throw .durationRange }
        return nanoseconds
    }

    /// One number and its unit, in nanoseconds.
    private mutating func scanTerm() throws(TimeError) -> UInt64 {
        let start = offset
        var whole: UInt64 = 0
        var isTooLarge = false
        while let digit = nextDigit() {
            let (product, overflow) = whole.multipliedReportingOverflow(by: 10)
            whole = product &+ digit
            isTooLarge = isTooLarge || overflow || whole < product || whole > 1 << 63
            // Once too large the number stays too large; the value no longer matters.
            if isTooLarge { whole = 0 }
        }
        var hasDigits = offset > start
        // The fraction as an exact quotient; more digits than a nanosecond of an hour can show are cut off.
        var fraction: UInt64 = 0
        var fractionScale: UInt64 = 1
        if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
            offset += 1
            let fractionStart = offset
            while let digit = nextDigit() {
                guard fractionScale < 1_000_000_000_000_000_000 else { continue }
                fraction = fraction * 10 + digit
                fractionScale *= 10
            }
            hasDigits = hasDigits || offset > fractionStart
        }
        guard hasDigits else { throw .malformedDuration(offset: offset) }
        let unit = try scanUnit()
        let (nanoseconds, overflow) = whole.multipliedReportingOverflow(by: unit)
        guard !isTooLarge, !overflow else { throw .durationRange }
        let product = fraction.multipliedFullWidth(by: unit)
        // fraction < fractionScale, so the quotient is below the unit.
        let (sum, sumOverflow) = nanoseconds.addingReportingOverflow(fractionScale.dividingFullWidth(product).quotient)
        guard !sumOverflow else { throw .durationRange }
        return sum
    }

    private mutating func nextDigit() -> UInt64? {
        guard offset < bytes.count, bytes[offset] >= UInt8(ascii: "0"), bytes[offset] <= UInt8(ascii: "9") else {
            return nil
        }
        defer { offset += 1 }
        return UInt64(bytes[offset] - UInt8(ascii: "0"))
    }

    /// The length of a unit in nanoseconds. The unit is everything up to the next digit or point.
    private mutating func scanUnit() throws(TimeError) -> UInt64 {
        let start = offset
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "."),
            bytes[offset] < UInt8(ascii: "0") || bytes[offset] > UInt8(ascii: "9")
        {
            offset += 1
        }
        switch Array(bytes[start..<min(offset, start + 4)]) {
        case Array("ns".utf8): return 1
        // U+00B5 MICRO SIGN and U+03BC GREEK SMALL LETTER MU, as in Go.
        case Array("us".utf8), Array("\u{B5}s".utf8), Array("\u{3BC}s".utf8): return 1_000
        case Array("ms".utf8): return 1_000_000
        case Array("s".utf8): return 1_000_000_000
        case Array("m".utf8): return 60_000_000_000
        case Array("h".utf8): return 3_600_000_000_000
        default: throw .malformedDuration(offset: start)
        }
    }
}
