internal import Glibc
internal import Synchronization
public import TransparencyLog

/// A witness with its memory: every decision about one log is made after the one before it is durable.
public final class WitnessService: Sendable {
    /// What is known of one log. `deciding` is held from reading `record` until the next record is on the disk, so that
    /// two requests that race cannot roll the witness back; `record` alone is held for moments, for those who read.
    private final class Slot: Sendable {
        let log: WitnessedLog
        let deciding = Mutex<Void>(())
        let record: Mutex<WitnessRecord?>

        init(log: WitnessedLog, record: WitnessRecord?) {
            self.log = log
            self.record = Mutex(record)
        }
    }

    /// The witness.
    public let witness: Witness
    private let store: WitnessStore
    /// By the identifier of the log.
    private let slots: [String: Slot]
    private let now: @Sendable () -> UInt64
    private let report: @Sendable (WitnessEvent) -> Void
    private let hasFailed = Atomic<Bool>(false)

    /// Reads what was cosigned before.
    ///
    /// - Parameters:
    ///   - now: POSIX seconds.
    ///   - report: called for each event, on any thread.
    /// - Throws: `.damaged`, `.io`.
    public init(
        witness: Witness, store: WitnessStore, now: @escaping @Sendable () -> UInt64 = WitnessService.systemTime,
        report: @escaping @Sendable (WitnessEvent) -> Void = { _ in }
    ) throws(WitnessStoreError) {
        self.witness = witness
        self.store = store
        self.now = now
        self.report = report
        var slots: [String: Slot] = [:]
        for log in witness.logs {
            slots[log.identifier] = Slot(log: log, record: try store.record(of: log, witness: witness.verifierKey))
        }
        self.slots = slots
    }

    /// The clock of the system in POSIX seconds.
    public static let systemTime: @Sendable () -> UInt64 = {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return UInt64(max(0, time.tv_sec))
    }

    /// Answers the body of `POST add-checkpoint`. Blocks while the disk works.
    public func addCheckpoint(_ body: [UInt8]) -> WitnessAnswer {
        let request: AddCheckpointRequest
        do throws(LogError) {
            request = try witness.read(body)
        } catch {
            return Witness.malformed(error)
        }
        let origin = request.signedCheckpoint.checkpoint.origin
        guard let log = witness.log(origin: origin), let slot = slots[log.identifier] else {
            return (try? witness.judge(request, last: nil, now: now()).answer) ?? Self.unavailable
        }
        return slot.deciding.withLock { _ in decide(request, body: body, slot) }
    }

    /// The body of `GET <identifier>/checkpoint`: what was cosigned last; nil when the log is not known or nothing of it
    /// was cosigned.
    ///
    /// - Parameter identifier: the SHA-256 of the origin, 64 lower-case hexadecimal digits.
    public func checkpoint(identifier: String) -> [UInt8]? {
        slots[identifier]?.record.withLock { $0 }?.encode()
    }

    /// 503: a request that cannot be served now.
    static let unavailable = WitnessAnswer.refusal(
        503, english: "The witness cannot cosign now. Try later.", chinese: "见证方目前无法联署，请稍后再试。")

    private func decide(_ request: AddCheckpointRequest, body: [UInt8], _ slot: Slot) -> WitnessAnswer {
        guard !hasFailed.load(ordering: .acquiring) else { return Self.unavailable }
        let size = request.signedCheckpoint.checkpoint.size
        let last = slot.record.withLock { $0 }
        let outcome: Witness.Outcome
        do throws(LogError) {
            outcome = try witness.judge(request, last: last, now: now())
        } catch {
            return Self.unavailable
        }
        do throws(WitnessStoreError) {
            switch outcome {
            case .store(let record, _, _):
                try store.replace(record, of: slot.log)
                slot.record.withLock { $0 = record }
                report(.cosigned(origin: slot.log.origin, size: size))
            case .keepEvidence:
                try store.keepEvidence(body, of: slot.log)
                report(.equivocation(origin: slot.log.origin, size: size))
            case .answer(let answer):
                if answer.status == 422 || answer.status == 503 {
                    report(.refused(origin: slot.log.origin, size: size, status: answer.status))
                }
            }
        } catch {
            // What is on the disk is not known any more: only a new start, which reads it, may cosign again.
            hasFailed.store(true, ordering: .releasing)
            report(.failed(error))
            return Self.unavailable
        }
        return outcome.answer
    }
}
