/// A person who may decide: the name in decisions and the public key that must have signed them.
public struct Account: Hashable, Sendable {
    /// 1 to 64 characters.
    public let name: String
    /// Ed25519 public key, 32 bytes.
    public let key: [UInt8]

    public init(name: String, key: [UInt8]) {
        self.name = name
        self.key = key
    }

    var json: JSONValue { ["key": .string(Hex.encode(key)), "name": .string(name)] }

    init(_ reader: JSONReader) throws(JSONReadError) {
        self.init(name: try reader.string("name"), key: try reader.member("key").asBytes(count: 32))
    }
}
