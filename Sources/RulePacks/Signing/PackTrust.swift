import RuleEngine
public import SupervisionModel
public import TransparencyLog

/// Whose signatures on packs count. A key is that of the person whose name it bears; `pack.yaml` says who is author and
/// who approver, and that is signed too.
public struct PackTrust: Sendable {
    private let keys: [VerifierKey]

    public init(keys: [VerifierKey]) { self.keys = keys }

    /// Checks that an author and an approver, two persons with two keys, have signed the pack as it is.
    ///
    /// - Throws: `LoadFailure` with everything that does not hold: no signed manifest (YR1801), one that does not read
    ///   or verify (YR1802), every file that was changed, added or removed since (YR1803), a signature that is
    ///   missing (YR1804), one key for two persons (YR1806).
    public func verify(_ pack: RulePack) throws(LoadFailure) {
        let note = try PackTrust.note(of: pack)
        try PackTrust.compare(note, with: pack)
        let verified = try PackTrust.verified(note, keys + pack.loosenedBy)
        let names = verified.map(\.key.name.text)
        var errors: [LoadError] = []
        func require(_ persons: [String], _ what: String) {
            let isThere = persons.contains { person in names.contains { $0.utf8.elementsEqual(person.utf8) } }
            if !isThere { errors.append(LoadError(.signatureMissing, at: PackTrust.place, [what])) }
        }
        require(pack.manifest.authors, "an author")
        require(pack.manifest.approvers, "an approver")
        guard errors.isEmpty else { throw LoadFailure(errors) }
        try PackTrust.checkLeave(pack, verified)
    }

    /// Checks that the authorities by whose leave the pack loosens what it inherits have signed it as it is; needed
    /// also where nobody asks for other signatures.
    public static func verifyLeave(_ pack: RulePack) throws(LoadFailure) {
        guard !pack.loosenedBy.isEmpty else { return }
        let note = try note(of: pack)
        try compare(note, with: pack)
        try checkLeave(pack, try verified(note, pack.loosenedBy))
    }

    // MARK: Steps

    private static let place = SourceLocation(file: PackFiles.notePath, line: 1, column: 1)

    private static func note(of pack: RulePack) throws(LoadFailure) -> SignedNote {
        guard let bytes = pack.files.note else { throw LoadFailure([LoadError(.notSigned, at: place)]) }
        do throws(LogError) { return try SignedNote(parsing: bytes) } catch {
            throw bad("it is no signed note")
        }
    }

    private static func bad(_ reason: String) -> LoadFailure {
        LoadFailure([LoadError(.badSignature, at: place, [reason])])
    }

    private static func verified(_ note: SignedNote, _ keys: [VerifierKey]) throws(LoadFailure) -> [VerifiedSignature] {
        var distinct: [VerifierKey] = []
        for key in keys where !distinct.contains(key) { distinct.append(key) }
        for (index, key) in distinct.enumerated() {
            if let other = distinct[..<index].first(where: { $0.publicKey == key.publicKey }) {
                throw LoadFailure([LoadError(.sameKey, at: place, [other.name.text, key.name.text])])
            }
        }
        var verified: [VerifiedSignature] = []
        for key in distinct where note.signatures.contains(where: { $0.name == key.name && $0.keyID == key.keyID }) {
            do throws(LogError) { verified += try note.verify(with: [key]) } catch {
                let isTwice = error.code == .duplicateSignature
                throw bad(
                    isTwice ? "two signatures of \"\(key.name)\"" : "the signature of \"\(key.name)\" does not verify")
            }
        }
        return verified
    }

    /// Names every file that is not as it was signed.
    private static func compare(_ note: SignedNote, with pack: RulePack) throws(LoadFailure) {
        let wanted = PackNote(of: pack).text
        guard note.text != wanted else { return }
        let lines = String(decoding: note.text, as: UTF8.self).split(separator: "\n").map(String.init)
        guard lines.count >= 3, lines[0].utf8.elementsEqual(PackNote.header.utf8) else {
            throw bad("its text is not that of a manifest")
        }
        var signed: [String: String] = [:]
        for line in lines.dropFirst(3) {
            let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
            if parts.count == 2 { signed[parts[1]] = parts[0] }
        }
        var errors: [LoadError] = []
        func report(_ path: String, _ what: String) {
            errors.append(
                LoadError(.changedSinceSigned, at: SourceLocation(file: path, line: 1, column: 1), [what]))
        }
        for file in pack.files.files {
            guard let digest = signed.removeValue(forKey: file.path) else {
                report(file.path, "was added since the pack was signed")
                continue
            }
            if digest != PackFiles.digest(of: file.bytes).hex {
                report(file.path, "was changed since it was signed")
            }
        }
        for path in signed.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            report(path, "is missing since the pack was signed")
        }
        guard errors.isEmpty else { throw LoadFailure(errors) }
        let named = "\(pack.id) \(pack.version)"
        throw lines[1].utf8.elementsEqual(named.utf8)
            ? bad("its text is not that of a manifest") : bad("it is of \"\(lines[1])\", the pack is \"\(named)\"")
    }

    private static func checkLeave(_ pack: RulePack, _ verified: [VerifiedSignature]) throws(LoadFailure) {
        let missing = pack.loosenedBy.filter { key in !verified.contains { $0.key == key } }
        guard missing.isEmpty else {
            throw LoadFailure(
                missing.map { LoadError(.signatureMissing, at: place, ["an authority, \($0.name)"]) })
        }
    }
}

extension RulePack {
    /// Checks that the pack may follow the one that was active last: the same pack never goes back to an older version.
    ///
    /// - Parameter isStrict: where signatures are required a version means one content only.
    /// - Throws: `LoadFailure` with YR1805.
    public func checkFollows(_ last: PackManifest, digest: Digest32, isStrict: Bool) throws(LoadFailure) {
        guard last.id.utf8.elementsEqual(id.utf8), self.digest != digest else { return }
        guard manifest.version < last.version || isStrict && manifest.version == last.version else { return }
        let place = SourceLocation(file: PackManifestReader.path, line: 1, column: 1)
        throw LoadFailure([LoadError(.olderVersion, at: place, [version, last.version.description])])
    }
}
