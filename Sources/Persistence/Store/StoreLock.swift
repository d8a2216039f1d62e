import Glibc

/// The exclusive right to write a store, held until the last reference goes or the process ends.
///
/// flock(2) on an open file: the kernel releases it when the process dies, however it dies. The file holds the number
/// of the process for the message to the second one.
final class StoreLock: Sendable {
    private let file: OpenFile

    /// - Throws: `store.locked` with the number of the process that has it.
    init(path: String, directory: String) throws(StoreError) {
        file = try OpenFile(path, flags: O_RDWR | O_CREAT)
        guard try file.tryLock() else {
            let text = String(decoding: try file.bytes(at: 0, count: 20), as: UTF8.self).prefix { $0 != "\n" }
            throw StoreError(.locked, "process \(text.isEmpty ? "unknown" : String(text)) (\(directory))")
        }
        try file.truncate(to: 0)
        var failure: StoreError?
        Array("\(getpid())\n".utf8).withUnsafeBytes { buffer in
            do throws(StoreError) { try file.write(buffer, at: 0) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    /// Gives the right back before the last reference goes.
    func release() throws(StoreError) {
        try file.unlock()
    }
}
