import RuleEngine
import SupervisionModel
public import TransparencyLog

/// The signed manifest of a pack, `manifest.note` in its folder: a C2SP signed note whose text is
///
/// ```
/// yushi-pack-manifest/v1
/// ID VERSION
/// SHA-256 of the bundle
/// SHA-256 PATH          one line a file, in the order of the paths' bytes
/// ```
///
/// digests in hexadecimal, every line ended by LF. The bundle's digest is what the ledger records; the lines of the
/// files say which one was changed.
public struct PackNote: Sendable {
    static let header = "yushi-pack-manifest/v1"

    /// What is signed.
    public let text: [UInt8]

    /// The manifest of a pack as its files are.
    public init(of pack: RulePack) {
        var lines = [PackNote.header, "\(pack.id) \(pack.version)", pack.digest.hex]
        lines += pack.files.files.map { "\(PackFiles.digest(of: $0.bytes).hex) \($0.path)" }
        text = Array(lines.map { $0 + "\n" }.joined().utf8)
    }

    /// The names under the note of a pack, unverified; empty without a note, `nil` for a note over other files.
    public static func signers(of pack: RulePack) -> [String]? {
        guard let bytes = pack.files.note else { return [] }
        guard let note = try? SignedNote(parsing: bytes), note.text == PackNote(of: pack).text else { return nil }
        return note.signatures.map(\.name.text)
    }

    /// The note with one more signature, the earlier ones kept where they are of the same text.
    ///
    /// - Parameter earlier: the bytes of the note that is there.
    /// - Throws: `LogError` for a key that does not sign notes.
    public func signed(by signer: NoteSigner, keeping earlier: [UInt8]?) throws(LogError) -> [UInt8] {
        var note = try SignedNote(text: text, signatures: [])
        if let earlier, let old = try? SignedNote(parsing: earlier), old.text == text {
            for signature in old.signatures
            where signature.name != signer.verifierKey.name || signature.keyID != signer.verifierKey.keyID {
                note.add(signature)
            }
        }
        note.add(try signer.sign(text: text))
        return note.encode()
    }
}
