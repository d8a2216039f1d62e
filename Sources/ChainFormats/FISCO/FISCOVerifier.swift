import ChainCrypto
import SupervisionModel

/// Checks a FISCO BCOS header: its hash, who signed it, and whether they were enough.
struct FISCOVerifier {
    let header: FISCOHeader
    /// What the header's bytes hash to; nil when OpenSSL lacks SM3.
    let hash: Hash256
    /// The way of writing that fits.
    let cryptography: FISCOHeader.Cryptography
    private let encoding: String

    /// Finds the way of writing whose hash is the stated one, or without a stated one that the signatures are over.
    init?(_ header: FISCOHeader) {
        var found: [(hash: Hash256, cryptography: FISCOHeader.Cryptography, name: String)] = []
        for preimage in header.preimages {
            for cryptography in FISCOHeader.Cryptography.allCases {
                if let hash = cryptography.hash(preimage.bytes) { found.append((hash, cryptography, preimage.name)) }
            }
        }
        let fitting = found.first { way in
            if let stated = header.statedHash { return way.hash.plainDigest == stated }
            return header.seals.first.map { Self.isBy($0, header: header, hash: way.hash, way.cryptography) } ?? false
        }
        guard let way = fitting ?? found.first else { return nil }
        self.header = header
        self.hash = way.hash
        self.cryptography = way.cryptography
        self.encoding = way.name
    }

    func verify(pinned: [[UInt8]], into report: inout FormatReport) {
        report.add(
            .structure, true,
            "version \(header.version), \(header.sealers.count) sealers, \(header.seals.count) signatures")
        if let stated = header.statedHash {
            let ok = hash.plainDigest == stated
            report.add(
                .blockID, ok,
                ok
                    ? "hash \(stated), \(cryptography.rawValue), \(encoding)"
                    : "hash computed \(hash.plainDigest) (\(encoding)), stated \(stated)")
        }
        checkValidators(pinned: pinned, into: &report)
        checkTransactions(into: &report)
        checkSeals(into: &report)
    }

    private func checkValidators(pinned: [[UInt8]], into report: inout FormatReport) {
        guard Set(header.sealers).count == header.sealers.count else {
            report.add(.validators, false, "a sealer stands in the list twice")
            return
        }
        guard header.weights.count == header.sealers.count else {
            report.add(.validators, false, "\(header.weights.count) weights for \(header.sealers.count) sealers")
            return
        }
        guard header.sealer < UInt64(max(1, header.sealers.count)) else {
            report.add(.validators, false, "proposed by sealer \(header.sealer) of \(header.sealers.count)")
            return
        }
        guard !pinned.isEmpty else {
            report.add(
                .validators, true,
                "the header's own list of \(header.sealers.count); who may sign was not given from elsewhere")
            return
        }
        let ok = Set(pinned) == Set(header.sealers)
        report.add(
            .validators, ok,
            ok
                ? "the \(pinned.count) expected sealers"
                : "\(header.sealers.count) sealers in the header, other than the \(pinned.count) expected")
    }

    func checkTransactions(into report: inout FormatReport) {
        guard let identifiers = header.transactionIDs, !identifiers.isEmpty else { return }
        let repeated = Set(identifiers).count != identifiers.count
        report.add(
            .duplicateTransactions, !repeated, repeated ? "a transaction occurs more than once" : "no transaction twice"
        )
        guard header.version >= FISCOHeader.release310 else {
            report.add(
                .transactionsRoot, false,
                "the root of releases before 3.1 is not computed here, so the listed transactions prove nothing; "
                    + "give the header alone")
            return
        }
        let root = Self.root(identifiers.compactMap { Hash256($0.bytes) }, cryptography)
        report.compare(
            .transactionsRoot, computed: root?.plainDigest.hex ?? "none", stated: header.transactionsRoot.hex,
            of: "root")
    }

