import SupervisionModel

/// The value of a row of the output index: the output's key in full (the row's id has only a part), amount i64 and
/// height u32 little-endian, then the owner: a tag, and for tag 1 the address's network, kind, version, length and
/// payload, for tag 2 the script.
enum OutputValue {
    private static let fixedByteCount = OutputKey.byteCount + 8 + 4 + 1
    /// Room for every value.
    static let maximumByteCount = fixedByteCount + OutputRecord.maximumScriptBytes

    /// Writes the value of an output; returns the number of bytes.
    static func encode(
        _ key: OutputKey, _ record: OutputRecord, to buffer: UnsafeMutableRawBufferPointer
    ) -> Int {
        key.copyBytes(to: buffer)
        buffer.storeBytes(of: record.amount.littleEndian, toByteOffset: 36, as: Int64.self)
        buffer.storeBytes(of: record.height.littleEndian, toByteOffset: 44, as: UInt32.self)
        switch record.owner {
        case .opaque:
            buffer[48] = 0
            return fixedByteCount
        case .address(let address):
            buffer[48] = 1
            buffer[49] = address.network.rawValue
            buffer[50] = address.kind.rawValue
            buffer[51] = address.version
            buffer[52] = address.length
            address.payload.copyBytes(to: UnsafeMutableRawBufferPointer(rebasing: buffer[53..<85]))
            return 53 + Int(address.length)
        case .script(let bytes):
            buffer[48] = 2
            UnsafeMutableRawBufferPointer(rebasing: buffer[fixedByteCount...]).copyBytes(from: bytes)
            return fixedByteCount + bytes.count
        }
    }

    /// Whether the value is that of the output.
    static func matches(_ value: UnsafeRawBufferPointer, _ key: OutputKey) -> Bool {
        guard value.count >= fixedByteCount, let transaction = Digest32(value) else { return false }
        return transaction == key.transaction
            && UInt32(bigEndian: value.loadUnaligned(fromByteOffset: 32, as: UInt32.self)) == key.index
    }

    /// The output of a value; `nil` when its form is wrong.
    static func decode(_ value: UnsafeRawBufferPointer) -> OutputRecord? {
        guard value.count >= fixedByteCount else { return nil }
        let amount = Int64(littleEndian: value.loadUnaligned(fromByteOffset: 36, as: Int64.self))
        let height = UInt32(littleEndian: value.loadUnaligned(fromByteOffset: 44, as: UInt32.self))
        let rest = UnsafeRawBufferPointer(rebasing: value[fixedByteCount...])
        switch value[48] {
        case 0: return OutputRecord(amount: amount, height: height, owner: .opaque)
        case 1:
            guard let address = address(rest) else { return nil }
            return OutputRecord(amount: amount, height: height, owner: .address(address))
        case 2: return OutputRecord(amount: amount, height: height, owner: .script(Array(rest)))
        default: return nil
        }
    }

    private static func address(_ bytes: UnsafeRawBufferPointer) -> Address? {
        guard bytes.count >= 6, let network = Address.Network(rawValue: bytes[0]),
            let kind = Address.Kind(rawValue: bytes[1]), (2...32).contains(bytes[3]),
            bytes.count == 4 + Int(bytes[3])
        else { return nil }
        let payload = withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { buffer in
            buffer.initializeMemory(as: UInt8.self, repeating: 0)
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[4...]))
            return Digest32(UnsafeRawBufferPointer(buffer))
        }
        guard let payload else { return nil }
        return Address(network: network, kind: kind, version: bytes[2], length: bytes[3], payload: payload)
    }
}
