import ChainCrypto
import ChainFormats
import Foundation
import SupervisionModel
import Testing

@Suite(.enabled(if: SharedData.isPresent, "set YUSHI_SHARED or place ../shared beside the repository"))
struct TransactionVectorTests {
    private static func transactions(_ name: String) throws -> [[UInt8]] {
        let rows = try #require(SharedData.json("fixtures/bitcoin/test-data/" + name) as? [[Any]])
        return rows.compactMap { row in
            guard row.count == 3, let hex = row[1] as? String else { return nil }
            return Hex.decode(hex)
        }
    }

    @Test func validTransactionsDecode() throws {
        let transactions = try Self.transactions("tx_valid.json")
        #expect(transactions.count > 100)
        for bytes in transactions {
            let decoded = try DecodedTransaction(bytes, network: .main)
            #expect(decoded.entry.hasWitness == (decoded.identifier != decoded.witnessIdentifier))
            for count in stride(from: 0, to: bytes.count, by: 7) {
                #expect(throws: DecodeError.self) {
                    try DecodedTransaction(Array(bytes[..<count]), network: .main)
                }
            }
        }
    }

    /// Nearly all are invalid by script; two have no inputs or a wrong structure.
    @Test func invalidTransactionsDecodeOrAreRefusedForAReason() throws {
        var refused: [DecodeError.Kind] = []
        let transactions = try Self.transactions("tx_invalid.json")
        for bytes in transactions {
            do throws(DecodeError) { _ = try DecodedTransaction(bytes, network: .main) } catch {
                refused.append(error.kind)
            }
        }
        #expect(transactions.count > 80)
        #expect(refused.count <= 3, "\(refused)")
    }

    /// 500 random transactions in the legacy form.
    @Test func signatureHashTransactionsDecode() throws {
        let rows = try #require(SharedData.json("fixtures/bitcoin/test-data/sighash.json") as? [[Any]])
        var decoded = 0
        for row in rows where row.count == 5 {
            let bytes = try #require((row[0] as? String).flatMap { Hex.decode($0) })
            let transaction = try DecodedTransaction(bytes, network: .bsvMain)
            #expect(transaction.entry.strippedSize == bytes.count)
            decoded += 1
        }
        #expect(decoded == 500)
    }

    /// A transaction of 89 inputs; the file goes on with the outputs it spends.
    @Test func manyInputs() throws {
        let text = String(
            decoding: try SharedData.bytes("fixtures/bitcoin/test-data/many_inputs_tx.hex"), as: UTF8.self)
        let bytes = try #require(Hex.decode(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        #expect(throws: DecodeError(.trailingBytes, at: 3_682, found: UInt64(bytes.count - 3_682))) {
            try DecodedTransaction(bytes, network: .main)
        }
        let transaction = try DecodedTransaction(Array(bytes.prefix(3_682)), network: .main)
        #expect(transaction.table.inputs.count == 89)
        #expect(transaction.table.outputs.count == 2)
        #expect(transaction.identifier.display == "7fee17357e8f24be3965a89bbf598d76e52d14d06343cb6a2b2d700ae33592c6")
    }
}
