/// A failure of `string.format`. The wording of the messages is that of the suite's section `format_errors`.
package enum FormatError: FunctionError {
    /// There are more clauses than arguments; the index of the missing argument is carried.
    case argumentOutOfRange(Int)
    /// The template ends after a percent sign.
    case unexpectedEnd
    /// The template ends within a precision, such as `%.3`.
    case unterminatedPrecision
    /// A point without digits after it, or a precision above ``FormatTemplate/maximumPrecision``.
    case badPrecision
    /// A letter that is no clause.
    case unknownClause(UnicodeScalar)
    /// A clause that does not take values of this type.
    case typeMismatch(FormatClause.Kind, typeName: String)
    /// A list or map nests deeper than ``FormatEngine/maximumDepth``.
    case tooDeep
    /// The result would exceed the byte limit of the caller.
    case resultTooLarge

    package var message: String {
        switch self {
        case .argumentOutOfRange(let index): "index \(index) out of range"
        case .unexpectedEnd: "could not parse formatting clause: unexpected end of string"
        case .unterminatedPrecision:
            "could not parse formatting clause: could not find end of precision specifier"
        case .badPrecision:
            "could not parse formatting clause: precision must be 0 to \(FormatTemplate.maximumPrecision)"
        case .unknownClause(let letter):
            "could not parse formatting clause: unrecognized formatting clause \"\(letter)\""
        case .typeMismatch(let kind, let typeName):
            "error during formatting: \(kind.requirement), was given \(typeName)"
        case .tooDeep: "error during formatting: lists and maps nest too deeply"
        case .resultTooLarge: "error during formatting: result is too large"
        }
    }
}
