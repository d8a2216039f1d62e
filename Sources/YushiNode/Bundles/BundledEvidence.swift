import AuditLedger
import ChainCrypto
import ChainFormats
import SupervisionModel
import TransparencyLog

/// What shows that one event stands on its chain.
struct BundledEvidence {
    enum Form {
        /// Bitcoin's format: the header, one transaction, and its Merkle path, leaf side first, in the order of bytes in
        /// which hashes are printed.
        case transaction(header: [UInt8], raw: [UInt8], path: [Digest32])
        /// Bitcoin's format: the header, for events of a whole block.
        case header([UInt8])
        /// Any other chain: the archived bytes of the block, which the record names by their SHA-256.
        case block(AlertBundle.Record, bytes: [UInt8])
    }

    /// `{chain, height, block, tx, index}` as the alert has it.
    let reference: JSONValue
    let form: Form

    init(reference: JSONValue, form: Form) {
        self.reference = reference
        self.form = form
    }

    var json: JSONValue {
        get throws(JSONError) {
            var object: JSONObject = ["reference": reference]
            switch form {
            case .transaction(let header, let raw, let path):
                object.set("header", to: .string(Hex.encode(header)))
                object.set("path", to: .array(path.map { .string($0.hex) }))
                object.set("transaction", to: .string(Hex.encode(raw)))
            case .header(let header): object.set("header", to: .string(Hex.encode(header)))
            case .block(let record, let bytes):
                object.set("base64", to: .string(Base64.encode(bytes)))
                object.set("connected", to: try record.json)
            }
            return .object(object)
        }
    }

    init(_ reader: JSONReader) throws {
        try reader.allowOnly(["base64", "connected", "header", "path", "reference", "transaction"])
        reference = try reader.member("reference").value
        if let connected = try reader.optional("connected") {
            guard let bytes = Base64.decode(Array(try reader.string("base64").utf8)) else {
                throw try reader.member("base64").invalid(expected: "canonical base 64", found: "other characters")
            }
            try reader.allowOnly(["base64", "connected", "reference"])
            form = .block(try AlertBundle.Record(connected), bytes: bytes)
            return
        }
        let header = try BundledEvidence.bytes(reader.member("header"))
        guard let raw = try reader.optional("transaction") else {
            try reader.allowOnly(["header", "reference"])
            form = .header(header)
            return
        }
        try reader.allowOnly(["header", "path", "reference", "transaction"])
        form = .transaction(
            header: header, raw: try BundledEvidence.bytes(raw),
            path: try reader.array("path").map { try $0.asDigest() })
    }

    private static func bytes(_ reader: JSONReader) throws -> [UInt8] {
        let text = try reader.asString()
        guard let bytes = Hex.decode(text), Hex.encode(bytes).utf8.elementsEqual(text.utf8) else {
            throw reader.invalid(expected: "lowercase hexadecimal digits", found: "other characters")
        }
        return bytes
    }
}

/// The way from a transaction to the Merkle root of its block (Bitcoin's tree).
enum TransactionPath {
    /// The siblings of a leaf, leaf side first.
    static func siblings(of index: Int, among leaves: [Hash256]) -> [Hash256] {
        var level = leaves
        var place = index
        var siblings: [Hash256] = []
        while level.count > 1 {
            if !level.count.isMultiple(of: 2), let last = level.last { level.append(last) }
            siblings.append(level[place ^ 1])
            level = stride(from: 0, to: level.count, by: 2).map { SHA256d.node(level[$0], level[$0 + 1]) }
            place /= 2
        }
        return siblings
    }

    /// The root that a leaf at `index` leads to; nil when the path is too short or too long for it.
    static func root(of leaf: Hash256, at index: Int, _ siblings: [Hash256]) -> Hash256? {
        guard siblings.count < 32, index >= 0, index >> siblings.count == 0 else { return nil }
        var hash = leaf
        for (level, sibling) in siblings.enumerated() {
            hash = index >> level & 1 == 0 ? SHA256d.node(hash, sibling) : SHA256d.node(sibling, hash)
        }
        return hash
    }
}
