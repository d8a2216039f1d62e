import ChainCrypto

extension ZcashTransaction {
    /// Version groups of versions 3, 4 and 5 (ZIP 202, ZIP 243, ZIP 225).
    private static let groups: [UInt32: UInt32] = [3: 0x03c4_8270, 4: 0x892f_2085, 5: 0x26a7_270a]

    /// Reads one transaction from where the reader stands.
    static func read(_ reader: inout ByteReader, _ span: RawSpan) throws(DecodeError) -> ZcashTransaction {
        let start = reader.offset
        let header = try reader.readUInt32()
        let version = header & 0x7fff_ffff
        let hasGroup = header >> 31 == 1
        guard (1...5).contains(version), hasGroup == (version >= 3) else {
            throw DecodeError(.outOfRange, at: start, found: UInt64(header), expected: 5)
        }
        if hasGroup {
            let place = reader.offset
            let group = try reader.readUInt32()
            guard group == groups[version] else {
                throw DecodeError(
                    .unknownTag, at: place, found: UInt64(group), expected: UInt64(groups[version] ?? 0))
            }
        }
        return version == 5
            ? try readVersion5(&reader, span, start: start)
            : try readUpToVersion4(&reader, span, start: start, version: version)
    }

    private static func readUpToVersion4(
        _ reader: inout ByteReader, _ span: RawSpan, start: Int, version: UInt32
    ) throws(DecodeError) -> ZcashTransaction {
        let inputs = try readInputs(&reader, span)
        let outputs = try readOutputs(&reader, span)
        let lockTime = try reader.readUInt32()
        let expiry: UInt32? = version >= 3 ? try reader.readUInt32() : nil
        var shielded = ZcashShieldedParts()
        var hasSapling = false
        if version == 4 {
            shielded.saplingBalance = Int64(bitPattern: try reader.readUInt64())
            let spends = try reader.readCount(minimumSize: 384)
            for _ in 0..<spends {
                // cv 32, anchor 32, nullifier 32, rk 32, proof 192, signature 64.
                try reader.skip(64)
                shielded.nullifiers.append(.init(pool: .sapling, value: try reader.readHash(span)))
                try reader.skip(288)
            }
            let notes = try reader.readCount(minimumSize: 948)
            try reader.skip(948 * notes)
            shielded.outputCount += notes
            hasSapling = spends + notes > 0
        }
        if version >= 2 {
            // vpub_old 8, vpub_new 8, anchor 32, two nullifiers, two commitments, key 32, seed 32, two MACs, a proof of
            // 296 bytes (PHGR13) or since version 4 192 (Groth16), two ciphertexts of 601 bytes.
            let proof = version == 4 ? 192 : 296
            let length = 1506 + proof
            let joins = try reader.readCount(minimumSize: length)
            for _ in 0..<joins {
                shielded.sproutIn = shielded.sproutIn.addingClamped(try reader.readUInt64())
                shielded.sproutOut = shielded.sproutOut.addingClamped(try reader.readUInt64())
                try reader.skip(32)
                for _ in 0..<2 { shielded.nullifiers.append(.init(pool: .sprout, value: try reader.readHash(span))) }
                try reader.skip(length - 112)
            }
            shielded.outputCount += 2 * joins
            // Key and signature over the join-splits.
            if joins > 0 { try reader.skip(96) }
        }
        // Binding signature.
        if hasSapling { try reader.skip(64) }
        return ZcashTransaction(
            version: version, inputs: inputs, outputs: outputs, lockTime: lockTime, expiryHeight: expiry,
            shielded: shielded, size: reader.offset - start,
            identifier: SHA256d.hash(span.extracting(start..<reader.offset)), authorizingDigest: nil)
    }

    /// ZIP 225: the branch of the consensus rules, lock time and expiry come first, proofs are gathered behind.
    private static func readVersion5(
        _ reader: inout ByteReader, _ span: RawSpan, start: Int
    ) throws(DecodeError) -> ZcashTransaction {
        let branch = span.copy(reader.offset..<reader.offset + min(4, reader.remaining))
        try reader.skip(4)
        let lockTime = try reader.readUInt32()
        let expiry = try reader.readUInt32()
        let header = start..<reader.offset
        let inputs = try readInputs(&reader, span)
        let outputs = try readOutputs(&reader, span)
        let sapling = try ZcashSaplingBundle.read(&reader, span)
        let orchard = try ZcashOrchardBundle.read(&reader, span)
        var shielded = ZcashShieldedParts()
        shielded.nullifiers =
            sapling.nullifiers.map { .init(pool: .sapling, value: $0) }
            + orchard.nullifiers.map { .init(pool: .orchard, value: $0) }
        shielded.outputCount = sapling.outputs.count + orchard.actions.count
        shielded.saplingBalance = sapling.balance
        shielded.orchardBalance = orchard.balance
        let digest = ZcashTransactionDigest(
            branch: branch, header: span.copy(header), inputs: inputs, outputs: outputs, sapling: sapling,
            orchard: orchard)
        return ZcashTransaction(
            version: 5, inputs: inputs, outputs: outputs, lockTime: lockTime, expiryHeight: expiry,
            shielded: shielded, size: reader.offset - start, identifier: digest.identifier,
            authorizingDigest: digest.authorizing)
    }

    private static func readInputs(_ reader: inout ByteReader, _ span: RawSpan) throws(DecodeError) -> [Input] {
        let count = try reader.readCount(minimumSize: 41)
        var inputs: [Input] = []
        inputs.reserveCapacity(count)
        for _ in 0..<count {
            let transaction = try reader.readHash(span)
            let index = try reader.readUInt32()
            let script = span.copy(try reader.readItem())
            inputs.append(
                Input(
                    outpoint: Outpoint(transaction: transaction, index: index), script: script,
                    sequence: try reader.readUInt32()))
        }
        return inputs
    }

    private static func readOutputs(_ reader: inout ByteReader, _ span: RawSpan) throws(DecodeError) -> [Output] {
        let count = try reader.readCount(minimumSize: 9)
        var outputs: [Output] = []
        outputs.reserveCapacity(count)
        for _ in 0..<count {
            let value = Int64(bitPattern: try reader.readUInt64())
            outputs.append(Output(value: value, script: span.copy(try reader.readItem())))
        }
        return outputs
    }
}

extension UInt64 {
    /// The sum, or the greatest number.
    fileprivate func addingClamped(_ other: UInt64) -> UInt64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
