/// A parsed format template: literal text and clauses in turn.
///
/// A constant template can be parsed once, when the program is planned.
package struct FormatTemplate: Sendable {
    /// One part of a template.
    enum Part: Sendable {
        case literal(String)
        case clause(FormatClause)
    }

    /// Digits after the point when a clause names no precision.
    package static let defaultPrecision = 6
    /// The greatest precision a clause may name, as in cel-go since version 5 of its library.
    package static let maximumPrecision = 100

    let parts: [Part]
    /// What is wrong after the last part, if anything is. It is only an error when evaluation gets that far, because a
    /// clause before it may already lack its argument.
    let failure: FormatError?

    /// The number of clauses: so many arguments are needed.
    package let clauseCount: Int

    /// Parses `template`. Never fails: see `failure`.
    package init(_ template: String) {
        var parser = Parser(template)
        parser.run()
        parts = parser.parts
        failure = parser.failure
        clauseCount = parser.clauseCount
    }

    /// Whether the template itself is well formed, whatever the arguments.
    ///
    /// - Throws: what evaluation would report on reaching the faulty clause.
    package func validate() throws(FormatError) {
        if let failure { throw failure }
    }
}

/// The scanner of format templates. Source: cel-go `ext/formatting_v2.go`.
private struct Parser {
    private(set) var parts: [FormatTemplate.Part] = []
    private(set) var failure: FormatError?
    private(set) var clauseCount = 0
    private var scalars: String.UnicodeScalarView.Iterator
    private var literal = String.UnicodeScalarView()

    init(_ template: String) {
        scalars = template.unicodeScalars.makeIterator()
    }

    mutating func run() {
        while failure == nil, let scalar = scalars.next() {
            if scalar == "%" { readClause() } else { literal.append(scalar) }
        }
        flush()
    }

    private mutating func readClause() {
        guard var scalar = scalars.next() else {
            failure = .unexpectedEnd
            return
        }
        if scalar == "%" {
            literal.append("%")
            return
        }
        var precision = FormatTemplate.defaultPrecision
        if scalar == "." {
            guard let read = readPrecision() else { return }
            (precision, scalar) = read
        }
        guard let kind = Self.kind(of: scalar) else {
            failure = .unknownClause(scalar)
            return
        }
        flush()
        parts.append(.clause(FormatClause(kind: kind, precision: precision)))
        clauseCount += 1
    }

    /// Reads the digits of a precision and the scalar after them.
    private mutating func readPrecision() -> (precision: Int, next: UnicodeScalar)? {
        var precision = 0
        var digits = 0
        while let scalar = scalars.next() {
            guard scalar >= "0", scalar <= "9" else {
                guard digits > 0, precision <= FormatTemplate.maximumPrecision else {
                    failure = .badPrecision
                    return nil
                }
                return (precision, scalar)
            }
            digits += 1
            // Saturates, so that a long run of digits cannot overflow.
            precision = min(precision * 10 + Int(scalar.value - 48), FormatTemplate.maximumPrecision + 1)
        }
        failure = .unterminatedPrecision
        return nil
    }

    private mutating func flush() {
        if !literal.isEmpty { parts.append(.literal(String(literal))) }
        literal = String.UnicodeScalarView()
    }

    private static func kind(of scalar: UnicodeScalar) -> FormatClause.Kind? {
        switch scalar {
        case "s": .string
        case "d": .decimal
        case "f": .fixed
        case "e": .scientific
        case "b": .binary
        case "o": .octal
        case "x": .lowerHex
        case "X": .upperHex
        default: nil
        }
    }
}
