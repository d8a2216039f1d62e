internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOHTTP1

/// Asks nodes of tests over JSON-RPC 2.0.
public enum JSONRPC {
    /// The `result` of a call.
    ///
    /// - Parameter parameters: JSON of the parameters.
    @discardableResult
    public static func call(_ url: String, _ method: String, _ parameters: String) async throws -> Any? {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.body = .bytes(
            ByteBuffer(string: #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(parameters)}"#))
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
        let body = try await response.body.collect(upTo: 16 << 20)
        let answer = try JSONSerialization.jsonObject(with: Data(body.readableBytesView)) as? [String: Any]
        guard let answer, answer["error"] == nil else {
            throw LinkedProgram.Failure(description: "\(method): \(String(buffer: body))")
        }
        return answer["result"]
    }
}
