import ArgumentParser

/// A part of the benchmarks that can be run alone.
enum BenchSection: String, CaseIterable, ExpressibleByArgument {
    /// Decoding and verifying real blocks, against plain SHA-256.
    case verify
    /// Each stage of an import alone.
    case stages
    /// Bytes in, ledger durable.
    case `import`
    /// Peak memory of an import.
    case memory
    /// Digests, signatures and envelopes of participants' chains.
    case chains
    /// Conditions of rules.
    case cel
    /// The rule engine alone, against the number of rules.
    case rules

    /// Whether it works on the simulated chain.
    var needsChain: Bool {
        switch self {
        case .stages, .import, .memory: true
        case .verify, .chains, .cel, .rules: false
        }
    }
}
