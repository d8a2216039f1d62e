/// The outcome of all checks of a block of any family, in the order they were made.
public struct FormatReport: Hashable, Sendable {
    public private(set) var checks: [FormatCheck] = []

    public init() {}

    /// The report on bytes or a document that do not decode.
    ///
    /// - Parameter detail: English: what was found, what was expected, where.
    public init(undecodable detail: String) {
        add(.structure, false, detail)
    }

    /// Whether every check made is good. A report without checks verifies nothing.
    public var verified: Bool { !checks.isEmpty && checks.allSatisfy(\.ok) }

    /// The first check that is not good.
    public var failure: FormatCheck? { checks.first { !$0.ok } }

    /// Whether a check of that name failed.
    public func failed(_ name: FormatCheck.Name) -> Bool {
        checks.contains { $0.name == name && !$0.ok }
    }

    mutating func add(_ name: FormatCheck.Name, _ ok: Bool, _ detail: String) {
        checks.append(FormatCheck(name, ok: ok, detail: detail))
    }

    /// Adds a check that compares what was computed with what is stated.
    mutating func compare(_ name: FormatCheck.Name, computed: String, stated: String, of what: String) {
        let ok = computed.utf8.elementsEqual(stated.utf8)
        add(name, ok, ok ? "\(what) \(computed)" : "\(what) computed \(computed), stated \(stated)")
    }
}
