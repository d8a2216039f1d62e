import AuditLedger
import ChainFormats
public import Persistence
public import Supervision
import SupervisionModel
import TransparencyLog

/// Gathers what proves an alert, from a store.
public struct AlertBundleMaker {
    private let store: Store
    private let hasher = SHA256Hasher()

    /// A larger block is not carried.
    private static let maximumBlockBytes = 32 << 20
    /// Older heads that a reader may remember.
    private static let maximumEarlier = 64

    public init(_ store: Store) {
        self.store = store
    }

    /// The bytes of the bundle.
    ///
    /// - Throws: `node.badRecord` when no checkpoint covers the alert yet, or its items have been erased.
    public func make(_ alert: AlertState) throws -> [UInt8] {
        guard var checkpoint = try store.checkpoints.last() else {
            throw NodeError(.badRecord, "no checkpoint has been signed yet")
        }
        let references = alert.content["evidence"]?.array ?? []
        let found = try scan(alert, references, upTo: checkpoint.head.size)
        guard let last = found.items.last else {
            throw NodeError(
                .badRecord, "the last checkpoint, of size \(checkpoint.head.size), does not cover the alert yet")
        }
        checkpoint = try LedgerProver.checkpoint(of: store, covering: last.sequence) ?? checkpoint
        let prover = LedgerProver(store, checkpoint: checkpoint)
        var bundle = AlertBundle(alert: alert.id)
        bundle.revisions = try found.items.map {
            try ItemProof(decoding: try prover.item($0.sequence, $0.index))
        }
        for (_, versions) in found.activations.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            guard let inForce = versions.last(where: { $0.sequence <= last.sequence }) else { continue }
            bundle.activations.append(.init(try prover.record(inForce.sequence)))
            guard let digest = inForce.content, !bundle.contents.contains(where: { $0.digest == digest }) else {
                continue
            }
            bundle.contents.append(.init(digest: digest, bytes: try store.content.content(digest)))
        }
        let configuration = try StoredConfiguration.read(store)
        for reference in references { try add(reference, configuration, found.blocks, prover, to: &bundle) }
        bundle.earlier = try earlier(than: checkpoint.head)
        return try bundle.encode()
    }

    // MARK: The ledger

    private struct Found {
        var items: [(sequence: UInt64, index: UInt32)] = []
        /// By type and id: what was activated, in the order of the ledger.
        var activations: [String: [(sequence: UInt64, content: Digest32?)]] = [:]
        /// Records that connected the blocks of the evidence, by their hash.
        var blocks: [Digest32: UInt64] = [:]
    }

    private func scan(_ alert: AlertState, _ references: [JSONValue], upTo size: UInt64) throws -> Found {
        let id = Array(alert.id.hex.utf8)
        let blocks = Set(references.compactMap { $0["block"]?.string.flatMap { Digest32(hex: $0) } })
        var found = Found()
        try store.ledger.forEachRecord(in: 0..<size) { stored in
            let record = try LedgerRecord(decoding: stored.bytes)
            if case .open(let input) = record.input { note(input, record.sequence, blocks, &found) }
            for (index, item) in stored.items.enumerated() {
                guard let bytes = item.bytes, bytes.contains(id) else { continue }
                let payload = try CanonicalJSON.decode(bytes, maximumBytes: LedgerLimits.maximumItemByteCount)
                guard payload["alert"]?.string == alert.id.hex, payload["type"]?.string?.hasPrefix("alert.") == true
                else { continue }
                found.items.append((record.sequence, UInt32(index)))
            }
            return true
        }
        return found
    }

    private func note(_ input: JSONObject, _ sequence: UInt64, _ blocks: Set<Digest32>, _ found: inout Found) {
        guard let type = input["type"]?.string else { return }
        switch type {
        case "rulepack.activated", "list.updated", "engine.activated", "config.changed":
            let digest = (input["content"] ?? input["config"])?.string.flatMap { Digest32(hex: $0) }
            let key = type == "list.updated" ? "\(type) \(input["id"]?.string ?? "")" : type
            found.activations[key, default: []].append((sequence, digest))
        case "block.connected":
            guard let hash = input["hash"]?.string.flatMap({ Digest32(hex: $0) }), blocks.contains(hash) else { return }
            found.blocks[hash] = sequence
        default: break
        }
    }

    private func earlier(than head: LedgerHead) throws -> [AlertBundle.Earlier] {
        let hashes = store.ledger.hashes(size: head.size)
        return try store.checkpoints.heads(before: head.size, limit: AlertBundleMaker.maximumEarlier).map { old in
            let plan = try ProofPlan(consistencyFrom: old.size, to: head.size)
            return AlertBundle.Earlier(
                size: old.size, root: old.root, hashes: try plan.proof(from: hashes, hasher: hasher))
        }
    }

    // MARK: The chains

    private func add(
        _ reference: JSONValue, _ configuration: CoreConfiguration, _ blocks: [Digest32: UInt64],
        _ prover: LedgerProver, to bundle: inout AlertBundle
    ) throws {
        guard let chain = reference["chain"]?.string.flatMap({ ChainID($0) }),
            let hash = reference["block"]?.string.flatMap({ Digest32(hex: $0) }),
            let entry = try store.blocks.block(chain, hash: hash), try store.archive.contains(entry.bytes)
        else { return bundle.gaps.append(.init(reference: reference, reason: .notArchived)) }
        let raw = try store.archive.read(entry.bytes)
        if let known = configuration[chain], let network = BitcoinNetwork.named(known.network, family: known.format) {
            let block = try DecodedBlock(raw, network: network)
            let header = Array(raw.prefix(BlockHeader.byteCount))
            guard let index = reference["tx"]?.integer.flatMap({ Int(exactly: $0) }),
                block.table.transactions.indices.contains(index)
            else { return bundle.evidence.append(.init(reference: reference, form: .header(header))) }
            let path = TransactionPath.siblings(of: index, among: block.transactionIDs).map(\.digest)
            let bytes = Array(raw[block.table.transactions[index].byteRange])
            return bundle.evidence.append(
                .init(reference: reference, form: .transaction(header: header, raw: bytes, path: path)))
        }
        guard raw.count <= AlertBundleMaker.maximumBlockBytes else {
            return bundle.gaps.append(.init(reference: reference, reason: .tooLarge))
        }
        guard let sequence = blocks[hash] else {
            return bundle.gaps.append(.init(reference: reference, reason: .notArchived))
        }
        bundle.evidence.append(
            .init(reference: reference, form: .block(.init(try prover.record(sequence)), bytes: raw)))
    }
}

extension [UInt8] {
    /// Whether the bytes contain others, one after the other.
    fileprivate func contains(_ other: [UInt8]) -> Bool {
        guard let first = other.first, count >= other.count else { return false }
        var place = startIndex
        while let next = self[place...].firstIndex(of: first), next + other.count <= count {
            if self[next..<(next + other.count)].elementsEqual(other) { return true }
            place = next + 1
        }
        return false
    }
}
