/// Times of one piece of work, measured several times.
struct Timing {
    /// Ascending, in seconds.
    let samples: [Double]

    /// Runs the work until both bounds are reached.
    ///
    /// - Parameters:
    ///   - rounds: least number of samples.
    ///   - seconds: least time spent altogether.
    init(rounds: Int = 5, seconds: Double = 0.5, _ work: () throws -> Void) rethrows {
        var samples: [Double] = []
        var total = 0.0
        while samples.count < rounds || total < seconds {
            let sample = try Timing.once(work)
            samples.append(sample)
            total += sample
        }
        self.samples = samples.sorted()
    }

    /// Seconds that the work takes once.
    static func once(_ work: () throws -> Void) rethrows -> Double {
        seconds(try ContinuousClock().measure(work))
    }

    static func seconds(_ duration: Duration) -> Double {
        let (seconds, attoseconds) = duration.components
        return Double(seconds) + Double(attoseconds) * 1e-18
    }

    var median: Double { samples[samples.count / 2] }
    var least: Double { samples[0] }
}
