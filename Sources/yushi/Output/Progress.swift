import Glibc

/// Progress of a long command on standard error: a bar on a terminal, a line every ten seconds elsewhere.
final class Progress {
    private static let interval = Duration.seconds(10)
    private static let redraw = Duration.milliseconds(200)
    private let label: String
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private var shown: ContinuousClock.Instant
    private var hasBar = false

    init(_ label: String) {
        self.label = label
        start = clock.now
        shown = clock.now
    }

    /// - Parameter total: zero when it is not known.
    func update(_ done: Int, of total: Int, unit: String) {
        let now = clock.now
        guard now - shown >= (isTerminal ? Self.redraw : Self.interval) else { return }
        shown = now
        let seconds = max(1, Int((now - start).components.seconds))
        let text = total > 0 ? "\(done)/\(total) \(unit)" : "\(done) \(unit)"
        if isTerminal {
            hasBar = true
            let width = 30
            let filled = total > 0 ? min(width, done * width / total) : 0
            let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
            write("\r\(label) \(total > 0 ? bar + " " : "")\(text), \(done / seconds) \(unit)/s   ")
        } else {
            write("\(label): \(text), \(done / seconds) \(unit)/s\n")
        }
    }

    func finish() {
        if hasBar { write("\r\u{1B}[K") }
    }

    private func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
    }
}
