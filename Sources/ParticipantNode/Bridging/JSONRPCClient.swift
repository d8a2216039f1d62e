public import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1
public import SupervisionModel

/// Asks a node over JSON-RPC 2.0. For bridges, which run at the participant and may ask their own node anything.
public struct JSONRPCClient: Sendable {
    /// Why there is no answer.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
        /// The node does not know the method, or does not serve it.
        public let isUnknownMethod: Bool
    }

    private let client: HTTPClient
    private let url: String
    private static let greatestAnswer = 256 << 20

    public init(client: HTTPClient, url: String) {
        self.client = client
        self.url = url
    }

    /// The `result` of a call; nil when it is null.
    ///
    /// - Parameter parameters: JSON of the list of parameters.
    public func call(_ method: String, _ parameters: String) async throws -> JSONValue? {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.body = .bytes(
            ByteBuffer(string: "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\(method)\",\"params\":\(parameters)}"))
        let bytes: [UInt8]
        do {
            let response = try await client.execute(request, timeout: .seconds(60))
            bytes = Array(try await response.body.collect(upTo: Self.greatestAnswer).readableBytesView)
        } catch {
            throw Failure(description: "\(url): \(method): \(error)", isUnknownMethod: false)
        }
        let value: JSONValue
        do {
            value = try JSONParser.parse(bytes, maximumBytes: Self.greatestAnswer, nulls: .absent)
        } catch {
            throw Failure(
                description: "\(url): \(method): the answer is no JSON of whole numbers: \(error)",
                isUnknownMethod: false)
        }
        if let failure = value["error"] {
            let code = failure["code"]?.integer ?? 0
            throw Failure(
                description: "\(url): \(method): error \(code): \(failure["message"]?.string?.prefix(200) ?? "")",
                isUnknownMethod: code == -32_601 || code == -32_604)
        }
        return value["result"]
    }
}
