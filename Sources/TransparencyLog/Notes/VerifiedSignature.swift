/// A signature that has been verified, and what it says.
public struct VerifiedSignature: Sendable, Hashable {
    public let key: VerifierKey
    /// The time of a cosignature in POSIX seconds; nil for the signature of a log, which has none.
    public let time: UInt64?
}

extension VerifierKey {
    /// Verifies one signature line of this key.
    ///
    /// - Throws: `.invalidSignature`, `.unacceptableTime`, `.unsupportedKeyType`.
    func verify(
        _ signature: NoteSignature, over text: [UInt8], latestTime: UInt64?
    ) throws(LogError) -> VerifiedSignature {
        switch type {
        case .ed25519, .sm2:
            guard isValid(signature: signature.payload, over: text) else {
                throw LogError(.invalidSignature, "the signature of \(name) does not verify")
            }
            return VerifiedSignature(key: self, time: nil)
        case .cosignature, .sm2Cosignature:
            let (time, bytes) = try Cosignature.split(signature)
            let message = Cosignature.message(type: type, time: time, checkpointText: text)
            guard isValid(signature: bytes, over: message) else {
                throw LogError(.invalidSignature, "the cosignature of \(name) does not verify")
            }
            if let latestTime, time > latestTime {
                throw LogError(
                    .unacceptableTime, "the cosignature of \(name) is of \(time), which is after \(latestTime)")
            }
            return VerifiedSignature(key: self, time: time)
        default:
            throw LogError(.unsupportedKeyType, "keys of type \(type) cannot be verified here")
        }
    }

    /// One public key must not stand under two names: a cosignature does not contain the name of its witness.
    ///
    /// - Throws: `.duplicateKey`.
    static func checkDistinct(_ keys: [VerifierKey]) throws(LogError) {
        for (index, key) in keys.enumerated() {
            for other in keys[..<index] where other.publicKey == key.publicKey {
                throw LogError(.duplicateKey, "\(other.name) and \(key.name) have one public key")
            }
        }
    }
}
