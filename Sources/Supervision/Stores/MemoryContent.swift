public import SupervisionModel

/// Contents kept in memory: for tests and small replays.
public struct MemoryContent: ContentSource, Sendable {
    /// A content that was asked for and never put.
    public struct Missing: Error, Sendable, Hashable, CustomStringConvertible {
        public let digest: Digest32

        public var description: String { "no content with SHA-256 \(digest)" }
    }

    private var contents: [Digest32: [UInt8]] = [:]

    public init() {}

    /// - Parameter digest: SHA-256 of `bytes`; taken as given.
    public mutating func put(_ bytes: [UInt8], digest: Digest32) {
        contents[digest] = bytes
    }

    /// - Throws: ``Missing``.
    public func content(_ digest: Digest32) throws -> [UInt8] {
        guard let bytes = contents[digest] else { throw Missing(digest: digest) }
        return bytes
    }
}
