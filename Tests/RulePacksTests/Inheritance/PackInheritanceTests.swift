import Backtesting
import Foundation
import RuleEngine
import RulePacks
import SupervisionModel
import Testing
import TransparencyLog

/// A pack that extends another one may tighten it; whatever loosens needs the leave of whom the parent names.
@Suite struct PackInheritanceTests {
    static let authority = try? NoteSigner(
        name: KeyName("central-bank"), type: .ed25519, seed: [UInt8](repeating: 7, count: 32))

    /// The good pack, its parameter tightened downwards, with two authorities.
    static func parent(tighten: String = ", tighten: down", keyed: Bool = false) throws -> [PackFiles.File] {
        let key =
            keyed ? "{ name: central-bank, key: \"\(authority.map { "\($0.verifierKey)" } ?? "")\" }" : "central-bank"
        return try PackText.edited(
            """
            replace pack.yaml
            approvers: [approver]
            with
            approvers: [approver]
            authorities: [local-finance, \(key)]
            end
            replace rules/credit/CRD-06.yaml
            default: 3, min: 2
            with
            default: 3, min: 2\(tighten)
            end
            """)
    }

    static func child(_ manifest: String, parent: [PackFiles.File], files: [PackFiles.File] = []) throws -> [PackFiles
        .File]
    {
        let digest = PackFiles.digest(of: try PackFiles(parent).bundle()).hex
        let text =
            "id: province\nversion: 2.0\nengine: 1\nauthors: [c]\napprovers: [d]\nextends: good@\(digest)\n\(manifest)"
        return [PackFiles.File(path: "pack.yaml", bytes: Array(text.utf8))]
            + parent.map { PackFiles.File(path: "parent/" + $0.path, bytes: $0.bytes) } + files
    }

    static func load(_ manifest: String, parent: [PackFiles.File], files: [PackFiles.File] = []) throws -> RulePack {
        try RulePack.load(files: PackFiles(child(manifest, parent: parent, files: files)))
    }

    static func codes(_ manifest: String, parent: [PackFiles.File], files: [PackFiles.File] = []) throws -> [String] {
        do {
            _ = try load(manifest, parent: parent, files: files)
            return []
        } catch let failure as LoadFailure {
            return failure.errors.map { "\($0.code) \($0.location)" }
        }
    }

    @Test func takesOverEverything() throws {
        let pack = try PackInheritanceTests.load("", parent: PackInheritanceTests.parent())
        #expect(pack.id == "province")
        #expect(pack.rules.map(\.name) == ["CRD-06"])
        #expect(pack.tests.count == 4)
        #expect(pack.lists.map(\.snapshot.id) == ["watch"])
        #expect(pack.ancestors.map(\.id) == ["good"])
    }

    @Test func tightens() throws {
        let pack = try PackInheritanceTests.load(
            "parameters: { CRD-06: { lenders: 2 } }", parent: PackInheritanceTests.parent())
        #expect(pack.rules[0].parameters.contains(Parameter(name: "lenders", value: .int(2))))
        // Its tests speak of three lenders: they hold on the parent.
        #expect(pack.tests.isEmpty)
        var engine = CoreRuleTests(naming: PlainNaming())
        let results = pack.runTests(on: &engine)
        #expect(results.count == 4)
        #expect(results.filter { !$0.hasPassed }.map(\.test.name) == [])
    }

