import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import TransparencyLog

/// The HTTP half of asking a witness: one request, bounded in time and size.
struct WitnessClient: Sendable {
    let client: HTTPClient
    let timeout: Duration

    /// An answer, or why there is none that can be read.
    enum Answer: Sendable {
        case response(AddCheckpointResponse)
        case failure(String)
    }

    func add(_ request: AddCheckpointRequest, to endpoint: WitnessEndpoint) async -> Answer {
        var post = HTTPClientRequest(url: endpoint.url + "/add-checkpoint")
        post.method = .POST
        post.headers.add(name: "Content-Type", value: "text/plain; charset=utf-8")
        post.body = .bytes(ByteBuffer(bytes: request.encode()))
        do {
            let answer = try await client.execute(
                post,
                timeout: .milliseconds(
                    timeout.components.seconds * 1000 + timeout.components.attoseconds / 1_000_000_000_000_000))
            let body = try await answer.body.collect(upTo: AddCheckpointResponse.maximumByteCount)
            return .response(
                try AddCheckpointResponse(
                    status: Int(answer.status.code), contentType: answer.headers.first(name: "Content-Type"),
                    body: Array(body.readableBytesView)))
        } catch {
            return .failure("\(error)")
        }
    }
}
