/// Files below a directory, each written once.
struct WriteOnceFiles {
    private let directory: String
    private var known: Set<String> = []
    private(set) var written = 0
    private(set) var present = 0

    /// A tile has 8 KiB, a bundle at most 256 entries of 64 KiB and their lengths.
    private static let maximumBytes = 256 * (65_535 + 2)

    init(directory: String) {
        self.directory = directory
    }

    /// Writes the file, or compares it with the one that is there.
    ///
    /// - Throws: `export.conflict` when that has other bytes.
    mutating func put(_ name: String, _ bytes: [UInt8]) throws(StoreError) {
        let path = directory + "/" + name
        let parent = Directory.parent(of: path)
        if known.insert(parent).inserted { try Directory.create(parent, mode: 0o755) }
        if let there = try DurableFile.read(path, limit: Self.maximumBytes) {
            guard there == bytes else {
                throw StoreError(.exportConflict, "\(path) has \(there.count) other bytes than the ledger gives")
            }
            present += 1
            return
        }
        guard try DurableFile.createOnce(path, with: bytes) else {
            throw StoreError(.exportConflict, "\(path) was written by another process")
        }
        written += 1
    }

    /// Waits until the names of all files are on the device.
    func synchronize() throws(StoreError) {
        for parent in known.sorted() { try Directory.synchronize(parent) }
    }
}
