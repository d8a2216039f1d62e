import ChainCrypto
import SupervisionModel

/// What the hash of a 3.x receipt covers (`TarsHashable.h`, `impl_calculate`).
struct FISCOReceipt: Hashable {
    /// A log; the address is text as the chain hashes it.
    struct Log: Hashable {
        let address: String
        let topics: [Digest32]
        let data: [UInt8]
    }

    let version: UInt64
    /// Decimal digits.
    let gasUsed: String
    /// Text, empty for none.
    let contract: String
    let status: UInt64
    let output: [UInt8]
    /// Hashed from version 1 on.
    let gasPrice: String
    let logs: [Log]
    let block: UInt64

    /// As an envelope carries it: `[version, gas, contract, status, output, gas price, [[address, [topic …], data] …],
    /// block]`; texts are byte strings, since they may be empty.
    var fields: [UInt8] {
        var writer = CBORWriter()
        writer.array(8)
        writer.number(version)
        writer.byteString(Array(gasUsed.utf8))
        writer.byteString(Array(contract.utf8))
        writer.number(status)
        writer.byteString(output)
        writer.byteString(Array(gasPrice.utf8))
        writer.array(logs.count)
        for log in logs {
            writer.array(3)
            writer.byteString(Array(log.address.utf8))
            writer.array(log.topics.count)
            for topic in log.topics { writer.byteString(topic.bytes) }
            writer.byteString(log.data)
        }
        writer.number(block)
        return writer.bytes
    }

    /// The bytes that are hashed.
    var preimage: [UInt8] {
        var bytes = Self.bigEndian(UInt32(truncatingIfNeeded: version))
        bytes +=
            Array(gasUsed.utf8) + Array(contract.utf8) + Self.bigEndian(UInt32(truncatingIfNeeded: status)) + output
        if version >= 1 { bytes += Array(gasPrice.utf8) }
        for log in logs {
            bytes += Array(log.address.utf8)
            for topic in log.topics { bytes += topic.bytes }
            bytes += log.data
        }
        return bytes + Self.bigEndian(block)
    }

    private static func bigEndian(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { Array($0) }
    }
}

extension FISCOReceipt {
    /// Logs a receipt may have.
    private static let greatestLogCount = 65_536

    /// Reads what `fields` wrote.
    init(fields bytes: [UInt8]) throws(DecodeError) {
        var reader = CBORReader(bytes.span.bytes)
        try reader.array(count: 8)
        version = try reader.number(upTo: UInt64(UInt32.max))
        gasUsed = try reader.asciiString()
        contract = try reader.asciiString()
        status = try reader.number(upTo: UInt64(UInt32.max))
        output = try reader.byteString()
        gasPrice = try reader.asciiString()
        var logs: [Log] = []
        for _ in 0..<(try reader.array(limit: Self.greatestLogCount)) {
            try reader.array(count: 3)
            let address = try reader.asciiString()
            var topics: [Digest32] = []
            for _ in 0..<(try reader.array(limit: 4)) { topics.append(try reader.digest()) }
            logs.append(Log(address: address, topics: topics, data: try reader.byteString()))
        }
        self.logs = logs
        block = try reader.number()
        try reader.finish()
    }
}

extension CBORReader {
    /// A byte string of at most 128 printable ASCII characters as text.
    fileprivate mutating func asciiString() throws(DecodeError) -> String {
        let start = offset
        let bytes = try byteString()
        guard bytes.count <= 128, bytes.allSatisfy({ (0x20...0x7e).contains($0) }) else {
            throw DecodeError(.wrongLength, at: start, found: UInt64(bytes.count), expected: 128)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
