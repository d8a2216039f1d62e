/// A failure of a string, bytes or encoding function.
package enum TextError: FunctionError {
    /// An offset is negative or past the end; the offset is carried.
    case indexOutOfRange(Int64)
    /// `substring` with an end before its start.
    case invalidSubstringRange(start: Int64, end: Int64)
    /// `string(bytes)`: not UTF-8.
    case invalidUTF8
    /// `base64.decode`: a character outside the alphabet, wrong padding, or a truncated last group; the byte offset is
    /// carried.
    case malformedBase64(offset: Int)
    /// The result would exceed the byte limit of the caller.
    case resultTooLarge

    package var message: String {
        switch self {
        case .indexOutOfRange(let index): "index out of range: \(index)"
        case .invalidSubstringRange(let start, let end): "invalid substring range. start: \(start), end: \(end)"
        case .invalidUTF8: "invalid UTF-8 in bytes, cannot convert to string"
        case .malformedBase64(let offset): "illegal base64 data at input byte \(offset)"
        case .resultTooLarge: "result of the string function is too large"
        }
    }
}
