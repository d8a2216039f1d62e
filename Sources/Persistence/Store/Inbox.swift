import Glibc
public import SupervisionModel

/// Decisions handed to a running node as files, one each: the command line writes them, the node takes them.
///
/// A file is removed after the record that it led to is committed. So a crash in between hands it in twice; the
/// digest as idempotency key of the record keeps it single.
public struct Inbox: Sendable {
    /// One submission.
    public struct Submission: Sendable, Hashable {
        /// The name of the file.
        public let name: String
        public let bytes: [UInt8]
        /// SHA-256 of the bytes: the idempotency key.
        public let digest: Digest32
    }

    /// A submission has at most this many bytes.
    public static let maximumBytes = 64 * 1024
    private static let suffix = ".json"

    private let directory: String

    public init(_ layout: StoreLayout) {
        directory = layout.inbox
    }

    /// Hands bytes in; durable when this returns. The same bytes at the same time are one submission.
    ///
    /// - Parameters:
    ///   - bytes: 1 to 65,536.
    ///   - milliseconds: when, since 1970; submissions are taken in this order. Not negative.
    public func submit(_ bytes: [UInt8], at milliseconds: Int64) throws(StoreError) -> Submission {
        guard (1...Self.maximumBytes).contains(bytes.count) else {
            throw StoreError(.limit, "a submission of \(bytes.count) bytes, 1 to \(Self.maximumBytes) are allowed")
        }
        try Directory.create(directory)
        let digest = Digest32.sha256(bytes)
        let time = String(max(0, milliseconds))
        let name = String(repeating: "0", count: max(0, 19 - time.count)) + time + "-" + digest.hex + Self.suffix
        _ = try DurableFile.createOnce(directory + "/" + name, with: bytes, mode: 0o600)
        try Directory.synchronize(directory)
        return Submission(name: name, bytes: bytes, digest: digest)
    }

    /// Up to `limit` submissions, oldest first.
    public func pending(limit: Int) throws(StoreError) -> [Submission] {
        guard Directory.exists(directory) else { return [] }
        var submissions: [Submission] = []
        for name in try Directory.names(directory) where name.hasSuffix(Self.suffix) && submissions.count < limit {
            guard let bytes = try DurableFile.read(directory + "/" + name, limit: Self.maximumBytes) else { continue }
            submissions.append(Submission(name: name, bytes: bytes, digest: .sha256(bytes)))
        }
        return submissions
    }

    /// The submission is recorded, or was refused for good.
    public func remove(_ submission: Submission) throws(StoreError) {
        try DurableFile.remove(directory + "/" + submission.name)
    }
}