    /// Receipts whose hashes are under the root of the header (releases from 3.1 on).
    func checkReceipts(
        _ receipts: [FISCOReceipt], transactions: Int, root: Digest32, into report: inout FormatReport
    ) {
        guard !receipts.isEmpty else { return }
        guard header.version >= FISCOHeader.release310 else {
            report.add(
                .receiptsRoot, false, "the root of releases before 3.1 is not computed here: leave receipts out")
            return
        }
        guard receipts.count == transactions else {
            report.add(.receiptsRoot, false, "\(receipts.count) receipts for \(transactions) transactions")
            return
        }
        let leaves = receipts.compactMap { cryptography.hash($0.preimage) }
        report.compare(
            .receiptsRoot, computed: Self.root(leaves, cryptography)?.plainDigest.hex ?? "none", stated: root.hex,
            of: "root")
    }

    /// The tree of 3.1 and later: hashes of pairs, the last of an odd level hashed alone (`Merkle.h`, width 2).
    static func root(_ leaves: [Hash256], _ cryptography: FISCOHeader.Cryptography) -> Hash256? {
        var level = leaves
        while level.count > 1 {
            var next: [Hash256] = []
            var index = 0
            while index < level.count {
                let pair = level[index..<min(index + 2, level.count)].flatMap(\.bytes)
                guard let hash = cryptography.hash(pair) else { return nil }
                next.append(hash)
                index += 2
            }
            level = next
        }
        return level.first
    }

    /// FISCO's own check adds up weights without looking for repetitions; one sealer must not count twice.
    private func checkSeals(into report: inout FormatReport) {
        if header.number == 0, header.seals.isEmpty {
            report.add(.quorum, true, "block 0 has no signatures: its hash must be known from elsewhere")
            return
        }
        var signed: Set<UInt64> = []
        for seal in header.seals {
            guard seal.index < UInt64(header.sealers.count), seal.index < UInt64(header.weights.count) else {
                report.add(.seals, false, "signed by sealer \(seal.index) of \(header.sealers.count)")
                return
            }
            guard signed.insert(seal.index).inserted else {
                report.add(.seals, false, "sealer \(seal.index) signed twice")
                return
            }
            guard Self.isBy(seal, header: header, hash: hash, cryptography) else {
                let isOverStated =
                    header.statedHash.flatMap { Hash256($0.bytes) }
                    .map { Self.isBy(seal, header: header, hash: $0, cryptography) } ?? false
                report.add(
                    .seals, false,
                    "the signature of sealer \(seal.index) is not by its key over the computed hash"
                        + (isOverStated ? "; it is over the stated one" : ""))
                return
            }
        }
        report.add(.seals, true, "\(signed.count) signatures, each by another sealer")
        checkQuorum(signed, into: &report)
    }

    private func checkQuorum(_ signed: Set<UInt64>, into report: inout FormatReport) {
        var total: UInt64 = 0
        var reached: UInt64 = 0
        for (index, weight) in header.weights.enumerated() {
            let (sum, overflow) = total.addingReportingOverflow(weight)
            guard !overflow else {
                report.add(.quorum, false, "weights that add up to more than 2^64 − 1")
                return
            }
            total = sum
            if signed.contains(UInt64(index)) { reached += weight }
        }
        guard total > 0 else {
            report.add(.quorum, false, "no sealer has weight, expected at least one")
            return
        }
        // At most a third less one may be faulty.
        let needed = total - (total - 1) / 3
        report.add(.quorum, reached >= needed, "weight \(reached) of \(total), needed \(needed)")
    }

    private static func isBy(
        _ seal: FISCOHeader.Seal, header: FISCOHeader, hash: Hash256, _ cryptography: FISCOHeader.Cryptography
    ) -> Bool {
        guard seal.index < UInt64(header.sealers.count) else { return false }
        let key = header.sealers[Int(seal.index)]
        switch cryptography {
        case .secp256k1: return Secp256k1.recover(seal.signature, digest: hash) == key
        case .sm2:
            // Some releases put the signer's key behind the signature: then it must be the listed one.
            guard seal.signature.count == 64 || seal.signature.dropFirst(64).elementsEqual(key) else { return false }
            return SM2.verify(Array(seal.signature.prefix(64)), message: hash.bytes, publicKey: key)
        }
    }
}
