/// What a witness answers to a request (C2SP tlog-witness). Deciding is pure; the caller stores and signs.
///
/// The caller makes "compare the old head, store the new one" one atomic step, on durable storage, before it answers
/// ``cosign(_:)``: two requests that race must not roll a witness back. ``Witness`` does the rest of the work.
public enum WitnessDecision: Sendable, Hashable {
    /// 200: store this head, then cosign it.
    case cosign(WitnessedHead)
    /// 404: a log that this witness does not know.
    case unknownLog
    /// 403: no good signature of the log.
    case forbidden(LogError)
    /// 409: the old size is not the one last cosigned; the body of the answer is the size, LF.
    case conflict(size: UInt64)
    /// 422: the proof does not show what it should.
    case unprocessable(LogError)
    /// 422, and the request is evidence to be kept: the log signed two roots for one size.
    case equivocation

    /// The HTTP status of the answer.
    public var status: Int {
        switch self {
        case .cosign: 200
        case .unknownLog: 404
        case .forbidden: 403
        case .conflict: 409
        case .unprocessable, .equivocation: 422
        }
    }

    /// Judges a request in the order that the specification gives.
    ///
    /// - Parameters:
    ///   - logKeys: the keys known for the origin of the checkpoint; none when the log is not known.
    ///   - last: the head last cosigned for this origin; nil when there is none.
    ///   - hasher: of the tree of that log.
    public static func decide(
        _ request: AddCheckpointRequest, logKeys: [VerifierKey], last: WitnessedHead?, hasher: TreeHasher
    ) -> WitnessDecision {
        guard !logKeys.isEmpty else { return .unknownLog }
        let checkpoint = request.signedCheckpoint.checkpoint
        do throws(LogError) {
            _ = try request.signedCheckpoint.note.verify(with: logKeys)
        } catch {
            return .forbidden(error)
        }
        let lastSize = last?.size ?? 0
        guard request.oldSize == lastSize else { return .conflict(size: lastSize) }
        if checkpoint.size == 0, checkpoint.root != hasher.emptyRoot {
            return .unprocessable(
                LogError(.rootMismatch, "size 0 with a root that is not the hash of the empty string"))
        }
        if let last, checkpoint.size == last.size, checkpoint.root != last.root { return .equivocation }
        let proof = ConsistencyProof(oldSize: request.oldSize, newSize: checkpoint.size, hashes: request.proof)
        do throws(LogError) {
            try proof.verify(
                oldRoot: last?.root ?? hasher.emptyRoot, newRoot: checkpoint.root, hasher: hasher)
        } catch {
            return .unprocessable(error)
        }
        return .cosign(WitnessedHead(checkpoint))
    }
}
