import ChainCrypto
import SupervisionModel

/// Checks the evidence of a block: the id over the original header, and the signatures by the set that the block names.
/// Whether that set may sign is a matter of the chain before it, see `ValidatorHistory`.
struct EvidenceVerifier {
    let evidence: BlockEvidence
    let kind: ChainKind
    /// Genesis block: needs no signatures when its id is the registered one.
    let genesis: Digest32?
    /// Name that a native header must have; nil: not known.
    let chain: String?

    /// - Returns: what the header says, when every check is good.
    func verify(into report: inout FormatReport) -> SealedHeader? {
        guard evidence.encoding.kind == kind else {
            report.add(
                .structure, false, "a header of \(evidence.encoding.rawValue) on a chain of kind \(kind.rawValue)")
            return nil
        }
        do {
            switch evidence.encoding {
            case .native: return try native(into: &report)
            case .evm: return try evm(into: &report)
            case .fisco2, .fisco3, .fisco3Candidate: return try fisco(into: &report)
            }
        } catch {
            report.add(.structure, false, "header: \(error)")
            return nil
        }
    }

    // MARK: Native

    private func native(into report: inout FormatReport) throws(DecodeError) -> SealedHeader? {
        let header = try NativeHeader(evidence.header)
        guard let id = evidence.hash.hash(evidence.header)?.plainDigest else {
            report.add(.blockID, false, "the id cannot be computed: no \(evidence.hash.rawValue) here")
            return nil
        }
        report.compare(.blockID, computed: id.hex, stated: evidence.id.hex, of: "id")
        state(
            height: header.height, parent: header.parent, milliseconds: header.milliseconds, into: &report)
        if let chain {
            report.add(
                .stream, header.chain.utf8.elementsEqual(chain.utf8), "chain \(header.chain), expected \(chain)")
        }
        guard let set = ValidatorSet(evidence.scheme, evidence.validators), !set.members.isEmpty else {
            report.add(.validators, false, "no set of validators: repeated keys, weights of 0, or nobody")
            return nil
        }
        let digest = evidence.hash.hash(set.bytes)?.plainDigest ?? .zero
        guard digest == header.validators else {
            report.add(.validators, false, "\(set.members.count) validators, other than the header names")
            return nil
        }
        guard header.proposer < UInt64(set.members.count) else {
            report.add(.validators, false, "proposed by validator \(header.proposer) of \(set.members.count)")
            return nil
        }
        report.add(.validators, true, "the \(set.members.count) validators that the header names")
        guard let signers = signers(of: set, message: NativeHeader.signed(id), id: id, into: &report) else {
            return nil
        }
        guard report.verified else { return nil }
        return SealedHeader(
            id: id, parent: header.parent, height: header.height, milliseconds: header.milliseconds,
            round: header.round, validators: set, signers: signers, nextValidators: header.nextValidators,
            ownValidators: header.validators, vote: nil, isSingleSigner: false, weight: 1)
    }

    /// Checks the signatures beside a header.
    private func signers(
        of set: ValidatorSet, message: [UInt8], id: Digest32, into report: inout FormatReport
    ) -> Set<[UInt8]>? {
        if evidence.height == 0, evidence.seals.isEmpty, id == genesis {
            report.add(.quorum, true, "the registered first block, which nobody needs to sign")
            return []
        }
        var signed: Set<[UInt8]> = []
        for seal in evidence.seals {
            guard seal.index < UInt64(set.members.count) else {
                report.add(.seals, false, "signed by validator \(seal.index) of \(set.members.count)")
                return nil
            }
            let key = set.members[Int(seal.index)].key
            guard signed.insert(key).inserted else {
                report.add(.seals, false, "validator \(seal.index) signed twice")
                return nil
            }
            guard set.scheme.verify(seal.signature, message: message, publicKey: key) else {
                report.add(.seals, false, "the signature of validator \(seal.index) is not by its key over the id")
                return nil
            }
        }
        report.add(.seals, true, "\(signed.count) signatures, each by another validator")
        let weight = set.weight(of: signed)
        report.add(.quorum, weight >= set.quorum, "weight \(weight) of \(set.totalWeight), needed \(set.quorum)")
        return signed
    }

    /// What stands beside the header must be what the header says.
    private func state(height: UInt64, parent: Digest32, milliseconds: UInt64, into report: inout FormatReport) {
        let parents = evidence.parents
        let isParent = parents.first == parent || (parents.isEmpty && (height == 0 || parent == .zero))
        let isRight = evidence.height == height && isParent && evidence.milliseconds == milliseconds
        report.add(
            .parent, isRight,
            isRight
                ? "height \(height), parent \(parent)"
                : "stated height \(evidence.height), parent \(parents.first?.hex ?? "none"), time "
                    + "\(evidence.milliseconds); the header says \(height), \(parent), \(milliseconds)")
    }

