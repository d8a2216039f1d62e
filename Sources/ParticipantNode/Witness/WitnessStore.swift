internal import Glibc
public import TransparencyLog

/// What a witness remembers, in a directory: the checkpoint it cosigned last of each log, and evidence.
///
/// ```
/// identity            key and number of this state
/// lock                held while a process uses it
/// logs/<hex>          SHA-256 of the origin: the signed checkpoint, as it is served
/// evidence/<hex>-<hex>.request
/// ```
///
/// A witness that forgets would sign a second history under the same name. So a file beside the key, the *binding*, holds
/// the number of the state that the key was first used with: without that state the key signs nothing any more.
public final class WitnessStore: Sendable {
    /// More evidence of one log is not kept: one request is proof enough.
    public static let maximumEvidenceCount = 100

    private static let header = "tlog-witness-state/v1"
    private static let identityByteLimit = 16_384

    /// Where it lies.
    public let directory: String
    private let lock: CInt

    /// Opens the state of a key, or makes it when the key was never used.
    ///
    /// - Parameters:
    ///   - directory: made unless it is there; its parent must be there.
    ///   - binding: the file beside the key; made when the state is made.
    ///   - newNumber: called for the number of a new state: 16 random bytes.
    /// - Throws: `.locked`, `.lost`, `.otherState`, `.damaged`, `.io`.
    public init(
        directory: String, key: VerifierKey, binding: String, newNumber: () -> [UInt8]
    ) throws(WitnessStoreError) {
        self.directory = directory
        try StateFile.createDirectory(directory)
        lock = try StateFile.lock(directory + "/lock")
        do throws(WitnessStoreError) {
            try Self.bind(directory: directory, key: key, binding: binding, newNumber: newNumber)
            try StateFile.createDirectory(directory + "/logs")
            try StateFile.createDirectory(directory + "/evidence")
        } catch {
            close(lock)
            throw error
        }
    }

    deinit {
        close(lock)
    }

    private static func bind(
        directory: String, key: VerifierKey, binding: String, newNumber: () -> [UInt8]
    ) throws(WitnessStoreError) {
        let identity = directory + "/identity"
        let bound = try StateFile.read(binding, limit: identityByteLimit)
        let found = try StateFile.read(identity, limit: identityByteLimit)
        switch (bound, found) {
        case (let bound?, let found?) where bound == found:
            break
        case (let bound?, .some):
            throw WitnessStoreError(
                .otherState,
                english: "\(directory) is not the state that \(key.name) was first used with; \(binding) says "
                    + "\(number(in: bound)). Give that state with --state.",
                chinese: "该状态目录不属于此密钥首次使用时的状态，请用 --state 指定原状态目录。")
        case (.some, nil):
            throw WitnessStoreError(
                .lost,
                english:
                    "\(key.name) has been used before (\(binding)), and \(directory) holds no state of it. A witness "
                    + "without its memory must not sign: find the state, or make a new key.",
                chinese: "此密钥曾被使用，但找不到其状态。失去记忆的见证方不得再签名：请找回原状态目录，或生成新密钥。")
        case (nil, let found?):
            // The process ended after the first file and before the second.
            try check(found, key: key, identity)
            try StateFile.create(binding, with: found)
        case (nil, nil):
            let number = newNumber().map { byte in
                let digits = String(byte, radix: 16)
                return digits.utf8.count == 1 ? "0" + digits : digits
            }
            let text = Array("\(header)\n\(key)\n\(number.joined())\n".utf8)
            try StateFile.replace(identity, with: text)
            try StateFile.create(binding, with: text)
        }
        if let found { try check(found, key: key, identity) }
    }

    private static func check(_ found: [UInt8], key: VerifierKey, _ path: String) throws(WitnessStoreError) {
        let lines = found.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count == 4, lines[0].elementsEqual(header.utf8), lines[3].isEmpty else {
            throw WitnessStoreError(
                .damaged, english: "\(path) is not the identity of a witness state.", chinese: "状态标识文件已损坏。")
        }
        guard lines[1].elementsEqual(key.description.utf8) else {
            throw WitnessStoreError(
                .otherState,
                english: "\(path) belongs to the key \(String(decoding: lines[1], as: UTF8.self)), not to \(key).",
                chinese: "该状态目录属于另一密钥。")
        }
    }

    private static func number(in identity: [UInt8]) -> String {
        let lines = identity.split(separator: 0x0A, omittingEmptySubsequences: false)
        return lines.count > 2 ? String(decoding: lines[2], as: UTF8.self) : "?"
    }

    /// The record of a log; nil when nothing of it was ever cosigned.
    ///
    /// - Throws: `.damaged` for a file that is not a checkpoint of that log with a good cosignature of this witness.
    func record(of log: WitnessedLog, witness: VerifierKey) throws(WitnessStoreError) -> WitnessRecord? {
        let path = directory + "/logs/" + log.identifier
        guard let bytes = try StateFile.read(path, limit: SignedNote.maximumByteCount) else { return nil }
        let record: WitnessRecord
        do throws(LogError) {
            record = try WitnessRecord(parsing: bytes, witness: witness)
        } catch {
            throw WitnessStoreError(.damaged, english: "\(path): \(error).", chinese: "状态记录已损坏，见证方不能启动。")
        }
        guard record.signedCheckpoint.checkpoint.origin.utf8.elementsEqual(log.origin.utf8) else {
            throw WitnessStoreError(
                .damaged, english: "\(path) holds a checkpoint of another log than \(log.origin).",
                chinese: "状态记录属于另一日志。")
        }
        return record
    }

    /// Makes a record durable in place of the last one.
    ///
    /// - Throws: `.io`: then the witness must not answer, nor try again.
    func replace(_ record: WitnessRecord, of log: WitnessedLog) throws(WitnessStoreError) {
        try StateFile.replace(directory + "/logs/" + log.identifier, with: record.encode())
    }

    /// Keeps a request that proves that a log signed two roots for one size.
    ///
    /// - Throws: `.io`.
    func keepEvidence(_ request: [UInt8], of log: WitnessedLog) throws(WitnessStoreError) {
        let folder = directory + "/evidence"
        let kept = try StateFile.names(in: folder).filter { $0.hasPrefix(log.identifier) }
        let name = "\(log.identifier)-\(SHA256Hasher.hash(request).hex).request"
        guard kept.count < Self.maximumEvidenceCount, !kept.contains(name) else { return }
        try StateFile.replace(folder + "/" + name, with: request)
    }
}
