import SupervisionModel
public import TransparencyLog

/// A head that was signed. Never forgotten: two inconsistent signed heads are proof of fraud (LEDGER.md section 4).
public struct SignedHead: Sendable, Hashable {
    public let origin: String
    public let size: UInt64
    public let root: Hash

    public init(origin: String, size: UInt64, root: Hash) {
        self.origin = origin
        self.size = size
        self.root = root
    }
}

/// The small file, best on another disk than the ledger, that remembers the last signed head, so that a ledger
/// restored from an older backup does not sign a second history.
struct SignedHeadFile: Sendable {
    let path: String
    private static let maximumBytes = 4096

    /// `nil` when nothing was signed yet.
    func read() throws(StoreError) -> SignedHead? {
        guard let bytes = try DurableFile.read(path, limit: Self.maximumBytes) else { return nil }
        let value: JSONValue
        do {
            value = try CanonicalJSON.decode(Array(bytes.prefix { $0 != 0x0A }), maximumBytes: Self.maximumBytes)
        } catch {
            throw StoreError(.damaged, "\(path): \(error)")
        }
        guard let origin = value["origin"]?.string, let size = value["size"]?.integer, size >= 0,
            let root = value["root"]?.string.flatMap({ Hash(hex: $0) })
        else { throw StoreError(.damaged, "\(path): expected the members origin, root and size") }
        return SignedHead(origin: origin, size: UInt64(size), root: root)
    }

    func write(_ head: SignedHead) throws(StoreError) {
        let object = JSONObject([
            ("origin", .string(head.origin)), ("root", .string(head.root.hex)),
            ("size", .integer(Int64(clamping: head.size))),
        ])
        try DurableFile.replace(path, with: JSONValue.object(object).encode() + [0x0A])
    }
}
