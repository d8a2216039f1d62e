/// An HTTP answer of a witness.
public struct WitnessAnswer: Sendable, Hashable {
    /// The HTTP status: 200, 400, 403, 404, 409, 422 or 503.
    public let status: Int
    /// The value of `Content-Type`.
    public let contentType: String
    public let body: [UInt8]

    public init(status: Int, contentType: String, body: [UInt8]) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }

    /// The content type of the body of a 409.
    public static let sizeContentType = "text/x.tlog.size"
    /// The content type of everything else.
    public static let textContentType = "text/plain; charset=utf-8"

    /// 200: the line of the witness.
    static func cosigned(_ line: NoteSignature) -> WitnessAnswer {
        WitnessAnswer(status: 200, contentType: textContentType, body: line.lineBytes)
    }

    /// 409: the size that it cosigned last, LF.
    static func conflict(_ size: UInt64) -> WitnessAnswer {
        WitnessAnswer(status: 409, contentType: sizeContentType, body: Array("\(size)\n".utf8))
    }

    /// Any refusal with its reason in Chinese and English.
    public static func refusal(_ status: Int, english: String, chinese: String) -> WitnessAnswer {
        WitnessAnswer(status: status, contentType: textContentType, body: Array("\(english)\n\(chinese)\n".utf8))
    }
}
