import ChainCrypto
public import ChainFormats
public import SupervisionModel

/// A verified block as the observer hands it on: decoded once, for everybody after it.
public struct VerifiedBody: Sendable {
    public let block: ChainBlock
    /// SHA-256 of the raw bytes, as the archive names them.
    public let bytesHash: Digest32
}

/// Reads and verifies the blocks of a Bitcoin-format network.
public struct BitcoinBodies: Sendable {
    public let network: BitcoinNetwork

    public init(network: BitcoinNetwork) {
        self.network = network
    }

    /// Reads the header at the start of `bytes` and checks its proof of work.
    public func header(_ bytes: [UInt8], at offset: Int = 0) throws(Refusal) -> ChainHeader {
        guard offset >= 0, bytes.count - offset >= BlockHeader.byteCount else {
            throw Refusal(
                reason: "decode.truncated", offset: Int64(offset),
                detail: "\(bytes.count - offset) bytes, expected a header of \(BlockHeader.byteCount)")
        }
        let header: BlockHeader
        do throws(DecodeError) {
            header = try BlockHeader(bytes.span.bytes.extracting(offset..<offset + BlockHeader.byteCount))
        } catch {
            throw Refusal(error)
        }
        if let failure = HeaderChecks.report(header, network: network).failure { throw Refusal(failure) }
        return ChainHeader(header)
    }

    /// Makes every check that needs no state of the chain but the height.
    ///
    /// - Parameter hash: the id that the bytes must have.
    public func verify(_ bytes: [UInt8], hash: Digest32, height: UInt64) throws(Refusal) -> VerifiedBody {
        let block: DecodedBlock
        do throws(DecodeError) {
            block = try DecodedBlock(bytes, network: network)
        } catch {
            throw Refusal(error)
        }
        let found = Digest32(block.header.hash)
        guard found == hash else {
            throw Refusal(reason: "block.otherBlock", detail: "block \(found), expected \(hash)")
        }
        let report = BlockVerifier.verify(block, network: network, context: BlockContext(height: height))
        if let failure = report.failure { throw Refusal(failure) }
        return VerifiedBody(block: .bitcoin(block), bytesHash: Self.bytesHash(bytes))
    }

    /// SHA-256 of raw bytes.
    public static func bytesHash(_ bytes: [UInt8]) -> Digest32 {
        SHA256.hash(bytes).withUnsafeBytes { Digest32($0) } ?? .zero
    }
}

extension Digest32 {
    /// A Bitcoin-format id in display order.
    init(_ hash: Hash256) {
        self = (hash.withUnsafeBytes { Digest32($0) } ?? .zero).reversed
    }
}

extension ChainHeader {
    init(_ header: BlockHeader) {
        self.init(
            hash: Digest32(header.hash), parent: Digest32(header.previous), time: header.time, bits: header.bits)
    }
}

extension Refusal {
    init(_ error: DecodeError) {
        self.init(
            reason: error.code, offset: Int64(clamping: error.offset), detail: error.description)
    }

    init(_ check: BlockCheck) {
        let isCommitment =
            switch check.name {
            case .merkleRoot, .mutation, .witness: true
            default: false
            }
        self.init(reason: "block.\(check.name.rawValue)", isCommitmentMismatch: isCommitment, detail: check.detail)
    }
}
