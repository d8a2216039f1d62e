#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The compiled time zone files of the machine: the only place of the module that reads files.
struct ZoneInfoDirectory: Sendable {
    /// The directory where every common system keeps the files.
    static let standard = ZoneInfoDirectory(path: "/usr/share/zoneinfo")

    let path: String

    /// The bytes of the file of `name`; nil when there is none, it is no regular file, or it is too large.
    ///
    /// - Parameter name: a name that ``TimeZoneDatabase`` has checked; it has no point, so it cannot leave the
    ///   directory.
    func read(_ name: String) -> [UInt8]? {
        let descriptor = open(path + "/" + name, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_size > 0, status.st_size <= TZifFile.maximumBytes
        else { return nil }
        // One byte more than the size: a file that grows meanwhile is refused instead of cut.
        let expected = Int(status.st_size)
        return withUnsafeTemporaryAllocation(byteCount: expected + 1, alignment: 1) { buffer -> [UInt8]? in
            guard let base = buffer.baseAddress else { return nil }
            var filled = 0
            while filled <= expected {
                #if canImport(Glibc)
                    let count = Glibc.read(descriptor, base + filled, expected + 1 - filled)
                #elseif canImport(Musl)
                    let count = Musl.read(descriptor, base + filled, expected + 1 - filled)
                #else
                    let count = Darwin.read(descriptor, base + filled, expected + 1 - filled)
                #endif
                if count < 0 && errno == EINTR { continue }
                guard count >= 0 else { return nil }
                if count == 0 { break }
                filled += count
            }
            return filled == expected ? Array(buffer[..<filled]) : nil
        }
    }
}
