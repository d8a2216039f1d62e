/// The hashes of a proof as lines of base 64 that end with an empty line: in `.tlog-proof` files and in witness
/// requests.
enum ProofLines {
    /// - Throws: `.wrongProofLength` for more than 63 hashes, `.malformedBase64`, `.malformedHash`, `.truncated`.
    static func read(_ scanner: inout LineScanner) throws(LogError) -> [Hash] {
        var hashes: [Hash] = []
        while true {
            let line = try scanner.expect("a hash or an empty line")
            if line.isEmpty { return hashes }
            guard hashes.count < TreeLimits.maximumProofLength else {
                throw LogError(
                    .wrongProofLength, line: scanner.line, "a proof has at most \(TreeLimits.maximumProofLength) hashes"
                )
            }
            guard let bytes = Base64.decode(line) else {
                throw LogError(.malformedBase64, line: scanner.line, "a hash of the proof is not base 64")
            }
            guard let hash = Hash(bytes: bytes) else {
                throw LogError(.malformedHash, line: scanner.line, "a hash of \(bytes.count) bytes, expected 32")
            }
            hashes.append(hash)
        }
    }

    /// Appends the lines and the empty line.
    static func append(_ hashes: [Hash], to output: inout [UInt8]) {
        for hash in hashes {
            hash.withUnsafeBytes { Base64.append($0, to: &output) }
            output.append(0x0A)
        }
        output.append(0x0A)
    }
}
