/// A text with signatures (C2SP signed-note): the text, a blank line, signature lines.
///
/// Lines of keys that are not known are kept: encoding a parsed note gives its bytes again.
public struct SignedNote: Sendable, Hashable {
    /// A longer note is refused unread. (One ML-DSA-44 line is about 3,300 bytes.)
    public static let maximumByteCount = 1_000_000
    /// A note with more signature lines is refused.
    public static let maximumSignatureCount = 100

    /// UTF-8, ends with LF; the blank line is not part of it.
    public let text: [UInt8]
    public private(set) var signatures: [NoteSignature]

    /// - Parameter text: UTF-8 without control characters but LF, ending with LF.
    /// - Throws: `.forbiddenByte`, `.missingNewline`.
    public init(text: [UInt8], signatures: [NoteSignature]) throws(LogError) {
        try Self.checkCharacters(text)
        guard text.last == 0x0A else { throw LogError(.missingNewline, "the text of a note ends with LF") }
        self.text = text
        self.signatures = signatures
    }

    /// Parses a note. Signatures are not verified: see ``verify(with:latestTime:)``.
    ///
    /// - Throws: `.tooLarge`, `.forbiddenByte`, `.notANote`, `.missingNewline`, `.malformedSignature`,
    ///   `.malformedKeyName`, `.malformedBase64`.
    public init(parsing bytes: [UInt8]) throws(LogError) {
        guard bytes.count <= Self.maximumByteCount else {
            throw LogError(.tooLarge, "a note of \(bytes.count) bytes; at most \(Self.maximumByteCount)")
        }
        try Self.checkCharacters(bytes)
        // The last blank line separates: the text may contain blank lines, the signatures cannot.
        var split: Int?
        var index = bytes.count - 1
        while index > 0 {
            if bytes[index] == 0x0A, bytes[index - 1] == 0x0A {
                split = index
                break
            }
            index -= 1
        }
        guard let split else { throw LogError(.notANote, "no blank line between text and signatures") }
        guard split + 1 < bytes.count else { throw LogError(.notANote, "no signature after the blank line") }
        let text = Array(bytes[..<split])
        let firstLine = text.count { $0 == 0x0A } + 1
        var scanner = LineScanner(bytes[(split + 1)...])
        var signatures: [NoteSignature] = []
        while let line = try scanner.next() {
            guard signatures.count < Self.maximumSignatureCount else {
                throw LogError(.tooLarge, "more than \(Self.maximumSignatureCount) signatures")
            }
            signatures.append(try NoteSignature(line: line, number: firstLine + scanner.line))
        }
        self.text = text
        self.signatures = signatures
    }

    /// The note as bytes.
    public func encode() -> [UInt8] {
        var output = text
        output.append(0x0A)
        for signature in signatures { signature.append(to: &output) }
        return output
    }

    /// Adds a line, unless the very same line is there.
    public mutating func add(_ signature: NoteSignature) {
        if !signatures.contains(signature) { signatures.append(signature) }
    }

    mutating func keep(_ isKept: (NoteSignature) -> Bool) {
        signatures.removeAll { !isKept($0) }
    }

    /// Verifies every line that names a trusted key. Lines of other keys are ignored. ML-DSA, ECDSA and CT keys cannot be
    /// verified here: their lines count as unknown.
    ///
    /// - Parameters:
    ///   - keys: what the caller trusts, no public key twice.
    ///   - latestTime: POSIX seconds; a cosignature with a later time is refused. The caller's clock plus a tolerance.
    ///     nil does not judge the time.
    /// - Returns: the good signatures in the order of the lines; at least one.
    /// - Throws: `.duplicateKey`; `.invalidSignature`, `.duplicateSignature` or `.unacceptableTime` when a trusted key
    ///   has a bad line, even beside good ones; `.noTrustedSignature`.
    public func verify(with keys: [VerifierKey], latestTime: UInt64? = nil) throws(LogError) -> [VerifiedSignature] {
        try VerifierKey.checkDistinct(keys)
        var verified: [VerifiedSignature] = []
        for signature in signatures {
            for key in keys
            where key.keyID == signature.keyID && key.name == signature.name
                && (key.type.isVerifiableLog || key.type.isVerifiableWitness)
            {
                guard !verified.contains(where: { $0.key.name == key.name && $0.key.keyID == key.keyID }) else {
                    throw LogError(.duplicateSignature, "two signatures of \(key.name)")
                }
                verified.append(try key.verify(signature, over: text, latestTime: latestTime))
            }
        }
        guard !verified.isEmpty else {
            throw LogError(.noTrustedSignature, "none of \(signatures.count) signatures is of a trusted key")
        }
        return verified
    }

    private static func checkCharacters(_ bytes: [UInt8]) throws(LogError) {
        if let bad = bytes.firstIndex(where: { $0 < 0x20 && $0 != 0x0A }) {
            let line = bytes[..<bad].count { $0 == 0x0A } + 1
            throw LogError(.forbiddenByte, line: line, "control character \(bytes[bad]) at byte \(bad)")
        }
        let span = bytes.span
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: span)
        } catch {
            throw LogError(.forbiddenByte, "not UTF-8 at byte \(error.byteOffsets.lowerBound)")
        }
    }
}
