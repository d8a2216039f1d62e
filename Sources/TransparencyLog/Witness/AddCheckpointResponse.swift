/// What a witness answered to `add-checkpoint` (C2SP tlog-witness), as the log reads it.
public enum AddCheckpointResponse: Sendable, Hashable {
    /// A longer body is refused unread: a hundred signature lines fit.
    public static let maximumByteCount = 1_000_000

    /// 200: signature lines, not verified yet. See ``SignedCheckpoint/add(_:from:latestTime:)``.
    case cosigned([NoteSignature])
    /// 409: the witness has cosigned this size. Prove from there and ask again. When it is larger than the log itself,
    /// the log has lost entries that were witnessed and must not sign anything.
    case conflict(size: UInt64)
    /// Any other status with the beginning of what was said, for people.
    case refused(status: Int, reason: String)

    /// - Parameters:
    ///   - status: the HTTP status.
    ///   - contentType: the value of `Content-Type`, parameters included; nil when there is none.
    /// - Throws: `.tooLarge`; for 200 the errors of signature lines, and `.malformedSignature` when there is none; for 409
    ///   `.malformedLine` for another content type or a body that is not one line, `.malformedNumber`.
    public init(status: Int, contentType: String?, body: [UInt8]) throws(LogError) {
        guard body.count <= Self.maximumByteCount else {
            throw LogError(.tooLarge, "an answer of \(body.count) bytes; at most \(Self.maximumByteCount)")
        }
        switch status {
        case 200:
            let lines = try NoteSignature.parseLines(body)
            guard !lines.isEmpty else { throw LogError(.malformedSignature, "an answer 200 without a signature line") }
            self = .cosigned(lines)
        case 409:
            let type = contentType.map { Array($0.utf8.prefix { $0 != UInt8(ascii: ";") && $0 != 0x20 }) } ?? []
            guard type.elementsEqual(WitnessAnswer.sizeContentType.utf8) else {
                throw LogError(
                    .malformedLine,
                    "an answer 409 of type \(contentType?.debugDescription ?? "none"), expected \(WitnessAnswer.sizeContentType)"
                )
            }
            var scanner = LineScanner(body)
            let line = try scanner.expect("the size")
            guard let size = DecimalNumber.parse(line) else {
                throw LogError(.malformedNumber, line: 1, "the size is no decimal number below 2^63")
            }
            guard try scanner.next() == nil else { throw LogError(.malformedLine, line: 2, "nothing follows the size") }
            self = .conflict(size: size)
        default:
            self = .refused(status: status, reason: String(decoding: body.prefix(500), as: UTF8.self))
        }
    }
}
