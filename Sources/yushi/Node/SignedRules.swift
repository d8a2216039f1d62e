import Glibc
import RulePacks
import TransparencyLog
import YushiNode

/// The copy of a rule pack that a new node begins with, signed by an author and an approver.
enum SignedRules {
    /// Writes `rules/` and `keys/` into a directory.
    ///
    /// - Returns: the public keys of author and approver.
    static func make(from source: String, in directory: String) throws -> [VerifierKey] {
        let copy = directory + "/rules"
        for file in try PackFolder.read(source).files {
            let path = copy + "/" + file.path
            try makeFolders(to: path)
            try TextFile.write(path, file.bytes)
        }
        let pack = try RulePack.load(directory: copy, entities: .ofEveryNetwork)
        guard let author = pack.manifest.authors.first, let approver = pack.manifest.approvers.first else {
            throw CommandFailure.badInput("\(source)/pack.yaml: authors, approvers")
        }
        let keys = directory + "/keys"
        guard mkdir(keys, 0o700) == 0 || errno == EEXIST else { throw failure(keys) }
        let note = PackNote(of: pack)
        var signed: [UInt8]?
        var verifiers: [VerifierKey] = []
        for (role, person) in [("author", author), ("approver", approver)] {
            let path = "\(keys)/\(role).key"
            verifiers.append(try SignerFile.create(path, name: person))
            signed = try note.signed(by: SignerFile.read(path), keeping: signed)
        }
        try TextFile.write("\(copy)/\(PackFiles.notePath)", signed ?? [])
        return verifiers
    }

    private static func makeFolders(to path: String) throws {
        var folder = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/").dropLast() {
            folder += folder.isEmpty || folder == "/" ? String(part) : "/" + part
            guard mkdir(folder, 0o777) == 0 || errno == EEXIST else { throw failure(folder) }
        }
    }

    private static func failure(_ path: String) -> CommandFailure {
        .environment("\(path): \(String(cString: strerror(errno)))")
    }
}
