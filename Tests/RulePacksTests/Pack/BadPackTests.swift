import Foundation
import RuleEngine
import RulePacks
import Testing

/// Every kind of error, told exactly as it is told to whoever wrote the pack.
@Suite struct BadPackTests {
    static let names: [String] =
        ((try? FileManager.default.contentsOfDirectory(atPath: PackPaths.badPacks.path)) ?? [])
        .filter { $0.hasSuffix(".pack") }.map { String($0.dropLast(".pack".count)) }.sorted()

    @Test func theGoodPackIsGood() throws {
        let pack = try RulePack.load(files: PackFiles(PackText.good()))
        #expect(pack.rules.map(\.id) == ["CRD-06"])
        #expect(pack.tests.count == 4)
    }

    @Test(arguments: names)
    func saysWhatIsWrong(_ name: String) throws {
        let source = try String(contentsOf: PackPaths.badPacks.appendingPathComponent(name + ".pack"), encoding: .utf8)
        let files = try PackText.edited(source)
        let failure = #expect(throws: LoadFailure.self) { try RulePack.load(files: PackFiles(files)) }
        guard let failure else { return }
        let report = failure.report(in: .en) + "\n\n" + failure.report(in: .zh) + "\n"
        let expectedFile = PackPaths.badPacks.appendingPathComponent(name + ".expected")
        if ProcessInfo.processInfo.environment["YUSHI_RECORD_EXPECTED"] != nil {
            try report.write(to: expectedFile, atomically: true, encoding: .utf8)
        }
        let expected = try String(contentsOf: expectedFile, encoding: .utf8)
        #expect(report == expected)
        let code = String(name.prefix(6))
        #expect(failure.errors.contains { $0.code.rawValue == code })
        for error in failure.errors {
            #expect(error.location.line >= 1)
            #expect(error.location.column >= 1)
        }
    }
}
