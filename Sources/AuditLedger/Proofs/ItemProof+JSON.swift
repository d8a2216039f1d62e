import SupervisionModel
import TransparencyLog

extension ItemProof {
    /// A longer file is refused unread.
    public static let maximumByteCount = 4_000_000

    private static let format = "yushi-item-proof/1"

    /// The proof as one file: canonical JSON. Item and record stand in it as JSON, since their canonical bytes are what
    /// was hashed; the `.tlog-proof` as text.
    ///
    /// - Throws: `.notCanonical` when item or record are not canonical JSON.
    public func encode() throws(LedgerError) -> [UInt8] {
        let item: JSONValue
        do throws(JSONError) {
            item = try CanonicalJSON.decode(payload, maximumBytes: LedgerLimits.maximumItemByteCount)
        } catch {
            throw LedgerError(.notCanonical, "the item: \(error)")
        }
        let value: JSONValue = [
            "format": .string(Self.format), "index": .integer(Int64(index)), "item": item,
            "leaves": .integer(Int64(leafCount)), "path": .array(path.map { .string($0.hex) }),
            "proof": .string(String(decoding: recordProof.proof.encode(), as: UTF8.self)),
            "record": try LedgerRecord(decoding: recordProof.recordBytes).json, "salt": .string(salt.hex),
        ]
        return value.encode()
    }

    /// Reads a file. Nothing is verified.
    ///
    /// - Throws: `.tooLarge`, `.malformedProof`, `.transparencyLog`, and what decoding a record throws.
    public init(decoding bytes: [UInt8]) throws(LedgerError) {
        guard bytes.count <= Self.maximumByteCount else {
            throw LedgerError(.tooLarge, "a proof of \(bytes.count) bytes; at most \(Self.maximumByteCount)")
        }
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONParser.parse(bytes, maximumBytes: Self.maximumByteCount)
        } catch {
            throw LedgerError(.malformedProof, "\(error)")
        }
        let proofText: String
        let record: LedgerRecord
        do {
            let reader = JSONReader(value)
            try reader.allowOnly(["format", "index", "item", "leaves", "path", "proof", "record", "salt"])
            let format = try reader.string("format")
            guard format.utf8.elementsEqual(Self.format.utf8) else {
                throw try reader.member("format").invalid(expected: Self.format, found: String(format.prefix(80)))
            }
            let maximum = Int64(2 * LedgerLimits.maximumItemCount)
            index = Int(try reader.integer("index", in: 0...maximum))
            leafCount = Int(try reader.integer("leaves", in: 1...maximum))
            var path: [Hash] = []
            for element in try reader.array("path").prefix(TreeLimits.maximumProofLength + 1) {
                path.append(try LedgerRecord.readHash(element))
            }
            self.path = path
            salt = try LedgerRecord.readHash(reader.member("salt"))
            payload = try reader.member("item").value.encode()
            proofText = try reader.string("proof")
            record = try LedgerRecord(try reader.member("record").value)
        } catch let error as JSONReadError {
            throw LedgerError(.malformedProof, "\(error)")
        } catch let error as LedgerError {
            throw error
        } catch {
            throw LedgerError(.malformedProof, "\(error)")
        }
        do throws(LogError) {
            recordProof = RecordProof(
                recordBytes: record.bytes, proof: try OfflineProof(parsing: Array(proofText.utf8)))
        } catch {
            throw LedgerError(.transparencyLog, "\(error)")
        }
    }
}
