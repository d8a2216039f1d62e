/// What a witness keeps of one log: the largest checkpoint that it has cosigned, with the log's signatures and its own.
///
/// Its bytes are a signed note: what is stored is what is served to monitors.
public struct WitnessRecord: Sendable, Hashable {
    /// The lines of the log that verified, then the line of the witness.
    public let signedCheckpoint: SignedCheckpoint
    /// When it was cosigned, in POSIX seconds.
    public let time: UInt64

    /// The head.
    public var head: WitnessedHead { WitnessedHead(signedCheckpoint.checkpoint) }

    init(signedCheckpoint: SignedCheckpoint, time: UInt64) {
        self.signedCheckpoint = signedCheckpoint
        self.time = time
    }

    /// Reads a stored record again. It must carry a good line of the witness itself: no other record was ever written,
    /// so anything else is damage, or the store of another witness.
    ///
    /// - Throws: the errors of a signed checkpoint; `.noTrustedSignature`, `.invalidSignature`.
    public init(parsing bytes: [UInt8], witness: VerifierKey) throws(LogError) {
        let signed = try SignedCheckpoint(parsing: bytes, allowsExtensions: true)
        let own = try signed.note.verify(with: [witness])
        guard let time = own.first?.time else {
            throw LogError(.noTrustedSignature, "the record carries no cosignature of \(witness.name)")
        }
        self.init(signedCheckpoint: signed, time: time)
    }

    /// The bytes to store.
    public func encode() -> [UInt8] {
        signedCheckpoint.encode()
    }
}
