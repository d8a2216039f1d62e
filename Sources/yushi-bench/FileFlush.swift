import Foundation

/// Writes a page at the end of a file and waits until the disk has it.
final class FileFlush {
    private let file: FileHandle
    private let page = Data(repeating: 7, count: 4_096)

    init(path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path)
        else { throw BenchError("cannot write \(path)") }
        self.file = file
    }

    func writePage() throws {
        try file.write(contentsOf: page)
        try file.synchronize()
    }

    deinit { try? file.close() }
}
