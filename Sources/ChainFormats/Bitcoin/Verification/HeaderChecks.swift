public import ChainCrypto

/// The checks that need only the 80 bytes of a header.
public enum HeaderChecks {
    /// Target and proof of work of a header alone, for chains of headers.
    public static func report(_ header: BlockHeader, network: BitcoinNetwork) -> BlockReport {
        var report = BlockReport()
        check(header, bytes: header.bytes, network: network, into: &report)
        return report
    }

    /// The hash that must not exceed the target; nil when it cannot be computed.
    public static func proofOfWorkHash(
        _ header: BlockHeader, bytes: [UInt8], network: BitcoinNetwork
    ) -> Hash256? {
        switch network.proofOfWork {
        case .sha256d: header.hash
        case .scrypt: Scrypt.proofOfWorkHash(bytes.span.bytes.extracting(first: BlockHeader.byteCount))
        }
    }

    static func check(
        _ header: BlockHeader, bytes: [UInt8], network: BitcoinNetwork, into report: inout BlockReport
    ) {
        let target: UInt256
        do {
            target = try CompactTarget.expand(header.bits)
        } catch {
            report.add(
                .target, false,
                "bits 0x\(String(header.bits, radix: 16)) (\(error)), expected a positive target below 2^256")
            report.add(.proofOfWork, false, "no target to compare with")
            return
        }
        let inLimit = target <= network.powLimit
        report.add(
            .target, inLimit,
            inLimit ? "target \(target)" : "target \(target), expected at most \(network.powLimit)")
        guard let hash = proofOfWorkHash(header, bytes: bytes, network: network) else {
            report.add(.proofOfWork, false, "the proof-of-work hash cannot be computed: out of memory")
            return
        }
        let found = UInt256(hash) <= target
        report.add(
            .proofOfWork, found, found ? "hash \(hash)" : "hash \(hash) is above the target \(target)")
    }
}
