/// Entrances for fuzzing: each feeds bytes from outside to one parser and checks what must hold of anything that is
/// accepted. A broken promise traps, which a fuzzer reports; refused input is no finding.
package enum ParserRoundTrips {
    /// A signed note has one encoding. Returns whether the input was accepted, as all functions here.
    @discardableResult
    package static func note(_ bytes: [UInt8]) -> Bool {
        guard let note = try? SignedNote(parsing: bytes) else { return false }
        precondition(note.encode() == bytes, "a note changed on the way")
        return true
    }

    /// A checkpoint has one text.
    @discardableResult
    package static func checkpoint(_ bytes: [UInt8]) -> Bool {
        guard let checkpoint = try? Checkpoint(parsing: bytes, allowsExtensions: true) else { return false }
        precondition(checkpoint.text == bytes, "a checkpoint changed on the way")
        return true
    }

    /// A `.tlog-proof` has one encoding.
    @discardableResult
    package static func offlineProof(_ bytes: [UInt8]) -> Bool {
        guard let proof = try? OfflineProof(parsing: bytes, allowsExtensions: true) else { return false }
        precondition(proof.encode() == bytes, "a proof changed on the way")
        return true
    }

    /// A witness request has one encoding, and any can be judged, whatever was cosigned before.
    @discardableResult
    package static func addCheckpointRequest(_ bytes: [UInt8]) -> Bool {
        guard let request = try? AddCheckpointRequest(parsing: bytes, allowsExtensions: true) else { return false }
        precondition(request.encode() == bytes, "a request changed on the way")
        let last = WitnessedHead(size: request.oldSize, root: request.proof.first ?? SHA256Hasher.emptyRoot)
        _ = WitnessDecision.decide(request, logKeys: [], last: last, hasher: SHA256Hasher())
        return true
    }

    /// A verifier key has one text.
    @discardableResult
    package static func verifierKey(_ bytes: [UInt8]) -> Bool {
        guard let text = String(validating: bytes, as: UTF8.self), let key = try? VerifierKey(text) else {
            return false
        }
        precondition(key.description.utf8.elementsEqual(bytes), "a key changed on the way")
        return true
    }

    /// A signer key has one text.
    @discardableResult
    package static func signer(_ bytes: [UInt8]) -> Bool {
        guard let text = String(validating: bytes, as: UTF8.self), let signer = try? NoteSigner(parsing: text) else {
            return false
        }
        precondition(signer.secretText.utf8.elementsEqual(bytes), "a signer changed on the way")
        return true
    }

    /// The lines of a witness have one encoding, and so has its size. The first byte chooses the status: 72 for 200, 1 for
    /// 409, others for themselves.
    @discardableResult
    package static func response(_ bytes: [UInt8]) -> Bool {
        guard let first = bytes.first else { return false }
        let body = Array(bytes.dropFirst())
        let status = first == 72 ? 200 : first == 1 ? 409 : Int(first)
        guard
            let response = try? AddCheckpointResponse(
                status: status, contentType: WitnessAnswer.sizeContentType, body: body)
        else { return false }
        switch response {
        case .cosigned(let lines): precondition(lines.flatMap(\.lineBytes) == body, "lines changed on the way")
        case .conflict(let size): precondition("\(size)\n".utf8.elementsEqual(body), "a size changed on the way")
        case .refused: break
        }
        return true
    }

    /// Remembered heads have one encoding.
    @discardableResult
    package static func heads(_ bytes: [UInt8]) -> Bool {
        guard let heads = try? HeadMemory(parsing: bytes) else { return false }
        precondition(heads.encode() == bytes, "heads changed on the way")
        return true
    }

    /// Any time-stamp response that can be read can be judged, by whatever certificates.
    @discardableResult
    package static func timeStamp(_ bytes: [UInt8]) -> Bool {
        guard let response = try? TimeStampResponse(parsing: bytes) else { return false }
        guard let content = response.content, let algorithm = content.algorithm,
            let request = try? TimeStampRequest(
                algorithm: algorithm, imprint: content.imprint, nonce: content.nonce ?? [UInt8](repeating: 1, count: 8))
        else { return true }
        // The stamp itself is no root certificate, so nothing can be trusted.
        if let trust = try? TimeStampTrust(pem: bytes) { _ = try? response.verify(request, trust: trust) }
        return true
    }

    /// Certificates can be sorted, or are refused.
    @discardableResult
    package static func certificates(_ bytes: [UInt8]) -> Bool {
        guard let trust = try? TimeStampTrust(pem: bytes) else { return false }
        precondition(!trust.roots.isEmpty, "trust without a root")
        return true
    }

    /// All witnesses together satisfy any policy whose witnesses can be verified.
    @discardableResult
    package static func policy(_ bytes: [UInt8]) -> Bool {
        guard let policy = try? TrustPolicy(parsing: bytes) else { return false }
        precondition(policy.isQuorum(policy.witnesses.map(\.key)), "all witnesses together are no quorum")
        return true
    }

    /// A tile or bundle has one path.
    @discardableResult
    package static func tilePath(_ bytes: [UInt8]) -> Bool {
        guard let path = String(validating: bytes, as: UTF8.self) else { return false }
        if let tile = try? TileCoordinate(path: path) {
            precondition(tile.path.utf8.elementsEqual(bytes), "a tile has two paths")
            return true
        }
        if let bundle = try? EntryBundleCoordinate(path: path) {
            precondition(bundle.path.utf8.elementsEqual(bytes), "a bundle has two paths")
            return true
        }
        return false
    }

    /// A bundle has one encoding. The first byte says how many entries it must have, less one.
    @discardableResult
    package static func bundle(_ bytes: [UInt8]) -> Bool {
        guard let first = bytes.first else { return false }
        let content = Array(bytes.dropFirst())
        guard let entries = try? EntryBundle.decode(content, count: Int(first) + 1) else { return false }
        precondition((try? EntryBundle.encode(entries)) == content, "a bundle changed on the way")
        return true
    }
}
