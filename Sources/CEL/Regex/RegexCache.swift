import Synchronization

/// Compiled programs of patterns that are only known at run time, bounded in number.
///
/// The least recently used program goes when the cache is full. Patterns are told apart by their bytes. Patterns that
/// do not compile are not kept. Memory is at most `capacity` times ``RegexLimits/memoryBytes``.
package final class RegexCache: Sendable {
    private struct Entry {
        let program: RegexProgram
        var lastUse: UInt64
    }

    private struct State {
        var entries: [PatternKey: Entry] = [:]
        /// Counts look-ups and insertions; the entry with the least `lastUse` is the oldest.
        var clock: UInt64 = 0
    }

    private let state = Mutex(State())
    private let limits: RegexLimits
    private let capacity: Int

    /// - Parameters:
    ///   - capacity: the greatest number of programs kept, at least 1.
    ///   - limits: the bounds of each program.
    package init(capacity: Int = 64, limits: RegexLimits = .standard) {
        self.capacity = max(capacity, 1)
        self.limits = limits
    }

    /// The number of programs kept.
    package var count: Int { state.withLock { $0.entries.count } }

    /// The program of `pattern`, compiled now if it is not kept. Two threads may compile the same pattern at once;
    /// compiling happens outside the lock.
    package func program(for pattern: String) throws(RegexError) -> RegexProgram {
        let key = PatternKey(pattern)
        let kept = state.withLock { state -> RegexProgram? in
            state.clock += 1
            guard let index = state.entries.index(forKey: key) else { return nil }
            state.entries.values[index].lastUse = state.clock
            return state.entries.values[index].program
        }
        if let kept { return kept }
        let program = try RegexProgram(pattern: pattern, limits: limits)
        state.withLock { state in
            if state.entries.count >= capacity, state.entries[key] == nil,
                // The uses are distinct numbers, so the order of the dictionary does not decide.
                let oldest = state.entries.min(by: { $0.value.lastUse < $1.value.lastUse })
            {
                state.entries[oldest.key] = nil
            }
            state.clock += 1
            state.entries[key] = Entry(program: program, lastUse: state.clock)
        }
        return program
    }

    /// A pattern by its bytes: Swift's own `==` on strings would take canonically equivalent patterns for one.
    private struct PatternKey: Hashable {
        let pattern: String

        init(_ pattern: String) { self.pattern = pattern }

        static func == (left: PatternKey, right: PatternKey) -> Bool {
            UTF8Text.equal(left.pattern, right.pattern)
        }

        func hash(into hasher: inout Hasher) {
            UTF8Text.hash(pattern, into: &hasher)
        }
    }
}
