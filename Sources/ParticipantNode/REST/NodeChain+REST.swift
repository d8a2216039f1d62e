internal import ChainCrypto
internal import ChainFormats

extension NodeChain {
    /// Answers a GET of the unauthenticated REST interface of Bitcoin-family nodes (Bitcoin Core, doc/REST-interface.md).
    ///
    /// Served: `/rest/chaininfo.json`, `/rest/headers/COUNT/HASH.bin`, `/rest/headers/HASH.bin?count=COUNT`,
    /// `/rest/block/HASH.bin`, `/rest/blockhashbyheight/HEIGHT.bin`; everything else is 404.
    ///
    /// - Parameters:
    ///   - target: the request target, path and query.
    ///   - withheld: heights whose bodies are not served.
    func respond(to target: String, withheld: Set<UInt64> = []) -> RESTResponse {
        let halves = target.split(separator: "?", maxSplits: 1)
        let path = halves.first.map { $0.split(separator: "/", omittingEmptySubsequences: false) } ?? []
        // An absolute path splits into an empty first element.
        guard path.count >= 3, path[0].isEmpty, path[1] == "rest" else { return .error(404, "Not found") }
        switch (path[2], path.count) {
        case ("chaininfo.json", 3):
            return chainInfo()
        case ("headers", 5):
            return headers(count: String(path[3]), file: path[4])
        case ("headers", 4):
            let query = halves.count > 1 ? String(halves[1]) : ""
            return headers(count: query.hasPrefix("count=") ? String(query.dropFirst(6)) : "5", file: path[3])
        case ("block", 4):
            guard let hash = Self.hash(path[3]) else { return .error(400, "Invalid hash: \(path[3])") }
            guard let entry = self[hash], !withheld.contains(entry.height) else {
                return .error(404, "\(hash.display) not found")
            }
            return .binary(entry.block.bytes)
        case ("blockhashbyheight", 4):
            guard path[3].hasSuffix(".bin"), let height = UInt64(path[3].dropLast(4)) else {
                return .error(400, "Invalid height: \(path[3])")
            }
            guard let entry = activeEntry(at: height) else { return .error(404, "Block height out of range") }
            return .binary(entry.hash.bytes)
        default:
            return .error(404, "Not found")
        }
    }

    private func chainInfo() -> RESTResponse {
        guard let tip else { return .error(503, "Service temporarily unavailable: no block yet") }
        let work = tip.work.hex
        let padded = String(repeating: "0", count: max(0, 64 - work.count)) + work
        return .json(
            "{\"chain\":\"\(network.name)\",\"blocks\":\(tip.height),\"headers\":\(tip.height),"
                + "\"bestblockhash\":\"\(tip.hash.display)\",\"chainwork\":\"\(padded)\","
                + "\"verificationprogress\":1,\"pruned\":false}"
        )
    }

    /// Headers forward along the active branch; a hash that is not on it gives an empty answer, as in Bitcoin Core.
    private func headers(count text: String, file: Substring) -> RESTResponse {
        guard let count = UInt64(text), (1...2_000).contains(count) else {
            return .error(400, "Header count is invalid or out of acceptable range (1-2000): \(text)")
        }
        guard let hash = Self.hash(file) else { return .error(400, "Invalid hash: \(file)") }
        var bytes: [UInt8] = []
        if let first = self[hash], isActive(hash) {
            for height in first.height..<(first.height + count) {
                guard let entry = activeEntry(at: height) else { break }
                bytes += entry.block.bytes.prefix(BlockHeader.byteCount)
            }
        }
        return .binary(bytes)
    }

    /// The hash of `HASH.bin`.
    private static func hash(_ file: Substring) -> Hash256? {
        guard file.hasSuffix(".bin") else { return nil }
        return Hash256(display: file.dropLast(4))
    }
}
