/// A file of a tlog-tiles directory: what a log writes and a web server sends.
public struct LogResource: Sendable, Hashable {
    /// Below the prefix of the log, such as `tile/0/001.p/44`.
    public let path: String
    public let bytes: [UInt8]
    /// Whether a file of this path never changes once it is there. True for all but the checkpoint: a second write of
    /// other bytes to the same path is an error that must stop the log.
    public let isImmutable: Bool

    /// The media type to serve it with (C2SP tlog-tiles).
    public var contentType: String { isImmutable ? "application/octet-stream" : "text/plain; charset=utf-8" }

    /// The value of `Cache-Control` to serve it with. A checkpoint may be five seconds old.
    public var cacheControl: String { isImmutable ? "public, max-age=31536000, immutable" : "public, max-age=5" }

    init(path: String, bytes: [UInt8], isImmutable: Bool = true) {
        self.path = path
        self.bytes = bytes
        self.isImmutable = isImmutable
    }

    /// The file of a checkpoint, to be written after all tiles and bundles that it covers.
    public init(_ checkpoint: SignedCheckpoint) {
        self.init(path: "checkpoint", bytes: checkpoint.encode(), isImmutable: false)
    }

    /// The file of a tile.
    public init(_ tile: Tile) {
        self.init(path: tile.coordinate.path, bytes: tile.bytes)
    }
}
