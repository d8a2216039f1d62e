import RuleEngine
public import SupervisionModel

/// Reads lists that others publish, which a configuration names by file. Each is read whole or refused whole.
public enum ListImport {
    /// A list in the form of a pack's `lists/` folder; JSON when `path` ends so.
    public static func list(
        _ bytes: [UInt8], path: String, entities: EntityReader
    ) throws(LoadFailure) -> ListFile {
        let (file, diagnostics) = try open(bytes, path)
        let list = ListReader(diagnostics: diagnostics, entities: entities).read(file)
        try diagnostics.failIfAny()
        guard let list else { throw unknown(path, "nothing could be read") }
        return list
    }

    /// A plain JSON array of address texts, such as the lists made from OFAC's SDN file. Entry n is `ID/n`, from 1.
    ///
    /// Published lists contain some texts that are no address of the network they are said to be of. Such an entry is
    /// kept as a name, which no address equals, and is in `warnings`; when it is more than one in ten, the file is no
    /// list of addresses and is refused.
    ///
    /// - Parameter from: since when the entries count; a plain list does not say.
    public static func addresses(
        _ bytes: [UInt8], path: String, id: String, version: String, source: String, from: Timestamp = .distantPast,
        entities: EntityReader
    ) throws(LoadFailure) -> ListFile {
        let (file, diagnostics) = try open(bytes, path)
        guard let root = JSONDocument.read(file, into: diagnostics, maximumBytes: LoadLimits.listBytes) else {
            throw LoadFailure(diagnostics.errors)
        }
        guard case .sequence(let elements) = root.content else {
            throw unknown(path, "expected an array of addresses, found \(root.kind)")
        }
        guard elements.count <= LoadLimits.listEntries else {
            diagnostics.report(.tooManyEntries, at: root.location, ["\(LoadLimits.listEntries)"])
            throw LoadFailure(diagnostics.errors)
        }
        var entries: [ListFile.Entry] = []
        var warnings: [LoadError] = []
        for (index, element) in elements.enumerated() {
            guard let text = diagnostics.text(element, "an address") else { continue }
            guard let subject = entities.entity(of: text) else {
                diagnostics.report(.badEntry, at: root.location, [text, "a reference"])
                continue
            }
            if entities.parseAddress(text, nil) == nil {
                let what = "an address of a known network (entry \(index + 1))"
                warnings.append(LoadError(.badEntry, at: root.location, [text, what]))
            }
            entries.append(
                ListFile.Entry(subject: subject, entry: "\(id)/\(index + 1)", from: from, until: nil, label: ""))
        }
        try diagnostics.failIfAny()
        guard warnings.count * 10 <= elements.count else { throw LoadFailure(warnings) }
        return ListFile(id: id, version: version, source: source, entries: entries, warnings: warnings)
    }

    /// Files of mining pools, one pool a file: `{id, name, addresses, tags, link}`. Payout addresses become entries
    /// with the pool's name as label, coinbase tags become tags.
    ///
    /// - Parameter files: sorted by path here, so that the order in which a folder lists them does not matter.
    public static func pools(
        _ files: [(path: String, bytes: [UInt8])], id: String, version: String, source: String, entities: EntityReader
    ) throws(LoadFailure) -> ListFile {
        var entries: [ListFile.Entry] = []
        var tags: [TagList.Tag] = []
        var errors: [LoadError] = []
        for (path, bytes) in files.sorted(by: { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }) {
            do throws(LoadFailure) {
                let pool = try self.pool(bytes, path: path, id: id, entities: entities)
                entries += pool.entries
                tags += pool.tags
            } catch {
                errors += error.errors
            }
        }
        guard errors.isEmpty else { throw LoadFailure(errors) }
        return ListFile(id: id, version: version, source: source, entries: entries, tags: tags)
    }

    private static func pool(
        _ bytes: [UInt8], path: String, id: String, entities: EntityReader
    ) throws(LoadFailure) -> (entries: [ListFile.Entry], tags: [TagList.Tag]) {
        let (file, diagnostics) = try open(bytes, path)
        guard let root = JSONDocument.read(file, into: diagnostics),
            var mapping = YAMLMapping(root, "a pool", diagnostics)
        else { throw LoadFailure(diagnostics.errors) }
        let number = mapping.required("id").flatMap { diagnostics.integer($0, "id", in: 0...Int64(Int32.max)) } ?? 0
        let name = mapping.required("name").flatMap { diagnostics.text($0, "name") } ?? ""
        let addresses = mapping.required("addresses").flatMap { diagnostics.texts($0, "addresses") } ?? []
        let tags = mapping.required("tags").flatMap { diagnostics.texts($0, "tags") } ?? []
        _ = mapping.optional("link")
        mapping.finish()
        var entries: [ListFile.Entry] = []
        for address in addresses {
            guard let subject = entities.parseAddress(address, nil) else {
                diagnostics.report(.badEntry, at: root.location, [address, "an address of a known network"])
                continue
            }
            entries.append(
                ListFile.Entry(
                    subject: subject, entry: "\(id)/\(number)/\(address)", from: .distantPast, until: nil, label: name))
        }
        for tag in tags where tag.utf8.count > ListReader.maximumTagBytes {
            diagnostics.report(
                .badEntry, at: root.location, [tag, "a tag of at most \(ListReader.maximumTagBytes) bytes"])
        }
        try diagnostics.failIfAny()
        return (entries, tags.map { TagList.Tag(bytes: Array($0.utf8), label: name) })
    }

    private static func open(_ bytes: [UInt8], _ path: String) throws(LoadFailure) -> (SourceFile, Diagnostics) {
        let diagnostics = Diagnostics()
        guard let file = SourceFile.decode(bytes, path: path, maximumBytes: LoadLimits.listBytes, into: diagnostics)
        else { throw LoadFailure(diagnostics.errors) }
        return (file, diagnostics)
    }

    private static func unknown(_ path: String, _ reason: String) -> LoadFailure {
        LoadFailure([LoadError(.unknownListForm, at: SourceLocation(file: path, line: 1, column: 1), [reason])])
    }
}
