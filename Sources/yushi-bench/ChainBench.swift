import ChainCrypto
import ChainFormats
import SupervisionModel

/// What one core does with the chains of participants: digests, signatures, envelopes.
enum ChainBench {
    private static let section = "chains: digests, signatures and envelopes, one thread"
    /// Least of each, on the machine that the limits are for.
    private static let leastKeccak = 400.0
    private static let leastRecoveries = 20_000.0
    private static let leastSM2 = 2_500.0
    private static let leastDecode = 300.0

    static func run(_ report: inout BenchReport) throws {
        let buffer = [UInt8](repeating: 0x5a, count: 1 << 20)
        let keccak = Timing { _ = Keccak256.hash(buffer) }
        add("Keccak-256 of 1 MiB", Double(buffer.count) / 1e6 / keccak.least, "MB/s", leastKeccak, &report)
        try signatures(&report)
        try envelopes(&report)
    }

    private static func add(
        _ name: String, _ value: Double, _ unit: String, _ limit: Double, _ report: inout BenchReport
    ) {
        report.add(
            BenchRow(section: section, name: name, value: value, unit: unit, limit: limit, bound: .atLeast))
    }

    private static func signatures(_ report: inout BenchReport) throws {
        // The abscissa of the generator is that of a point, so that there is a key to recover.
        let r = HexDigits.decode("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798") ?? []
        let signature = r + [UInt8](repeating: 0x11, count: 32)
        let digest = Keccak256.hash(r)
        let count = 200
        let recovery = try Timing {
            for _ in 0..<count {
                guard let key = Secp256k1.recover(signature, recoveryID: 0, digest: digest) else {
                    throw BenchError("no key was recovered")
                }
                _ = Keccak256.hash(key)
            }
        }
        add("EVM senders recovered", Double(count) / recovery.least, "1/s", leastRecoveries, &report)
        // The generator of the curve as key; that the signature is wrong is known at the very end only.
        let key =
            HexDigits.decode(
                "32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7"
                    + "bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0") ?? []
        let sm2 = Timing {
            for _ in 0..<count { _ = SM2.verify(signature, message: r, publicKey: key) }
        }
        add("SM2 signatures verified, a known signer", Double(count) / sm2.least, "1/s", leastSM2, &report)
    }

    private static func envelopes(_ report: inout BenchReport) throws {
        let seed = [UInt8](repeating: 7, count: 32)
        let transaction = Array(
            ("{\"type\":\"transfer\",\"channel\":\"" + String(repeating: "x", count: 400) + "\"}").utf8)
        guard let publicKey = Ed25519.publicKey(seed: seed), let key = SigningKey(.ed25519, publicKey),
            let set = ValidatorSet(.ed25519, [ValidatorSet.Member(key: publicKey, weight: 1)]),
            let maker = NativeBlockMaker(
                chain: "bench", validators: set, hash: .sha256, sign: { Ed25519.sign($1, seed: seed) }),
            let block = maker.block(
                height: 1, parent: .zero, milliseconds: 0,
                transactions: [[UInt8]](repeating: transaction, count: 2_000)),
            let stream = EnvelopeStream(
                kind: .native, chain: "bench", genesis: .zero, publisher: "bench",
                epoch: [UInt8](repeating: 0, count: EnvelopeStream.epochByteCount)),
            let envelope = Envelope(
                stream: stream, sequence: 0, previous: .zero, evidence: block.evidence, body: block.body, key: key,
                sign: { Ed25519.sign($0, seed: seed) })
        else { throw BenchError("no envelope could be made") }
        let megabytes = Double(envelope.bytes.count) / 1e6
        let decode = try Timing { _ = try Envelope(envelope.bytes) }
        add("envelope of 2,000 transactions decoded", megabytes / decode.least, "MB/s", leastDecode, &report)
        let verify = try Timing {
            var found = FormatReport()
            guard EnvelopeVerifier(terms: nil).verify(try Envelope(envelope.bytes), into: &found) != nil else {
                throw BenchError("the envelope does not verify")
            }
        }
        report.add(
            BenchRow(
                section: section, name: "the same decoded and verified", value: megabytes / verify.least, unit: "MB/s"))
    }
}
