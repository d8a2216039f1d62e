import ChainCrypto
public import RuleEngine
public import SupervisionModel

/// A list as content: the bytes that the content store keeps and the `list.updated` input names by their SHA-256.
///
/// Canonical JSON `{entries: [{entry, from?, label?, subject, until?}], format, id, source, tags: [{label, tag}],
/// version}`; subjects are the hexadecimal canonical bytes of references, tags hexadecimal bytes, moments
/// milliseconds. Nothing in it has to be parsed by a chain's rules again, so a replay reads it without adapters.
public struct ListBundle: Sendable {
    public static let format = "yushi-list-1"

    public let bytes: [UInt8]
    public let snapshot: ListSnapshot
    public let tags: TagList
    public let source: String

    /// SHA-256 of `bytes`.
    public var digest: Digest32 { snapshot.content }

    /// Encodes a list. Order of entries and tags is that of the file.
    public init(_ file: ListFile) {
        let bytes = ListBundle.json(file).encode()
        self.init(file, bytes: bytes)
    }

    private init(_ file: ListFile, bytes: [UInt8]) {
        self.bytes = bytes
        let digest = Digest32(SHA256.hash(bytes).bytes) ?? .zero
        snapshot = ListSnapshot(id: file.id, version: file.version, content: digest, entries: file.entries)
        tags = TagList(id: file.id, version: file.version, content: digest, tags: file.tags)
        source = file.source
    }

    /// Reads what `bytes` holds.
    /// - Throws: `LoadFailure` with YR1105 for anything but the canonical bytes of a list.
    public init(bytes: [UInt8]) throws(LoadFailure) {
        let value: JSONValue
        do throws(JSONError) {
            value = try CanonicalJSON.decode(bytes, maximumBytes: LoadLimits.listBytes)
        } catch {
            throw ListBundle.failure(JSONProblem.phrase(error))
        }
        let file: ListFile
        do throws(JSONReadError) { file = try ListBundle.read(JSONReader(value)) } catch {
            throw ListBundle.failure(JSONProblem.phrase(error))
        }
        self.init(file, bytes: bytes)
    }

    private static func failure(_ reason: String) -> LoadFailure {
        LoadFailure([LoadError(.badBundle, at: SourceLocation(file: "list", line: 1, column: 1), [reason])])
    }

    // MARK: JSON

    private static func json(_ file: ListFile) -> JSONObject {
        [
            "entries": .array(file.entries.map { .object(json($0)) }), "format": .string(format),
            "id": .string(file.id), "source": .string(file.source),
            "tags": .array(
                file.tags.map { ["label": .string($0.label), "tag": .string(Hex.encode($0.bytes))] as JSONValue }),
            "version": .string(file.version),
        ]
    }

    private static func json(_ entry: ListSnapshot.Entry) -> JSONObject {
        var object: JSONObject = [
            "entry": .string(entry.entry), "subject": .string(Hex.encode(entry.subject.canonicalBytes)),
        ]
        if entry.from != .distantPast { object.set("from", to: .integer(entry.from.milliseconds)) }
        if let until = entry.until { object.set("until", to: .integer(until.milliseconds)) }
        if !entry.label.isEmpty { object.set("label", to: .string(entry.label)) }
        return object
    }

    private static func read(_ reader: JSONReader) throws(JSONReadError) -> ListFile {
        try reader.allowOnly(["entries", "format", "id", "source", "tags", "version"])
        let format = try reader.string("format")
        guard format.utf8.elementsEqual(ListBundle.format.utf8) else {
            throw try reader.member("format").invalid(expected: ListBundle.format, found: format)
        }
        var entries: [ListSnapshot.Entry] = []
        for element in try reader.array("entries") { entries.append(try entry(element)) }
        var tags: [TagList.Tag] = []
        for element in try reader.array("tags") {
            try element.allowOnly(["label", "tag"])
            let text = try element.string("tag")
            guard let bytes = Hex.decode(text), !bytes.isEmpty else {
                throw try element.member("tag").invalid(expected: "hexadecimal bytes", found: text)
            }
            tags.append(TagList.Tag(bytes: bytes, label: try element.string("label")))
        }
        return ListFile(
            id: try reader.string("id"), version: try reader.string("version"), source: try reader.string("source"),
            entries: entries, tags: tags)
    }

    private static func entry(_ reader: JSONReader) throws(JSONReadError) -> ListSnapshot.Entry {
        try reader.allowOnly(["entry", "from", "label", "subject", "until"])
        let text = try reader.string("subject")
        guard let bytes = Hex.decode(text), let subject = EntityRef(canonicalBytes: bytes) else {
            throw try reader.member("subject").invalid(expected: "canonical bytes of a reference", found: text)
        }
        return ListSnapshot.Entry(
            subject: subject, entry: try reader.string("entry"),
            from: try reader.optionalInteger("from").map { Timestamp(milliseconds: $0) } ?? .distantPast,
            until: try reader.optionalInteger("until").map { Timestamp(milliseconds: $0) },
            label: try reader.optionalString("label") ?? "")
    }
}
