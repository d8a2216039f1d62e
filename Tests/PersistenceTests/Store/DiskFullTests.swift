import Foundation
import Persistence
import Testing

@Suite struct DiskFullTests {
    /// A file system of that size, unmounted at the end; `nil` where mounting is not allowed.
    private final class SmallDisk {
        let directory = TestDirectory()
        var path: String { directory("mount") }

        init?(kibibytes: Int) {
            try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            guard Self.run("/bin/mount", ["-t", "tmpfs", "-o", "size=\(kibibytes)k", "tmpfs", path]) else { return nil }
        }

        deinit { _ = Self.run("/bin/umount", ["-l", path]) }

        private static func run(_ program: String, _ arguments: [String]) -> Bool {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: program)
            process.arguments = arguments
            process.standardError = FileHandle.nullDevice
            guard (try? process.run()) != nil else { return false }
            process.waitUntilExit()
            return process.terminationStatus == 0
        }
    }

    @Test(arguments: [false, true]) func aFullDiskStopsAndLosesNothing(withBlocks: Bool) throws {
        guard let disk = SmallDisk(kibibytes: 3_000) else {
            print("SKIPPED aFullDiskStopsAndLosesNothing: mounting a tmpfs needs root")
            return
        }
        let ballast = disk.path + "/ballast"
        try Data(count: 1_000_000).write(to: URL(fileURLWithPath: ballast))
        let store = try Store.create(at: disk.path + "/s", kind: .live, origin: "o")
        var size: UInt64 = 0
        var failure: StoreError?
        while failure == nil {
            do throws(StoreError) {
                var (batch, _) = Fixtures.batch(size..<(size + 20))
                if withBlocks {
                    batch.put(try store.archive.append([UInt8](repeating: UInt8(size % 251), count: 50_000)))
                }
                size = try store.commit(batch).size
            } catch {
                failure = error
            }
            try #require(size < 100_000)
        }
        #expect(failure?.code == .diskFull)
        #expect(failure?.category == .environment)
        #expect(failure?.english.contains("Free space") == true)
        // Nothing is tried again on files of which nobody knows what they hold.
        let again = #expect(throws: StoreError.self) {
            if withBlocks { try store.archive.append([9, 9, 9]) }
            try store.commit(Fixtures.batch(size..<(size + 1)).batch)
        }
        #expect(again?.code == .stopped)
        try? store.close()

        try FileManager.default.removeItem(atPath: ballast)
        let reopened = try Store.open(at: disk.path + "/s", for: .writing)
        #expect(try reopened.ledger.head() == LedgerHead(size: size, root: Fixtures.root(size)))
        try reopened.commit(Fixtures.batch(size..<(size + 1)).batch)
        try reopened.close()
    }
}
