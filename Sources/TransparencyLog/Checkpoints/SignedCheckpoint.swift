/// A checkpoint with the note that carries it.
public struct SignedCheckpoint: Sendable, Hashable {
    public private(set) var note: SignedNote
    public let checkpoint: Checkpoint

    /// Signs a checkpoint as its log.
    ///
    /// - Throws: `.originMismatch` when the name of the key is not the origin (C2SP recommends that they are the same;
    ///   here it is a rule), `.unsupportedKeyType`.
    public init(_ checkpoint: Checkpoint, signer: NoteSigner) throws(LogError) {
        try self.init(checkpoint, signers: [signer])
    }

    /// Signs a checkpoint with several keys of its log, which is how a key is replaced: for a time both sign, and whoever
    /// knows only one of them ignores the other line.
    ///
    /// - Parameter signers: at least one, all with the origin as their name, no public key twice.
    /// - Throws: `.originMismatch`, `.unsupportedKeyType`, `.duplicateKey`, `.noTrustedSignature` for no signer.
    public init(_ checkpoint: Checkpoint, signers: [NoteSigner]) throws(LogError) {
        guard !signers.isEmpty else { throw LogError(.noTrustedSignature, "a checkpoint needs a signer") }
        try VerifierKey.checkDistinct(signers.map(\.verifierKey))
        let text = checkpoint.text
        var signatures: [NoteSignature] = []
        for signer in signers {
            guard signer.verifierKey.name.text.utf8.elementsEqual(checkpoint.origin.utf8) else {
                throw LogError(
                    .originMismatch, "the key of \(signer.verifierKey.name) signs for origin \(checkpoint.origin)")
            }
            signatures.append(try signer.sign(text: text))
        }
        note = try SignedNote(text: text, signatures: signatures)
        self.checkpoint = checkpoint
    }

    /// The same checkpoint with the lines that `isKept` returns true for, in their order.
    func keeping(_ isKept: (NoteSignature) -> Bool) -> SignedCheckpoint {
        var copy = self
        copy.note.keep(isKept)
        return copy
    }

    /// Parses a signed checkpoint. Nothing is verified.
    ///
    /// - Throws: as ``SignedNote/init(parsing:)`` and ``Checkpoint/init(parsing:allowsExtensions:)``.
    public init(parsing bytes: [UInt8], allowsExtensions: Bool = false) throws(LogError) {
        let note = try SignedNote(parsing: bytes)
        checkpoint = try Checkpoint(parsing: note.text, allowsExtensions: allowsExtensions)
        self.note = note
    }

    /// Adds signature lines that witnesses returned, the good ones of known witnesses only, and not a second one of a
    /// witness whose line is there.
    ///
    /// - Returns: the witnesses that were added.
    public mutating func add(
        _ lines: [NoteSignature], from witnesses: [VerifierKey], latestTime: UInt64? = nil
    ) -> [VerifiedSignature] {
        var added: [VerifiedSignature] = []
        for line in lines {
            guard let key = witnesses.first(where: { $0.keyID == line.keyID && $0.name == line.name }),
                !note.signatures.contains(where: { $0.keyID == line.keyID && $0.name == line.name }),
                note.signatures.count < SignedNote.maximumSignatureCount,
                let verified = try? key.verify(line, over: note.text, latestTime: latestTime)
            else { continue }
            note.add(line)
            added.append(verified)
        }
        return added
    }

    /// The note as bytes.
    public func encode() -> [UInt8] {
        note.encode()
    }
}
