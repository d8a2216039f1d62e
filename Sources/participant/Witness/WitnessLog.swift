internal import ParticipantNode

/// What a witness says on standard error while it runs.
enum WitnessLog {
    /// Writes one line for an event. Nothing is written for requests that anybody could send.
    static func write(_ event: WitnessEvent) {
        switch event {
        case .cosigned(let origin, let size):
            StandardError.write("cosigned \(origin) size \(size) 已联署")
        case .refused(let origin, let size, let status):
            StandardError.write("refused \(origin) size \(size): \(status) 已拒绝")
        case .equivocation(let origin, let size):
            StandardError.write("EQUIVOCATION \(origin) size \(size): two roots, request kept 同一规模两个根，已留证")
        case .failed(let error):
            StandardError.write("nothing is cosigned any more 已停止联署: \(error)")
        }
    }
}
