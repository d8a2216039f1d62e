import Foundation
import RuleEngine
import RulePacks
import SupervisionModel
import Testing
import TransparencyLog

/// A pack counts as its author and its approver have signed it.
@Suite struct PackTrustTests {
    static func signer(_ name: String, _ seed: UInt8, sm2: Bool = false) throws -> NoteSigner {
        try NoteSigner(name: KeyName(name), type: sm2 ? .sm2 : .ed25519, seed: [UInt8](repeating: seed, count: 32))
    }

    static func signed(_ signers: [NoteSigner], files: [PackFiles.File]? = nil) throws -> [PackFiles.File] {
        let files = try files ?? PackText.good()
        let pack = try RulePack.load(files: PackFiles(files))
        var note: [UInt8]?
        for signer in signers { note = try PackNote(of: pack).signed(by: signer, keeping: note) }
        return files + [PackFiles.File(path: PackFiles.notePath, bytes: note ?? [])]
    }

    static func problems(_ files: [PackFiles.File], _ trusted: [NoteSigner]) throws -> [String] {
        let pack = try RulePack.load(files: PackFiles(files))
        do throws(LoadFailure) {
            try PackTrust(keys: trusted.map(\.verifierKey)).verify(pack)
            return []
        } catch {
            return error.errors.map(\.description)
        }
    }

    @Test(arguments: [false, true]) func acceptsAuthorAndApprover(sm2: Bool) throws {
        let signers = [try Self.signer("author", 1), try Self.signer("approver", 2, sm2: sm2)]
        #expect(try Self.problems(Self.signed(signers), signers) == [])
    }

    @Test func aStrippedSignatureIsRefused() throws {
        let signers = [try Self.signer("author", 1), try Self.signer("approver", 2)]
        #expect(try Self.problems(PackText.good(), signers) == ["YR1801 manifest.note:1:1 the pack is not signed"])
    }

    @Test func oneOfTwoIsNotEnough() throws {
        let signers = [try Self.signer("author", 1), try Self.signer("approver", 2)]
        #expect(
            try Self.problems(Self.signed([signers[0]]), signers)
                == ["YR1804 manifest.note:1:1 no trusted signature of an approver"])
        // A key that nobody trusts counts for nothing, whatever name it bears.
        let stranger = try Self.signer("approver", 9)
        #expect(
            try Self.problems(Self.signed([signers[0], stranger]), signers)
                == ["YR1804 manifest.note:1:1 no trusted signature of an approver"])
    }

    @Test func oneKeyUnderTwoNamesIsRefused() throws {
        let signers = [try Self.signer("author", 1), try Self.signer("approver", 1)]
        #expect(
            try Self.problems(Self.signed(signers), signers)
                == ["YR1806 manifest.note:1:1 \"author\" and \"approver\" sign with one key"])
    }

    @Test func everyChangedFileIsNamed() throws {
        let signers = [try Self.signer("author", 1), try Self.signer("approver", 2)]
        var files = try Self.signed(signers)
        let index = try #require(files.firstIndex { $0.path == "rules/credit/CRD-06.yaml" })
        let text = String(decoding: files[index].bytes, as: UTF8.self).replacing(
            "severity: medium", with: "severity: low")
        files[index] = PackFiles.File(path: files[index].path, bytes: Array(text.utf8))
        files.append(
            PackFiles.File(path: "lists/new.yaml", bytes: Array("id: new\nversion: 1\nsource: s\nentries: [X]\n".utf8)))
        files.removeAll { $0.path == "lists/watch.yaml" }
        #expect(
            try Self.problems(files, signers) == [
                "YR1803 lists/new.yaml:1:1 the file was added since the pack was signed",
                "YR1803 lists/watch.yaml:1:1 the file is missing since the pack was signed",
                "YR1803 rules/credit/CRD-06.yaml:1:1 the file was changed since it was signed",
            ])
    }

    @Test func aForgedSignatureIsRefused() throws {
        let signers = [try Self.signer("author", 1), try Self.signer("approver", 2)]
        let files = try Self.signed(signers)
        let note = try #require(files.last).bytes
        // The last character of base 64 before the line's end says two bits only; the one before it is a whole one.
        var forged = note
        let place = forged.count - 6
        forged[place] = forged[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
        let problems = try Self.problems(
            files.dropLast() + [PackFiles.File(path: PackFiles.notePath, bytes: forged)], signers)
        #expect(
            problems == [
                "YR1802 manifest.note:1:1 the signed manifest does not hold: the signature of \"approver\" does not verify"
            ])
        #expect(
            try Self.problems(
                files.dropLast() + [PackFiles.File(path: PackFiles.notePath, bytes: Array("nothing".utf8))], signers)
                == ["YR1802 manifest.note:1:1 the signed manifest does not hold: it is no signed note"])
    }

    @Test func neverGoesBack() throws {
        func pack(_ version: String, _ severity: String = "medium") throws -> RulePack {
            try RulePack.load(
                files: PackFiles(
                    PackText.edited(
                        """
                        replace pack.yaml
                        version: 1.0
                        with
                        version: \(version)
                        end
                        replace rules/credit/CRD-06.yaml
                        severity: medium
                        with
                        severity: \(severity)
                        end
                        """)))
        }
        func follows(_ new: RulePack, _ old: RulePack, strict: Bool) -> Bool {
            (try? new.checkFollows(old.manifest, digest: old.digest, isStrict: strict)) != nil
        }
        let first = try pack("1.9")
        #expect(follows(try pack("1.10"), first, strict: true))
        #expect(follows(first, first, strict: true))
        #expect(!follows(first, try pack("1.10"), strict: false))
        #expect(!follows(try pack("1.9.0", "low"), first, strict: true))
        #expect(follows(try pack("1.9.0", "low"), first, strict: false))
    }

    @Test func theSignatureIsNoPartOfThePack() throws {
        let signers = [try Self.signer("author", 1), try Self.signer("approver", 2)]
        let plain = try RulePack.load(files: PackFiles(PackText.good()))
        let signed = try RulePack.load(files: PackFiles(Self.signed(signers)))
        #expect(plain.digest == signed.digest)
        #expect(plain.bundle == signed.bundle)
    }
}
