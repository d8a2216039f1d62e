internal import Glibc

/// Progress of a simulation on standard error: a bar on a terminal, a line every ten seconds elsewhere.
struct SimulationProgress {
    private static let interval = Duration.seconds(10)
    private static let redraw = Duration.milliseconds(200)
    private static let width = 30

    private let days: Int
    private var done = 0
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private var shown: ContinuousClock.Instant

    init(days: Int) {
        self.days = days
        start = clock.now
        shown = start
    }

    /// Another day is done.
    mutating func update(events: Int) {
        done += 1
        let now = clock.now
        guard now - shown >= (isTerminal ? Self.redraw : Self.interval) else { return }
        shown = now
        let day = min(done, days)
        let text = Language.text("day \(day)/\(days), \(events) events", "第 \(day)/\(days) 天，\(events) 个事件")
        if isTerminal {
            let filled = Self.width * day / max(1, days)
            let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: Self.width - filled)
            write("\r\(bar) \(text)   ")
        } else {
            write(text + "\n")
        }
    }

    /// The world has ended.
    func finish(events: Int, claims: Int) {
        if isTerminal { write("\r\u{1B}[K") }
        let milliseconds = max(1, Int((clock.now - start) / .milliseconds(1)))
        let rate = events * 60_000 / milliseconds
        write(
            Language.text(
                "\(days) days, \(events) events, \(claims) alerts expected; \(rate) events a minute\n",
                "\(days) 天，\(events) 个事件，应有 \(claims) 个预警；每分钟 \(rate) 个事件\n"))
    }

    private func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
    }
}
