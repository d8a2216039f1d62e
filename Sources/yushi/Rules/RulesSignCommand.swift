import ArgumentParser
import RulePacks
import SupervisionModel
import TransparencyLog
import YushiNode

/// `yushi rules sign`: authors and approvers sign the manifest of a pack.
struct RulesSignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Sign a pack as it is. 对规则包现状签名。",
        discussion: """
            Writes PACK/manifest.note: SHA-256 of every file, signed. A key signs for the person whose name it bears: one
            of the authors, the approvers or the authorities in pack.yaml. Earlier signatures are kept where the files are
            still the same. Make a key with `yushi key new`.
              yushi rules sign Rules --key li.key
              yushi rules sign Rules --key li.key --key2 wang.key
            """)

    @Argument(help: "Folder of the pack.", completion: .directory)
    var pack: String

    @Option(help: "Key file of the one who signs.", completion: .file())
    var key: String

    @Option(help: "Key file of another person who signs too.", completion: .file())
    var key2: String?

    @Flag(help: "One JSON object: {pack, version, digest, signers}.")
    var json = false

    func run() throws {
        let loaded = try PackArgument.load(pack)
        var signers = [try SignerFile.read(key)]
        if let key2 { signers.append(try SignerFile.read(key2)) }
        for signer in signers { try check(signer, loaded) }
        if signers.count == 2, signers[0].verifierKey.publicKey == signers[1].verifierKey.publicKey {
            throw CommandFailure.badInput(
                Language.text(
                    "--key and --key2 are one key; two persons sign, each with a key of their own",
                    "--key 与 --key2 是同一密钥；须由两人以各自的密钥签名"))
        }
        let note = PackNote(of: loaded)
        var bytes = loaded.files.note
        for signer in signers {
            do throws(LogError) { bytes = try note.signed(by: signer, keeping: bytes) } catch {
                throw CommandFailure.badInput("\(error)")
            }
        }
        try TextFile.write("\(pack)/\(PackFiles.notePath)", bytes ?? [])
        let names = signers.map(\.verifierKey.name.text)
        if json {
            StandardOutput.write(
                [
                    "digest": .string(loaded.digest.hex), "pack": .string(loaded.id),
                    "signers": .array(names.map { .string($0) }), "version": .string(loaded.version),
                ])
        } else {
            StandardOutput.write(
                Language.text(
                    "\(loaded.id) \(loaded.version) (\(loaded.digest.hex)) signed by \(names.joined(separator: ", "))",
                    "\(loaded.id) \(loaded.version)（\(loaded.digest.hex)）已由 \(names.joined(separator: "、")) 签名"))
        }
    }

    /// A key signs for a person that the pack names.
    private func check(_ signer: NoteSigner, _ pack: RulePack) throws {
        let name = signer.verifierKey.name.text
        let parents = pack.ancestors.flatMap { [$0] + $0.ancestors }
        let authorities = (pack.manifest.authorities + parents.flatMap(\.manifest.authorities)).map(\.name)
        let persons = pack.manifest.authors + pack.manifest.approvers + authorities
        guard !persons.contains(where: { $0.utf8.elementsEqual(name.utf8) }) else { return }
        throw CommandFailure.badInput(
            Language.text(
                "the key is of \"\(name)\"; pack.yaml names the authors \(pack.manifest.authors.joined(separator: ", ")) "
                    + "and the approvers \(pack.manifest.approvers.joined(separator: ", "))",
                "密钥属于 \"\(name)\"；pack.yaml 的作者为 \(pack.manifest.authors.joined(separator: "、"))，"
                    + "批准人为 \(pack.manifest.approvers.joined(separator: "、"))"))
    }
}
