import Glibc

/// An open file, closed when the last reference goes.
///
/// Reads and writes carry their own offset (pread(2), pwrite(2)), so that threads may share one.
final class OpenFile: Sendable {
    let path: String
    private let descriptor: Int32

    /// - Parameters:
    ///   - flags: of open(2); `O_CLOEXEC` is added.
    ///   - mode: permissions of a file that is created.
    init(_ path: String, flags: Int32, mode: mode_t = 0o600) throws(StoreError) {
        self.path = path
        descriptor = open(path, flags | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw .system(errno, "opening \(path)") }
    }

    deinit {
        _ = close(descriptor)
    }

    /// The length in bytes.
    func byteCount() throws(StoreError) -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(errno, "examining \(path)") }
        return Int(status.st_size)
    }

    /// Fills `target` from `offset`; returns how many bytes there were before the end of the file.
    func read(into target: UnsafeMutableRawBufferPointer, at offset: Int) throws(StoreError) -> Int {
        guard let base = target.baseAddress else { return 0 }
        var done = 0
        while done < target.count {
            let count = pread(descriptor, base + done, target.count - done, off_t(offset + done))
            if count < 0 {
                if errno == EINTR { continue }
                throw .system(errno, "reading \(path)")
            }
            if count == 0 { break }
            done += count
        }
        return done
    }

    /// Exactly `count` bytes from `offset`, or what is there before the end of the file.
    func bytes(at offset: Int, count: Int) throws(StoreError) -> [UInt8] {
        var failure: StoreError?
        let result = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            do throws(StoreError) {
                initialized = try read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
            } catch {
                failure = error
                initialized = 0
            }
        }
        if let failure { throw failure }
        return result
    }

    /// Writes all of `source` at `offset`.
    func write(_ source: UnsafeRawBufferPointer, at offset: Int) throws(StoreError) {
        guard let base = source.baseAddress else { return }
        var done = 0
        while done < source.count {
            let count = pwrite(descriptor, base + done, source.count - done, off_t(offset + done))
            if count < 0 {
                if errno == EINTR { continue }
                throw .system(errno, "writing \(path)")
            }
            done += count
        }
    }

    /// Cuts the file to `count` bytes.
    func truncate(to count: Int) throws(StoreError) {
        guard ftruncate(descriptor, off_t(count)) == 0 else { throw .system(errno, "truncating \(path)") }
    }

    /// Waits until data and length are on the device.
    ///
    /// After an error the file must not be written any more: the kernel may have marked the lost pages clean
    /// (https://wiki.postgresql.org/wiki/Fsync_Errors).
    func synchronize() throws(StoreError) {
        guard fdatasync(descriptor) == 0 else { throw .system(errno, "synchronizing \(path)") }
    }

    /// Takes the exclusive lock of flock(2) without waiting; false when somebody has it.
    func tryLock() throws(StoreError) -> Bool {
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
        if errno == EWOULDBLOCK { return false }
        throw .system(errno, "locking \(path)")
    }

    /// Gives the lock of flock(2) back.
    func unlock() throws(StoreError) {
        guard flock(descriptor, LOCK_UN) == 0 else { throw .system(errno, "unlocking \(path)") }
    }
}
