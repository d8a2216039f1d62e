import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// The only place from which HTTP leaves towards a participant: a GET of a ``RESTResource``, or a POST of a
/// ``ReadOnlyCall`` or a ``MoneroCall``. Redirects are not followed: they would be another address.
struct ReadOnlyHTTP: Sendable {
    let client: HTTPClient
    /// Scheme, host and port without a slash at the end.
    let base: String
    let limits: BackfillLimits
    /// Value of the Authorization header, RPC only.
    let authorization: String?

    init(client: HTTPClient, base: String, limits: BackfillLimits, authorization: String? = nil) throws(BackfillError) {
        var base = base
        while base.hasSuffix("/") { base.removeLast() }
        guard base.hasPrefix("http://") || base.hasPrefix("https://"), !base.contains("?"), !base.contains("#") else {
            throw BackfillError(
                .invalidAddress, "address \"\(base.prefix(100))\": expected http://HOST:PORT or https://HOST:PORT")
        }
        self.client = client
        self.base = base
        self.limits = limits
        self.authorization = authorization
    }

    /// The configuration of a client that goes nowhere but where it is told.
    static var clientConfiguration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.httpVersion = .http1Only
        configuration.decompression = .disabled
        configuration.timeout.connect = .seconds(5)
        return configuration
    }

    func get(_ resource: RESTResource) async throws(BackfillError) -> [UInt8] {
        return try await send(
            HTTPClientRequest(url: base + resource.path), named: resource.path,
            limit: resource.isBlock ? limits.maximumBlockBytes : limits.maximumAnswerBytes,
            timeout: resource.isBlock ? limits.blockTimeout : limits.timeout)
    }

    func post(_ call: ReadOnlyCall) async throws(BackfillError) -> [UInt8] {
        var isBlock = false
        if case .getBlock = call { isBlock = true }
        var request = HTTPClientRequest(url: base + "/")
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        if let authorization { request.headers.add(name: "Authorization", value: authorization) }
        request.body = .bytes(ByteBuffer(string: call.body))
        return try await send(
            request, named: call.method,
            // Hexadecimal: two digits a byte, and the envelope.
            limit: isBlock ? 2 * limits.maximumBlockBytes + 1_024 : limits.maximumAnswerBytes,
            timeout: isBlock ? limits.blockTimeout : limits.timeout)
    }

    /// Asks a Monero node's restricted RPC.
    func post(_ call: MoneroCall) async throws(BackfillError) -> [UInt8] {
        var request = HTTPClientRequest(url: base + call.path)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.body = .bytes(ByteBuffer(string: call.body))
        return try await send(
            request, named: call.name,
            limit: call.isBlock ? 4 * limits.maximumBlockBytes + 65_536 : 4 * limits.maximumAnswerBytes,
            timeout: call.isBlock ? limits.blockTimeout : limits.timeout)
    }

    private func send(
        _ request: HTTPClientRequest, named name: String, limit: Int, timeout: Duration
    ) async throws(BackfillError) -> [UInt8] {
        do {
            let nanoseconds =
                timeout.components.seconds * 1_000_000_000 + timeout.components.attoseconds / 1_000_000_000
            let response = try await client.execute(request, timeout: .nanoseconds(nanoseconds))
            guard response.status == .ok else {
                // Core answers an unknown block with 404 over REST and with 500 and code -5 over RPC.
                if response.status == .notFound { throw BackfillError(.notFound, "\(name): status 404") }
                let text = try? await response.body.collect(upTo: 4_096)
                let isUnknownBlock = text.map { String(buffer: $0).contains("\"code\":-5") } ?? false
                throw BackfillError(
                    isUnknownBlock ? .notFound : .refused, "\(name): status \(response.status.code), expected 200")
            }
            let buffer = try await response.body.collect(upTo: limit)
            return Array(buffer.readableBytesView)
        } catch let error as BackfillError {
            throw error
        } catch is NIOTooManyBytesError {
            throw BackfillError(.tooLarge, "\(name): more than \(limit) bytes")
        } catch {
            throw BackfillError(.unreachable, "\(name): \(error)")
        }
    }
}
