import SupervisionModel
import TransparencyLog

/// A digest of the whole state that is kept up to date without reading the state: the sum, modulo 2^64 in each of four
/// lanes, of SHA-256(key length ‖ key ‖ value) over all entries.
///
/// It finds a state that differs by fault. It is not meant to withstand somebody who chooses entries to collide; the
/// ledger's records are, and the state follows from them.
struct StateDigest: Hashable {
    private var lanes: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    static func == (left: StateDigest, right: StateDigest) -> Bool { left.lanes == right.lanes }

    func hash(into hasher: inout Hasher) { hasher.combine(bytes) }

    mutating func add(_ key: StateKey, _ value: [UInt8], _ hasher: SHA256Hasher) {
        let term = StateDigest.term(key, value, hasher)
        lanes.0 &+= term[0]
        lanes.1 &+= term[1]
        lanes.2 &+= term[2]
        lanes.3 &+= term[3]
    }

    mutating func remove(_ key: StateKey, _ value: [UInt8], _ hasher: SHA256Hasher) {
        let term = StateDigest.term(key, value, hasher)
        lanes.0 &-= term[0]
        lanes.1 &-= term[1]
        lanes.2 &-= term[2]
        lanes.3 &-= term[3]
    }

    private static func term(_ key: StateKey, _ value: [UInt8], _ hasher: SHA256Hasher) -> [UInt64] {
        var writer = ByteWriter(reserving: key.bytes.count + value.count + 4)
        writer.write(key.bytes)
        writer.writeRaw(value)
        return hasher.hash(writer.bytes).withUnsafeBytes { bytes in
            (0..<4).map { UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self)) }
        }
    }

    /// The four lanes, big-endian.
    var bytes: [UInt8] {
        var writer = ByteWriter(reserving: 32)
        writer.writeOrdered(lanes.0)
        writer.writeOrdered(lanes.1)
        writer.writeOrdered(lanes.2)
        writer.writeOrdered(lanes.3)
        return writer.bytes
    }

    init() {}

    init(from reader: inout ByteReader) throws(StateDecodingError) {
        lanes = (
            try reader.orderedUnsigned(), try reader.orderedUnsigned(), try reader.orderedUnsigned(),
            try reader.orderedUnsigned()
        )
    }
}
