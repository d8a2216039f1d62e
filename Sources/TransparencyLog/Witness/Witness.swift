/// A witness (C2SP tlog-witness) without its network and disk: it reads a request, judges it by what it cosigned before,
/// and says what to store and what to answer.
public struct Witness: Sendable {
    /// What is to be done with a request.
    public enum Outcome: Sendable, Hashable {
        /// Answer; nothing changes.
        case answer(WitnessAnswer)
        /// Make the record durable in place of the last one of this origin, then answer. When storing fails the answer
        /// must not be sent.
        case store(WitnessRecord, origin: String, WitnessAnswer)
        /// Keep the request: it proves that the log signed two roots for one size. Then answer.
        case keepEvidence(origin: String, WitnessAnswer)

        /// The answer, to be sent last.
        public var answer: WitnessAnswer {
            switch self {
            case .answer(let answer), .store(_, _, let answer), .keepEvidence(_, let answer): answer
            }
        }
    }

    /// The key of the witness.
    public let verifierKey: VerifierKey
    /// The logs that it observes.
    public let logs: [WitnessedLog]
    /// Whether checkpoints with extension lines are cosigned. A cosignature says nothing about them.
    public let allowsExtensions: Bool
    private let signer: NoteSigner

    /// - Parameters:
    ///   - signer: a key of a witness, which signs for nothing else.
    ///   - logKeys: the keys of all logs; those of one name are keys of one log.
    /// - Throws: `.unsupportedKeyType` when the signer is no witness or a key no log; `.duplicateKey`.
    public init(
        signer: NoteSigner, logKeys: [VerifierKey], allowsExtensions: Bool = false
    ) throws(LogError) {
        guard signer.verifierKey.type.isVerifiableWitness else {
            throw LogError(
                .unsupportedKeyType,
                "\(signer.verifierKey.name) is a key of type \(signer.verifierKey.type); a witness has "
                    + "\(KeyType.cosignature) or \(KeyType.sm2Cosignature)")
        }
        try VerifierKey.checkDistinct(logKeys + [signer.verifierKey])
        logs = try WitnessedLog.logs(of: logKeys)
        self.signer = signer
        self.allowsExtensions = allowsExtensions
        verifierKey = signer.verifierKey
    }

    /// The log of that origin; nil when it is not observed.
    public func log(origin: String) -> WitnessedLog? {
        logs.first { $0.origin.utf8.elementsEqual(origin.utf8) }
    }

    /// Reads the body of a request.
    ///
    /// - Throws: what makes it malformed; see ``malformed(_:)``.
    public func read(_ body: [UInt8]) throws(LogError) -> AddCheckpointRequest {
        try AddCheckpointRequest(parsing: body, allowsExtensions: allowsExtensions)
    }

    /// The answer to a body that cannot be read.
    public static func malformed(_ error: LogError) -> WitnessAnswer {
        .refusal(400, english: "Malformed request: \(error)", chinese: "请求格式有误：\(error)")
    }

    /// Judges a request. The caller makes sure that no other request of this origin is judged between reading `last` and
    /// storing what this returns.
    ///
    /// - Parameters:
    ///   - last: what was stored for this origin; nil if nothing ever was.
    ///   - now: POSIX seconds.
    /// - Throws: `.invalidSignature` when signing fails.
    public func judge(
        _ request: AddCheckpointRequest, last: WitnessRecord?, now: UInt64
    ) throws(LogError) -> Outcome {
        let checkpoint = request.signedCheckpoint.checkpoint
        guard let log = log(origin: checkpoint.origin) else {
            return .answer(
                .refusal(
                    404, english: "Unknown log: \(checkpoint.origin) is not observed by \(verifierKey.name).",
                    chinese: "未知日志：\(verifierKey.name) 不见证 \(checkpoint.origin)。"))
        }
        switch WitnessDecision.decide(
            request, logKeys: log.keys, last: last?.head, hasher: TreeHasher(log.algorithm))
        {
        case .cosign:
            return try cosign(request.signedCheckpoint, of: log, last: last, now: now)
        case .unknownLog:
            return .answer(.refusal(404, english: "Unknown log.", chinese: "未知日志。"))
        case .forbidden(let error):
            return .answer(
                .refusal(
                    403, english: "No acceptable signature of \(log.origin): \(error)",
                    chinese: "没有 \(log.origin) 的有效签名：\(error)"))
        case .conflict(let size):
            return .answer(.conflict(size))
        case .unprocessable(let error):
            return .answer(
                .refusal(
                    422, english: "The checkpoint does not follow size \(request.oldSize): \(error)",
                    chinese: "该检查点不是规模 \(request.oldSize) 的延续：\(error)"))
        case .equivocation:
            return .keepEvidence(
                origin: log.origin,
                .refusal(
                    422,
                    english:
                        "\(log.origin) signed two roots for size \(checkpoint.size). This request is kept as evidence.",
                    chinese: "\(log.origin) 对规模 \(checkpoint.size) 签署了两个不同的根。本请求已留作证据。"))
        }
    }

    private func cosign(
        _ signed: SignedCheckpoint, of log: WitnessedLog, last: WitnessRecord?, now: UInt64
    ) throws(LogError) -> Outcome {
        // The times of one origin never go back, whatever the clock does.
        if let last, now < last.time {
            return .answer(
                .refusal(
                    503,
                    english:
                        "The clock of the witness says \(now), before its last cosignature at \(last.time). Try later.",
                    chinese: "见证方时钟为 \(now)，早于其上次联署时间 \(last.time)。请稍后再试。"))
        }
        // Anybody can send the same head again and again: within one second it costs nothing.
        if let last, last.time == now, last.signedCheckpoint.checkpoint == signed.checkpoint,
            let line = last.signedCheckpoint.note.signatures.last(where: {
                $0.keyID == verifierKey.keyID && $0.name == verifierKey.name
            })
        {
            return .answer(.cosigned(line))
        }
        let line = try signer.cosign(signed.checkpoint, time: now)
        // Lines of strangers are not passed on under our name.
        var kept = signed.keeping { line in log.keys.contains { $0.keyID == line.keyID && $0.name == line.name } }
        _ = kept.add([line], from: [verifierKey])
        return .store(
            WitnessRecord(signedCheckpoint: kept, time: now), origin: log.origin, .cosigned(line))
    }
}
