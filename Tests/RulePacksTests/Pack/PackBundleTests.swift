import Foundation
import RuleEngine
import RulePacks
import SupervisionModel
import Testing

/// A pack is one byte string, and the same pack comes out of it.
@Suite struct PackBundleTests {
    @Test func aBundleLoadsTheSamePack() throws {
        let folder = try RulePack.load(directory: PackPaths.nationalBase)
        let bytes = try RulePack.bundle(directory: PackPaths.nationalBase)
        #expect(bytes == folder.bundle)
        let again = try RulePack.load(bundle: bytes)
        #expect(again.digest == folder.digest)
        #expect(again.bundle == bytes)
        #expect(again.rules.map(\.id) == folder.rules.map(\.id))
        #expect(again.rules.map(\.location) == folder.rules.map(\.location))
        #expect(again.lists.map(\.digest) == folder.lists.map(\.digest))
        #expect(again.tests.map(\.steps) == folder.tests.map(\.steps))
        #expect(again.vocabulary.types == folder.vocabulary.types)
        #expect(again.files.files.map(\.path) == folder.files.files.map(\.path))
    }

    @Test func theOrderOfFilesDoesNotMatter() throws {
        let files = try PackText.good()
        let forward = try PackFiles(files).bundle()
        let backward = try PackFiles(files.reversed()).bundle()
        #expect(forward == backward)
    }

    @Test func aChangedByteIsAnotherDigest() throws {
        var files = try PackText.good()
        let before = PackFiles.digest(of: try PackFiles(files).bundle())
        files[0] = PackFiles.File(path: files[0].path, bytes: files[0].bytes + Array("\n".utf8))
        #expect(PackFiles.digest(of: try PackFiles(files).bundle()) != before)
    }

    @Test(arguments: [
        #"{"files":[],"format":"yushi-pack-2"}"#, #"{"files":[]}"#, #"{"files":[],"format":"yushi-pack-1","more":1}"#,
        #"{"format":"yushi-pack-1","files":[]}"#, #"{"files":[{"path":"../x","text":""}],"format":"yushi-pack-1"}"#,
        #"{"files":[{"path":"b","text":""},{"path":"a","text":""}],"format":"yushi-pack-1"}"#,
        #"{"files":[{"path":"a","text":""},{"path":"a","text":""}],"format":"yushi-pack-1"}"#, "", "[]",
    ])
    func refusesWhatIsNoBundle(_ text: String) throws {
        let failure = #expect(throws: LoadFailure.self) { try RulePack.load(bundle: Array(text.utf8)) }
        #expect(failure?.errors.map(\.code) == [.badBundle])
    }

    @Test func refusesFilesBeyondTheLimits() throws {
        func code(_ path: String, _ bytes: [UInt8]) throws -> [LoadErrorCode]? {
            let files = try PackText.good() + [PackFiles.File(path: path, bytes: bytes)]
            let failure = #expect(throws: LoadFailure.self) { try RulePack.load(files: PackFiles(files)) }
            return failure?.errors.map(\.code)
        }
        let large = [UInt8](repeating: UInt8(ascii: "#"), count: LoadLimits.fileBytes + 1)
        #expect(try code("rules/large.yaml", large) == [.fileTooLarge])
        #expect(try code("rules/latin.yaml", Array("id: ".utf8) + [0xE9, 0x20]) == [.notUTF8])
        let many = Array(("[" + String(repeating: "1, ", count: LoadLimits.nodes) + "1]").utf8)
        #expect(try code("rules/many.yaml", many).map { $0.contains(.tooManyNodes) } == true)
        let count = LoadLimits.files + 1
        let files = (0..<count).map { PackFiles.File(path: "rules/r\($0).yaml", bytes: []) }
        let tooMany = #expect(throws: LoadFailure.self) { try PackFiles(files) }
        #expect(tooMany?.errors.map(\.code) == [.packTooLarge])
        let big = [UInt8](repeating: UInt8(ascii: "#"), count: LoadLimits.fileBytes)
        let heavy = (0..<17).map { PackFiles.File(path: "rules/r\($0).yaml", bytes: big) }
        let tooHeavy = #expect(throws: LoadFailure.self) { try PackFiles(heavy) }
        #expect(tooHeavy?.errors.map(\.code) == [.packTooLarge])
    }

    @Test func namesTheByteThatIsNoUTF8() throws {
        let files = try PackText.good() + [PackFiles.File(path: "rules/x.yaml", bytes: Array("id: é".utf8) + [0xFF])]
        let failure = #expect(throws: LoadFailure.self) { try PackFiles(files).bundle() }
        #expect(failure?.errors.first?.message(in: .en) == "byte 6 is not part of valid UTF-8")
    }

    @Test func refusesAFolderThatIsNotThere() {
        let failure = #expect(throws: LoadFailure.self) { try RulePack.load(directory: "/no/such/folder") }
        #expect(failure?.errors.map(\.code) == [.unreadable])
    }

    @Test func refusesLinks() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pack-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createSymbolicLink(
            atPath: folder.appendingPathComponent("pack.yaml").path, withDestinationPath: "/etc/hostname")
        let failure = #expect(throws: LoadFailure.self) { try RulePack.load(directory: folder.path) }
        #expect(failure?.errors.map(\.code) == [.unreadable])
    }
}
