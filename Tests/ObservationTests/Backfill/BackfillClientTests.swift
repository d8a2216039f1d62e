import AsyncHTTPClient
import Observation
import SupervisionModel
import Testing

@Suite(.timeLimit(.minutes(1))) struct BackfillClientTests {
    private func with(
        _ answer: @escaping RESTServer.Answer, rpc: Bool = false, limits: BackfillLimits = BackfillLimits(),
        _ body: (BackfillClient, RESTServer) async throws -> Void
    ) async throws {
        let server = try await RESTServer(answer)
        let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: BackfillClient.clientConfiguration)
        let address: BackfillAddress = rpc ? .rpc(server.address, user: "u", password: "p") : .rest(server.address)
        do {
            try await body(try BackfillClient(address, client: http, limits: limits), server)
        } catch {
            try await http.shutdown()
            await server.close()
            throw error
        }
        try await http.shutdown()
        await server.close()
    }

    private func code<Value>(_ work: () async throws(BackfillError) -> Value) async -> BackfillError.Code? {
        do throws(BackfillError) {
            _ = try await work()
            return nil
        } catch {
            return error.code
        }
    }

    @Test(
        "Faults have codes",
        arguments: [
            (404, 0, BackfillError.Code.notFound), (500, 0, .refused), (401, 0, .refused), (302, 0, .refused),
            (200, 10_001, .tooLarge),
        ])
    func faults(_ status: Int, _ size: Int, _ expected: BackfillError.Code) async throws {
        var limits = BackfillLimits()
        limits.maximumBlockBytes = 10_000
        try await with({ _ in (status, [UInt8](repeating: 1, count: size)) }, limits: limits) { client, server in
            #expect(await code { () async throws(BackfillError) in try await client.block(.zero) } == expected)
            // A redirect is not followed.
            #expect(server.requests.count == 1)
        }
    }

    @Test func unreachable() async throws {
        try await with({ _ in (200, []) }) { client, server in
            await server.close()
            #expect(await code { () async throws(BackfillError) in try await client.tip() } == .unreachable)
        }
    }

    @Test("The locator is tried in order; empty answers mean: not on the active chain")
    func locator() async throws {
        let known = SimulatedChain.digest(3)
        try await with({ request in
            request.path.contains(known.hex) ? (200, [UInt8](repeating: 7, count: 160)) : (200, [])
        }) { client, server in
            let ids = (1...5).map { SimulatedChain.digest($0) }
            let answer = try await client.headers(after: ids)
            #expect(answer == HeaderAnswer(bytes: [UInt8](repeating: 7, count: 160), isCut: false))
            #expect(server.requests.count == 3)
            #expect(
                await code { () async throws(BackfillError) in try await client.headers(after: [ids[0]]) }
                    == .noCommonBlock)
        }
    }

    @Test("Over RPC only the closed list of bodies leaves")
    func remoteCalls() async throws {
        let hash = SimulatedChain.digest(9)
        try await with(
            { request in
                let answer =
                    if request.body.contains("getblockchaininfo") {
                        #"{"result":{"chain":"main","blocks":7,"bestblockhash":"\#(hash.hex)","difficulty":1.5},"error":null}"#
                    } else if request.body.contains("true") {
                        #"{"result":{"confirmations":2,"height":6}}"#
                    } else if request.body.contains("getblockheader") {
                        #"{"result":"\#(String(repeating: "ab", count: 80))"}"#
                    } else if request.body.contains("[7]") {
                        #"{"result":"\#(hash.hex)"}"#
                    } else if request.body.contains("\"getblock\"") {
                        #"{"result":"00ff"}"#
                    } else {
                        #"{"result":null,"error":{"code":-8,"message":"Block height out of range"}}"#
                    }
                return (answer.contains("-8") ? 500 : 200, Array(answer.utf8))
            }, rpc: true
        ) { client, server in
            #expect(try await client.tip() == TipReport(network: "main", height: 7, hash: hash))
            let headers = try await client.headers(after: [hash])
            #expect(headers.bytes.count == 160 && !headers.isCut)
            #expect(try await client.block(hash) == [0x00, 0xff])
            let allowed = [
                ReadOnlyCall.getBlockchainInfo, .getBlockHeader(hash, verbose: true),
                .getBlockHeader(hash, verbose: false), .getBlockHash(height: 7), .getBlockHash(height: 8),
                .getBlock(hash),
            ].map(\.body)
            #expect(server.requests.allSatisfy { $0.method == "POST" && allowed.contains($0.body) })
        }
    }
}
