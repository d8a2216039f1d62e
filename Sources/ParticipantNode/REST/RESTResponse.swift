/// An answer of the node's read-only HTTP interface.
public struct RESTResponse: Hashable, Sendable {
    /// The HTTP status.
    public let status: Int
    /// The `Content-Type`.
    public let contentType: String
    /// The body.
    public let body: [UInt8]

    static func binary(_ body: [UInt8]) -> RESTResponse {
        RESTResponse(status: 200, contentType: "application/octet-stream", body: body)
    }

    static func json(_ text: String) -> RESTResponse {
        RESTResponse(status: 200, contentType: "application/json", body: Array((text + "\n").utf8))
    }

    static func error(_ status: Int, _ text: String) -> RESTResponse {
        RESTResponse(status: status, contentType: "text/plain", body: Array((text + "\r\n").utf8))
    }
}
