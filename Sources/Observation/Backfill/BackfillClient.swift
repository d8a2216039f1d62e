public import AsyncHTTPClient
import ChainFormats
import Foundation
public import SupervisionModel

/// Asks a node for what its feed did not bring: over REST where it has it, else over RPC. It can only read.
public struct BackfillClient: BackfillSource {
    private let source: any BackfillSource

    /// The configuration that the HTTP client must be made with: no redirects, no decompression.
    public static var clientConfiguration: HTTPClient.Configuration { ReadOnlyHTTP.clientConfiguration }

    /// - Parameter family: of the chain that is asked for; envelopes need it.
    public init(
        _ address: BackfillAddress, client: HTTPClient, limits: BackfillLimits,
        family: ObservedFamily? = nil
    ) throws(BackfillError) {
        switch address {
        case .rest(let base):
            source = RESTBackfill(http: try ReadOnlyHTTP(client: client, base: base, limits: limits))
        case .rpc(let base, let user, let password):
            let credentials = Data("\(user):\(password)".utf8).base64EncodedString()
            source = RPCBackfill(
                http: try ReadOnlyHTTP(
                    client: client, base: base, limits: limits, authorization: "Basic \(credentials)"))
        case .supervision(let base):
            guard case .envelope(let terms) = family else {
                throw BackfillError(.invalidAddress, "\(base): only chains of envelopes are asked there")
            }
            source = SupervisionBackfill(
                http: try ReadOnlyHTTP(client: client, base: base, limits: limits), terms: terms)
        case .monero(let base):
            source = MoneroBackfill(http: try ReadOnlyHTTP(client: client, base: base, limits: limits))
        }
    }

    public func tip() async throws(BackfillError) -> TipReport { try await source.tip() }

    public func headers(after locator: [Digest32]) async throws(BackfillError) -> HeaderAnswer {
        try await source.headers(after: locator)
    }

    public func block(_ hash: Digest32) async throws(BackfillError) -> [UInt8] { try await source.block(hash) }
}
