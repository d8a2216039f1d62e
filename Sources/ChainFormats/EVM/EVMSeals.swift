public import ChainCrypto

/// What a header of a consortium chain says of who made it, out of `extraData`.
public struct EVMSeals: Hashable, Sendable {
    /// How the chain agrees on blocks.
    public enum Consensus: String, Hashable, Sendable {
        /// No signatures in the header: proof of work or of stake, or none at all.
        case none
        /// One signer a block (EIP-225).
        case clique
        /// Two thirds of the validators (Hyperledger Besu IBFT 2.0).
        case ibft2
        /// Two thirds of the validators (QBFT of Besu and GoQuorum).
        case qbft
    }

    public let consensus: Consensus
    /// Those who may sign, 20 bytes each, as the header itself lists them; empty where it lists none.
    public let validators: [[UInt8]]
    /// Signatures r ‖ s ‖ v of 65 bytes.
    public let signatures: [[UInt8]]
    /// Round in which the block was agreed on; 0 but for QBFT and IBFT 2.
    public let round: UInt32
    /// The block id, which leaves out what differs between honest copies: seals and round.
    public let blockHash: Hash256
    /// What the signatures are over.
    public let signedHash: Hash256

    /// Marks headers of Istanbul's family (EIP-650).
    private static let istanbulMix = Array("ctical byzantine fault tolerance".utf8)

    /// Finds out the kind of header and takes its seals apart.
    ///
    /// - Throws: `extraData` of Istanbul's family that is not as it must be; offsets count from its start.
    public init(_ header: EVMHeader) throws(DecodeError) {
        if header.mixHash.bytes == Self.istanbulMix {
            try self.init(istanbul: header)
        } else if Self.isClique(header) {
            self.init(clique: header)
        } else {
            self.init(unsealed: header)
        }
    }

    private init(unsealed header: EVMHeader) {
        self.consensus = .none
        self.validators = []
        self.signatures = []
        self.round = 0
        self.blockHash = header.fullHash
        self.signedHash = header.fullHash
    }

    /// 32 bytes of anything, addresses in epoch blocks, 65 bytes of signature; difficulty 1 or 2; nonce all zeros or all
    /// ones; no mix.
    private static func isClique(_ header: EVMHeader) -> Bool {
        header.extraData.count >= 97 && (header.extraData.count - 97).isMultiple(of: 20)
            && (header.difficulty == [1] || header.difficulty == [2]) && header.mixHash == .zero
            && (header.nonce.allSatisfy { $0 == 0 } || header.nonce.allSatisfy { $0 == 0xff })
    }

    private init(clique header: EVMHeader) {
        let extra = header.extraData
        let signers = extra[32..<extra.count - 65]
        self.consensus = .clique
        self.validators = stride(from: signers.startIndex, to: signers.endIndex, by: 20).map {
            Array(signers[$0..<$0 + 20])
        }
        self.signatures = [Array(extra.suffix(65))]
        self.round = 0
        self.blockHash = header.fullHash
        self.signedHash = header.hash(extraData: Array(extra.dropLast(65)))
    }

    /// `[vanity, [validators], vote, round, [seals]]`. QBFT writes the round as a number and an absent vote as an empty
    /// list, IBFT 2 the round as four bytes and an absent vote as an empty string (Besu `QbftExtraDataCodec`,
    /// `IbftExtraDataCodec`).
    private init(istanbul header: EVMHeader) throws(DecodeError) {
        let list = try RLPItem(header.extraData).list(count: 5)
        _ = try list[0].bytes(count: 32)
        var validators: [[UInt8]] = []
        for validator in try list[1].list() { validators.append(try validator.bytes(count: 20)) }
        let round = try list[3].bytes()
        // A number of four bytes has no leading zero, and no chain comes to round 2^24.
        let isIBFT2 = round.count == 4 && round.first == 0
        try Self.checkVote(list[2], isIBFT2: isIBFT2)
        if !isIBFT2 { _ = try list[3].scalar(limit: 4) }
        var signatures: [[UInt8]] = []
        for seal in try list[4].list() { signatures.append(try seal.bytes(count: 65)) }
        self.consensus = isIBFT2 ? .ibft2 : .qbft
        self.validators = validators
        self.signatures = signatures
        self.round = round.reduce(0) { $0 << 8 | UInt32($1) }
        let common = list[..<3].map(\.encoded)
        if isIBFT2 {
            self.blockHash = header.hash(extraData: RLPEncoding.list(common))
            self.signedHash = header.hash(extraData: RLPEncoding.list(common + [list[3].encoded]))
        } else {
            let empty = RLPEncoding.list([])
            self.blockHash = header.hash(extraData: RLPEncoding.list(common + [RLPEncoding.number(0), empty]))
            self.signedHash = header.hash(extraData: RLPEncoding.list(common + [list[3].encoded, empty]))
        }
    }

    private static func checkVote(_ vote: RLPItem, isIBFT2: Bool) throws(DecodeError) {
        guard let items = vote.items else {
            guard isIBFT2, try vote.bytes().isEmpty else {
                throw DecodeError(.wrongKind, at: vote.offset, found: 0, expected: 1)
            }
            return
        }
        guard isIBFT2 || !items.isEmpty else { return }
        let pair = try vote.list(count: 2)
        _ = try pair[0].bytes(count: 20)
        let kind = try pair[1].bytes()
        guard kind == [0xff] || kind == (isIBFT2 ? [0x00] : []) else {
            throw DecodeError(.unknownTag, at: pair[1].offset, found: UInt64(kind.first ?? 0), expected: 0xff)
        }
    }

    /// The vote about membership that a header carries: in `extraData` with QBFT and IBFT 2, in beneficiary and nonce with
    /// Clique; nil for none. The voter is the proposer, with Clique the signer.
    func vote(_ header: EVMHeader) -> SealedHeader.Vote? {
        switch consensus {
        case .none: return nil
        case .clique:
            guard header.beneficiary.contains(where: { $0 != 0 }), let voter = signers.first ?? nil else { return nil }
            return SealedHeader.Vote(
                voter: voter, subject: header.beneficiary, isAddition: header.nonce.allSatisfy { $0 == 0xff })
        case .ibft2, .qbft:
            guard let list = try? RLPItem(header.extraData).list(count: 5), let pair = try? list[2].list(count: 2),
                let subject = try? pair[0].bytes(count: 20), let kind = try? pair[1].bytes()
            else { return nil }
            return SealedHeader.Vote(voter: header.beneficiary, subject: subject, isAddition: kind == [0xff])
        }
    }

    /// Addresses that the signatures recover to, in order; nil for one that no key can have made.
    public var signers: [[UInt8]?] {
        signatures.map { signature in
            // Clique and Besu write 0 and 1, some clients 27 and 28.
            var signature = signature
            if let last = signature.last, last == 27 || last == 28 { signature[64] = last - 27 }
            return Secp256k1.recover(signature, digest: signedHash).map { Self.address(of: $0) }
        }
    }

    /// The account of a public key: the last 20 bytes of its Keccak-256.
    static func address(of key: [UInt8]) -> [UInt8] {
        Array(Keccak256.hash(key).bytes.suffix(20))
    }

    /// Signatures needed of a number of validators: two thirds, rounded up (Besu `BftHelpers`); one with Clique.
    func quorum(of count: Int) -> Int {
        consensus == .clique ? 1 : (2 * count + 2) / 3
    }
}
