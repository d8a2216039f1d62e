/// One signature line of a note: `— name base64(u32 key ID ‖ signature)`.
public struct NoteSignature: Sendable, Hashable {
    public let name: KeyName
    public let keyID: UInt32
    /// What follows the key ID; its form depends on the type of the key. At least one byte.
    public let payload: [UInt8]

    /// EM DASH (U+2014) and a space.
    static let prefix: [UInt8] = [0xE2, 0x80, 0x94, 0x20]

    /// - Parameter payload: at least one byte.
    public init(name: KeyName, keyID: UInt32, payload: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.payload = payload
    }

    /// Parses one line without its LF.
    ///
    /// - Throws: `.malformedSignature`, `.malformedKeyName`, `.malformedBase64`.
    init(line: ArraySlice<UInt8>, number: Int?) throws(LogError) {
        guard line.starts(with: Self.prefix) else {
            throw LogError(.malformedSignature, line: number, "a signature line begins with an em dash and a space")
        }
        let content = line.dropFirst(Self.prefix.count)
        guard let space = content.firstIndex(of: 0x20),
            let nameText = String(validating: content[..<space], as: UTF8.self)
        else {
            throw LogError(.malformedSignature, line: number, "a signature line is written '— name base64'")
        }
        do {
            name = try KeyName(nameText)
        } catch {
            throw LogError(error.code, line: number, error.detail)
        }
        guard let bytes = Base64.decode(content[(space + 1)...]) else {
            throw LogError(.malformedBase64, line: number, "the signature of \(nameText) is not base 64")
        }
        guard bytes.count > 4 else {
            throw LogError(
                .malformedSignature, line: number, "the signature of \(nameText) has only \(bytes.count) bytes")
        }
        keyID = bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        payload = Array(bytes.dropFirst(4))
    }

    /// Parses signature lines as a witness returns them: each ends with LF, nothing else.
    ///
    /// - Throws: `.tooLarge`, `.missingNewline`, `.malformedSignature`, `.malformedKeyName`, `.malformedBase64`.
    public static func parseLines(_ bytes: [UInt8]) throws(LogError) -> [NoteSignature] {
        guard bytes.count <= SignedNote.maximumByteCount else {
            throw LogError(.tooLarge, "\(bytes.count) bytes of signatures; at most \(SignedNote.maximumByteCount)")
        }
        var scanner = LineScanner(bytes)
        var signatures: [NoteSignature] = []
        while let line = try scanner.next() {
            guard signatures.count < SignedNote.maximumSignatureCount else {
                throw LogError(
                    .tooLarge, line: scanner.line, "more than \(SignedNote.maximumSignatureCount) signatures")
            }
            signatures.append(try NoteSignature(line: line, number: scanner.line))
        }
        return signatures
    }

    /// Appends the line with its LF.
    public func append(to output: inout [UInt8]) {
        output.append(contentsOf: Self.prefix)
        output.append(contentsOf: name.text.utf8)
        output.append(0x20)
        Base64.append(BigEndian.bytes(keyID) + payload, to: &output)
        output.append(0x0A)
    }

    /// The line with its LF.
    public var lineBytes: [UInt8] {
        var output: [UInt8] = []
        append(to: &output)
        return output
    }
}
