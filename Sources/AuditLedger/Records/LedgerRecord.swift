public import SupervisionModel
public import TransparencyLog

/// One leaf of the ledger: an input and the root of what followed from it.
///
/// Canonical JSON, members in canonical order:
/// `{"input":{…},"result":"<64 hex digits>","seq":184,"t":1767225600123,"v":1}`. There is no hash of the previous
/// record: the tree does that.
public struct LedgerRecord: Sendable, Hashable {
    /// The version of this format.
    public static let version: Int64 = 1

    private static let memberNames = ["input", "result", "seq", "t", "v"]

    /// The index of the leaf, 0 ... 2^53 − 1.
    public let sequence: UInt64
    /// The node's time at admission, or for imports the time of the block; never before that of the previous record.
    public let time: Timestamp
    public let input: RecordInput
    /// The root of the result tree.
    public let result: Hash

    init(sequence: UInt64, time: Timestamp, input: RecordInput, result: Hash) {
        self.sequence = sequence
        self.time = time
        self.input = input
        self.result = result
    }

    /// Decodes a record. Accepts exactly the bytes that ``RecordBuilder`` writes.
    ///
    /// - Throws: `.tooLarge`, `.notCanonical`, `.malformedRecord`, `.malformedInput`, `.wrongSequence`.
    public init(decoding bytes: [UInt8]) throws(LedgerError) {
        guard bytes.count <= LedgerLimits.maximumRecordByteCount else {
            throw LedgerError(
                .tooLarge, "a record of \(bytes.count) bytes; at most \(LedgerLimits.maximumRecordByteCount)")
        }
        let value: JSONValue
        do throws(JSONError) {
            value = try CanonicalJSON.decode(bytes, maximumBytes: LedgerLimits.maximumRecordByteCount)
        } catch {
            throw LedgerError(.notCanonical, "\(error)")
        }
        try self.init(value)
    }

    init(_ value: JSONValue) throws(LedgerError) {
        do throws(JSONReadError) {
            let reader = JSONReader(value)
            try reader.allowOnly(Self.memberNames)
            let version = try reader.integer("v")
            guard version == Self.version else {
                throw try reader.member("v").invalid(expected: "\(Self.version)", found: "\(version)")
            }
            sequence = UInt64(try reader.integer("seq", in: 0...LedgerLimits.maximumInteger))
            time = Timestamp(milliseconds: try reader.integer("t", in: 0...LedgerLimits.maximumInteger))
            result = try Self.readHash(reader.member("result"))
            let input = try reader.object("input")
            if try input.string("type").utf8.elementsEqual(RecordInput.sealedType.utf8) {
                try input.allowOnly(["c", "type"])
                self.input = .sealed(try Self.readHash(input.member("c")))
            } else {
                self.input = .open(try input.asObject())
            }
        } catch {
            throw LedgerError(.malformedRecord, "\(error)")
        }
    }

    static func readHash(_ reader: JSONReader) throws(JSONReadError) -> Hash {
        let text = try reader.asString()
        guard let hash = Hash(hex: text) else {
            throw reader.invalid(expected: "64 lower-case hexadecimal digits", found: String(text.prefix(80)))
        }
        return hash
    }

    /// The canonical bytes.
    public var bytes: [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(512)
        output.append(contentsOf: "{\"input\":".utf8)
        switch input {
        case .open(let object):
            object.append(to: &output)
        case .sealed(let commitment):
            output.append(contentsOf: "{\"c\":\"".utf8)
            output.append(contentsOf: commitment.hex.utf8)
            output.append(contentsOf: "\",\"type\":\"sealed\"}".utf8)
        }
        output.append(contentsOf: ",\"result\":\"".utf8)
        output.append(contentsOf: result.hex.utf8)
        output.append(contentsOf: "\",\"seq\":".utf8)
        CanonicalJSON.append(integer: Int64(clamping: sequence), to: &output)
        output.append(contentsOf: ",\"t\":".utf8)
        CanonicalJSON.append(integer: time.milliseconds, to: &output)
        output.append(contentsOf: ",\"v\":1}".utf8)
        return output
    }

    /// The record as a JSON value, for proofs.
    var json: JSONValue {
        let input: JSONValue =
            switch self.input {
            case .open(let object): .object(object)
            case .sealed(let commitment): ["c": .string(commitment.hex), "type": .string(RecordInput.sealedType)]
            }
        return [
            "input": input, "result": .string(result.hex), "seq": .integer(Int64(clamping: sequence)),
            "t": .integer(time.milliseconds), "v": .integer(Self.version),
        ]
    }
}