    @Test func refusesToLoosen() throws {
        let parent = try PackInheritanceTests.parent()
        #expect(
            try PackInheritanceTests.codes("parameters: { CRD-06: { lenders: 4 } }", parent: parent)
                == ["YR1118 pack.yaml:7:34"])
        #expect(
            try PackInheritanceTests.codes("parameters: { CRD-06: { horizon: 60d } }", parent: parent)
                == ["YR1117 pack.yaml:7:34"])
        #expect(
            try PackInheritanceTests.codes(
                "parameters: { CRD-06: { lenders: 2 } }", parent: PackInheritanceTests.parent(tighten: ""))
                == ["YR1117 pack.yaml:7:34"])
        // Bounds hold for everybody.
        #expect(
            try PackInheritanceTests.codes("parameters: { CRD-06: { lenders: 1 } }", parent: parent)
                == ["YR1213 pack.yaml:7:34"])
    }

    @Test func loosensByLeave() throws {
        let parent = try PackInheritanceTests.parent()
        let leave = "authority: central-bank, document: d"
        let pack = try PackInheritanceTests.load(
            "relax: [{ rule: CRD-06, parameters: { lenders: 5 }, mode: shadow, \(leave) }]", parent: parent)
        #expect(pack.rules[0].parameters.contains(Parameter(name: "lenders", value: .int(5))))
        #expect(pack.rules[0].mode == .shadow)
        let without = try PackInheritanceTests.load("relax: [{ rule: CRD-06, off: true, \(leave) }]", parent: parent)
        #expect(without.rules.isEmpty)
        #expect(without.tests.isEmpty)
    }

    @Test func leaveComesFromWhomTheParentNames() throws {
        let parent = try PackInheritanceTests.parent()
        #expect(
            try PackInheritanceTests.codes(
                "authorities: [province-bank]\nrelax: [{ rule: CRD-06, off: true, authority: province-bank, document: d }]",
                parent: parent) == ["YR1119 pack.yaml:8:47"])
        #expect(
            try PackInheritanceTests.codes(
                "relax: [{ rule: CRD-07, off: true, authority: central-bank, document: d }]", parent: parent)
                == ["YR1107 pack.yaml:7:17"])
    }

    @Test func anotherParentIsRefused() throws {
        var files = try PackInheritanceTests.child("", parent: PackInheritanceTests.parent())
        let index = try #require(files.firstIndex { $0.path == "parent/rules/credit/CRD-06.yaml" })
        let text = String(decoding: files[index].bytes, as: UTF8.self).replacing(
            "severity: medium", with: "severity: low")
        files[index] = PackFiles.File(path: files[index].path, bytes: Array(text.utf8))
        let failure = #expect(throws: LoadFailure.self) { try RulePack.load(files: PackFiles(files)) }
        #expect(failure?.errors.map(\.code.rawValue) == ["YR1116"])
    }

    @Test func sameNamesAreAConflict() throws {
        let parent = try PackInheritanceTests.parent()
        let rule = try #require(parent.first { $0.path.hasSuffix("CRD-06.yaml") })
        let list = try #require(parent.first { $0.path.hasSuffix("watch.yaml") })
        #expect(
            try PackInheritanceTests.codes("", parent: parent, files: [rule, list])
                == ["YR1103 lists/watch.yaml:1:1", "YR1103 rules/credit/CRD-06.yaml:1:1"])
    }

    @Test func aKeyedAuthorityMustHaveSigned() throws {
        let parent = try PackInheritanceTests.parent(keyed: true)
        let signer = try #require(PackInheritanceTests.authority)
        let pack = try PackInheritanceTests.load(
            "relax: [{ rule: CRD-06, off: true, authority: central-bank, document: d }]", parent: parent)
        #expect(pack.loosenedBy == [signer.verifierKey])
        let unsigned = #expect(throws: LoadFailure.self) { try PackTrust.verifyLeave(pack) }
        #expect(unsigned?.errors.map(\.code.rawValue) == ["YR1801"])
        let note = try PackNote(of: pack).signed(by: signer, keeping: nil)
        let signed = try RulePack.load(
            files: PackFiles(pack.files.files + [PackFiles.File(path: PackFiles.notePath, bytes: note)]))
        try PackTrust.verifyLeave(signed)
        #expect(signed.digest == pack.digest)
    }

    @Test func thePackIsOneBundle() throws {
        let pack = try PackInheritanceTests.load(
            "parameters: { CRD-06: { lenders: 2 } }", parent: PackInheritanceTests.parent())
        let again = try RulePack.load(bundle: pack.bundle)
        #expect(again.digest == pack.digest)
        #expect(again.rules[0].parameters == pack.rules[0].parameters)
    }
}
