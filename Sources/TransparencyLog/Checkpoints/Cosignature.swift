/// The message and payload of a cosignature: Ed25519 cosignature/v1 (C2SP tlog-cosignature), and the same with SM2.
///
/// It says: at that time this was the largest consistent head of this origin that the witness had seen. Nothing about
/// extension lines, nothing about the content of the log.
public enum Cosignature {
    private static let ed25519Header: [UInt8] = Array("cosignature/v1\ntime ".utf8)
    private static let sm2Header: [UInt8] = Array("cosignature-sm2/v1\ntime ".utf8)

    /// The signed bytes: the header line, `time`, the time, LF, the whole checkpoint text.
    ///
    /// - Parameter type: `.cosignature` or `.sm2Cosignature`.
    static func message(type: KeyType, time: UInt64, checkpointText: [UInt8]) -> [UInt8] {
        var message = type == .sm2Cosignature ? sm2Header : ed25519Header
        message.reserveCapacity(message.count + 20 + checkpointText.count)
        message.append(contentsOf: String(time).utf8)
        message.append(0x0A)
        message.append(contentsOf: checkpointText)
        return message
    }

    /// Time and signature out of the payload of a line.
    ///
    /// - Throws: `.invalidSignature` for another length than 72 bytes, `.unacceptableTime` for 0 and beyond 2^63 − 1.
    static func split(_ line: NoteSignature) throws(LogError) -> (time: UInt64, signature: ArraySlice<UInt8>) {
        guard line.payload.count == 72, let time = BigEndian.uint64(line.payload[...]) else {
            throw LogError(.invalidSignature, "a cosignature has 72 bytes, that of \(line.name) \(line.payload.count)")
        }
        guard time > 0, time <= TreeLimits.maximumSize else {
            throw LogError(.unacceptableTime, "the cosignature of \(line.name) has time \(time)")
        }
        return (time, line.payload[8...])
    }
}
