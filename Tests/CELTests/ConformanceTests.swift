import CELConformance
import Foundation
import Testing

/// The official suite, where it is present beside the repository.
@Suite struct ConformanceTests {
    private static let folder: URL = {
        let shared = ProcessInfo.processInfo.environment["YUSHI_SHARED"]
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return (shared.map { URL(fileURLWithPath: $0) } ?? root.appending(path: "../shared")).appending(path: "cel")
    }()

    private static let isPresent = FileManager.default.fileExists(atPath: folder.appending(path: "basic.json").path)

    @Test(
        .enabled(if: isPresent, "SKIPPED: the conformance data (shared/cel) is not here; set YUSHI_SHARED"),
        arguments: ConformanceSuite.Mode.allCases)
    func passesTheOfficialSuite(_ mode: ConformanceSuite.Mode) throws {
        let files = try FileManager.default.contentsOfDirectory(at: Self.folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }
        #expect(!files.isEmpty)
        var passed = 0
        for file in files.sorted(by: { $0.path < $1.path }) {
            let report = try ConformanceSuite(utf8: [UInt8](Data(contentsOf: file))).run(mode)
            passed += report.passed
            let failures = report.results.filter { $0.outcome == .failed }.map { "\($0.id): \($0.detail)" }
            #expect(failures.isEmpty, "\(file.lastPathComponent)")
        }
        #expect(passed > 1_400)
    }
}
