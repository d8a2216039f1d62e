public import SupervisionModel

/// Names an act independently of the block that carries it: the same payment on another branch is the same act.
public struct EventIdentity: Hashable, Sendable {
    public let type: String
    /// Transaction id, block hash or digest of the node's own input (`Event.origin`).
    public let origin: Digest32
    public let index: UInt32

    public init(type: String, origin: Digest32, index: UInt32) {
        self.type = type
        self.origin = origin
        self.index = index
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(type)
        writer.write(origin)
        writer.write(UInt64(index))
    }

    public init(from reader: inout ByteReader) throws(StateDecodingError) {
        self.init(
            type: try reader.string(), origin: try reader.digest(),
            index: UInt32(truncatingIfNeeded: try reader.unsigned()))
    }

    /// `type:origin:index`, the form in which an alert names its episode.
    public var text: String { "\(type):\(origin.hex):\(index)" }
}
