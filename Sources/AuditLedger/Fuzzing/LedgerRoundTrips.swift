import SupervisionModel

/// Entrances for fuzzing: each feeds bytes from outside to one parser and checks what must hold of anything that is
/// accepted. A broken promise traps, which a fuzzer reports; refused input is no finding.
package enum LedgerRoundTrips {
    /// A record has one encoding. Returns whether the input was accepted, as all functions here.
    @discardableResult
    package static func record(_ bytes: [UInt8]) -> Bool {
        guard let record = try? LedgerRecord(decoding: bytes) else { return false }
        precondition(record.bytes == bytes, "a record changed on the way")
        return true
    }

    /// A proof that was read can be written and read again, if its item and record are canonical.
    @discardableResult
    package static func itemProof(_ bytes: [UInt8]) -> Bool {
        guard let proof = try? ItemProof(decoding: bytes) else { return false }
        if let written = try? proof.encode() {
            precondition((try? ItemProof(decoding: written)) == proof, "a proof changed on the way")
        }
        return true
    }

    /// JSON that was accepted encodes to canonical JSON of the same value.
    @discardableResult
    package static func json(_ bytes: [UInt8]) -> Bool {
        guard let value = try? JSONParser.parse(bytes, maximumBytes: 1 << 20) else { return false }
        let encoded = value.encode()
        precondition((try? JSONParser.parse(encoded, maximumBytes: 1 << 23)) == value, "a value changed on the way")
        if let canonical = try? CanonicalJSON.decode(bytes, maximumBytes: 1 << 20) {
            precondition(canonical == value && encoded == bytes, "canonical bytes changed on the way")
        }
        return true
    }
}
