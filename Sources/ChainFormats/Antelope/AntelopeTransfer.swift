/// A `transfer` action of the system's token contract, `eosio.token`.
public struct AntelopeTransfer: Hashable, Sendable {
    /// Account of the contract whose transfers are believed to move the system's token. Other contracts may name their
    /// tokens as they like, so their transfers are left to mappings that somebody answers for.
    public static let contract = AntelopeName(0x5530_ea03_3482_a600)
    private static let action = AntelopeName(0xcdcd_3c2d_5700_0000)

    public let from: AntelopeName
    public let to: AntelopeName
    /// Smallest units; the token's precision says how many make one.
    public let amount: Int64
    /// Decimal places, 0 to 18.
    public let precision: UInt8
    /// One to seven capital letters.
    public let symbol: String

    /// The transfers of a packed transaction, in order; none where it does not decode: the block's own root covers the
    /// bytes, whatever they mean.
    static func all(in transaction: RawSpan) -> [AntelopeTransfer] {
        do {
            return try read(transaction)
        } catch {
            return []
        }
    }

    /// Header of a transaction: expiration 4, reference 2 and 4, limits varint, 1 and varint; then context-free actions
    /// and actions.
    private static func read(_ span: RawSpan) throws(DecodeError) -> [AntelopeTransfer] {
        var reader = ByteReader(span)
        try reader.skip(10)
        _ = try reader.readVarint()
        try reader.skip(1)
        _ = try reader.readVarint()
        var transfers: [AntelopeTransfer] = []
        for isContextFree in [true, false] {
            for _ in 0..<(try reader.readVarintCount(minimumSize: 18)) {
                let account = AntelopeName(try reader.readUInt64())
                let name = AntelopeName(try reader.readUInt64())
                try reader.skip(16 * reader.readVarintCount(minimumSize: 16))
                let data = try reader.readVarintBytes()
                if !isContextFree, account == contract, name == action, let transfer = read(data: span.extracting(data))
                {
                    transfers.append(transfer)
                }
            }
        }
        return transfers
    }

    private static func read(data: RawSpan) -> AntelopeTransfer? {
        var reader = ByteReader(data)
        guard let from = try? reader.readUInt64(), let to = try? reader.readUInt64(),
            let amount = try? reader.readUInt64(), let symbol = try? reader.readUInt64(),
            (try? reader.readVarintBytes()) != nil, reader.remaining == 0, let amount = Int64(exactly: amount)
        else { return nil }
        var letters: [UInt8] = []
        var rest = symbol >> 8
        while rest & 0xff != 0 {
            letters.append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
        guard rest == 0, symbol & 0xff <= 18, !letters.isEmpty, letters.allSatisfy({ (0x41...0x5a).contains($0) })
        else { return nil }
        return AntelopeTransfer(
            from: AntelopeName(from), to: AntelopeName(to), amount: amount, precision: UInt8(symbol & 0xff),
            symbol: String(decoding: letters, as: UTF8.self))
    }
}