    // MARK: EVM

    private func evm(into report: inout FormatReport) throws(DecodeError) -> SealedHeader? {
        let header = try EVMHeader(try RLPItem(evidence.header))
        let seals = try EVMSeals(header)
        let id = seals.blockHash.plainDigest
        report.compare(.blockID, computed: id.hex, stated: evidence.id.hex, of: "hash")
        let (milliseconds, overflow) = header.timestamp.multipliedReportingOverflow(by: 1000)
        state(
            height: header.number, parent: header.parent.plainDigest, milliseconds: overflow ? .max : milliseconds,
            into: &report)
        // Chains whose validators stand in a contract, and Clique between epochs, list nobody: then whoever the publisher
        // names counts, if the chain before says the same.
        let listed = seals.validators.map { ValidatorSet.Member(key: $0, weight: 1) }
        let isListed = !listed.isEmpty && seals.consensus != .clique
        let named = isListed ? listed : evidence.validators
        guard let set = ValidatorSet(.secp256k1, named), named.allSatisfy({ $0.key.count == 20 && $0.weight == 1 })
        else {
            report.add(.validators, false, "no list of accounts, each once and of weight 1")
            return nil
        }
        if isListed, !evidence.validators.isEmpty, evidence.validators != listed {
            report.add(.validators, false, "other validators beside the header than in it")
            return nil
        }
        var signed: Set<[UInt8]> = []
        if seals.consensus != .none, !(header.number == 0 && id == genesis) {
            for (index, signer) in seals.signers.enumerated() {
                guard let signer, set.members.contains(where: { $0.key == signer }) else {
                    report.add(
                        .seals, false,
                        "signature \(index) is by \(signer.map { "0x" + Hex.encode($0) } ?? "nobody"), no validator")
                    return nil
                }
                guard signed.insert(signer).inserted else {
                    report.add(.seals, false, "0x\(Hex.encode(signer)) signed twice")
                    return nil
                }
            }
            report.add(.seals, true, "\(signed.count) signatures, round \(seals.round)")
            let needed = seals.quorum(of: set.members.count)
            report.add(.quorum, signed.count >= needed, "\(signed.count) of \(set.members.count), needed \(needed)")
        } else {
            report.add(.seals, true, "no signatures needed or given: attested by the publisher alone")
        }
        guard report.verified else { return nil }
        return SealedHeader(
            id: id, parent: header.parent.plainDigest, height: header.number, milliseconds: milliseconds,
            round: UInt64(seals.round), validators: set, signers: signed, nextValidators: nil, ownValidators: nil,
            vote: seals.vote(header), isSingleSigner: seals.consensus == .clique,
            weight: seals.consensus == .clique && header.difficulty == [2] ? 2 : 1)
    }

    // MARK: FISCO BCOS

    private func fisco(into report: inout FormatReport) throws(DecodeError) -> SealedHeader? {
        let header = try FISCOHeader(evidence, identifiers: nil)
        guard let verifier = FISCOVerifier(header) else {
            report.add(.blockID, false, "the hash cannot be computed: OpenSSL without SM3")
            return nil
        }
        let isTwin = evidence.hash == (verifier.cryptography == .sm2 ? .sm3 : .keccak256)
        let isKeys = evidence.scheme == (verifier.cryptography == .sm2 ? .sm2 : .secp256k1)
        report.add(
            .structure, isTwin && isKeys,
            "\(evidence.hash.rawValue) and \(evidence.scheme.rawValue); the header fits \(verifier.cryptography.rawValue)"
        )
        verifier.verify(pinned: [], into: &report)
        let parent = header.parents.first ?? .zero
        state(height: header.number, parent: parent, milliseconds: header.milliseconds, into: &report)
        let members = zip(header.sealers, header.weights).map { ValidatorSet.Member(key: $0, weight: $1) }
        guard report.verified, let set = ValidatorSet(evidence.scheme, members) else {
            if report.verified { report.add(.validators, false, "a sealer of weight 0, or weights beyond 2^63") }
            return nil
        }
        if !evidence.validators.isEmpty, evidence.validators != members {
            report.add(.validators, false, "other validators beside the header than in it")
            return nil
        }
        let signers = header.seals.compactMap { seal in
            seal.index < UInt64(header.sealers.count) ? header.sealers[Int(seal.index)] : nil
        }
        return SealedHeader(
            id: verifier.hash.plainDigest, parent: parent, height: header.number, milliseconds: header.milliseconds,
            round: 0, validators: set, signers: Set(signers), nextValidators: nil, ownValidators: nil, vote: nil,
            isSingleSigner: false, weight: 1)
    }
}
