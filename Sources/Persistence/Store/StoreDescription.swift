public import SupervisionModel

/// What `store.json` says: fixed when the store is made.
public struct StoreDescription: Sendable, Hashable {
    /// What a store is for.
    public enum Kind: String, Sendable {
        /// Written by a running node, with random keys.
        case live
        /// Written by `import` for analysis, with keys derived from a seed; `run` refuses it.
        case offline
    }

    public let kind: Kind
    /// The identity of the ledger (C2SP tlog-checkpoint), such as `supervisor.example/audit/2026`.
    public let origin: String
    /// SHA-256 of the seed of the keys of an offline store, so that it is not continued with another one.
    public let seedFingerprint: Digest32?

    public init(kind: Kind, origin: String, seedFingerprint: Digest32? = nil) {
        self.kind = kind
        self.origin = origin
        self.seedFingerprint = seedFingerprint
    }

    /// The form of the directory that this release writes.
    static let schema: Int64 = 1
    static let maximumBytes = 16 * 1024

    func encode() -> [UInt8] {
        var object = JSONObject()
        object.set("kind", to: .string(kind.rawValue))
        object.set("origin", to: .string(origin))
        object.set("schema", to: .integer(Self.schema))
        if let seedFingerprint { object.set("seedFingerprint", to: .string(seedFingerprint.hex)) }
        return JSONValue.object(object).encode() + [0x0A]
    }

    /// - Throws: `store.damaged`, `store.tooNew`.
    init(_ bytes: [UInt8], path: String) throws(StoreError) {
        let value: JSONValue
        do {
            let text = bytes.last == 0x0A ? Array(bytes.dropLast()) : bytes
            value = try CanonicalJSON.decode(text, maximumBytes: Self.maximumBytes)
        } catch {
            throw StoreError(.damaged, "\(path): \(error)")
        }
        guard let schema = value["schema"]?.integer, let name = value["kind"]?.string,
            let origin = value["origin"]?.string
        else { throw StoreError(.damaged, "\(path): expected the members kind, origin and schema") }
        guard schema <= Self.schema else {
            throw StoreError(.tooNew, "\(path) has schema \(schema), this release knows up to \(Self.schema)")
        }
        guard let kind = Kind(rawValue: name) else {
            throw StoreError(.damaged, "\(path): kind '\(name)', expected live or offline")
        }
        var fingerprint: Digest32?
        if let text = value["seedFingerprint"]?.string {
            guard let digest = Digest32(hex: text) else {
                throw StoreError(.damaged, "\(path): seedFingerprint '\(text)' is not 64 hexadecimal digits")
            }
            fingerprint = digest
        }
        self.init(kind: kind, origin: origin, seedFingerprint: fingerprint)
    }
}
