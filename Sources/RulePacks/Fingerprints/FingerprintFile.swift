import RuleEngine
public import SupervisionModel

/// Reads what platforms want fingerprints of: JSON Lines, one object a line.
///
/// ```json
/// {"kind":"receivable","debtor":"9135…","creditor":"9131…","invoiceNumber":"INV-1","amount":{"minor":"100","currency":"CNY"}}
/// ```
/// The members are the parameters of `Fingerprint.invoice`, `.receivable` and `.asset`; a misspelt one is an error, as it
/// would silently make another fingerprint. Amounts may also be written `"123.45 CNY"`.
public struct FingerprintFile {
    private let diagnostics = Diagnostics()
    private var lines: JSONLines

    /// - Parameter path: named in errors.
    public init(path: String) { lines = JSONLines(path: path) }

    /// The fingerprint of what the next line describes; `nil` for an empty line.
    ///
    /// - Throws: `LoadFailure` with everything wrong with this line; `noFingerprint` when a part that must identify is
    ///   absent or too long.
    public mutating func fingerprint(_ line: [UInt8]) throws(LoadFailure) -> Fingerprint? {
        guard let node = try lines.value(line) else { return nil }
        diagnostics.clear()
        if let fingerprint = fingerprint(node), diagnostics.errors.isEmpty { return fingerprint }
        throw LoadFailure(diagnostics.errors)
    }

    private func fingerprint(_ node: YAMLNode) -> Fingerprint? {
        guard var mapping = YAMLMapping(node, "a line", diagnostics) else { return nil }
        let kind = mapping.required("kind").flatMap { diagnostics.word($0, "kind", Fingerprint.Kind.self) }
        guard let kind else {
            if diagnostics.errors.isEmpty { diagnostics.report(.missingKey, at: node.location, ["a line", "kind"]) }
            return nil
        }
        func text(_ key: String) -> String? { mapping.optional(key).flatMap { diagnostics.text($0, key) } }
        func amount() -> Money? {
            let reader = FieldValueReader(diagnostics: diagnostics, entities: EntityReader())
            return mapping.optional("amount").flatMap { reader.money($0, "amount") }
        }
        do throws(FingerprintError) {
            let fingerprint: Fingerprint =
                switch kind {
                case .invoice:
                    try .invoice(
                        electronicNumber: text("electronicNumber"), code: text("code"), number: text("number"),
                        seller: text("seller"), buyer: text("buyer"), amount: amount())
                case .receivable:
                    try .receivable(
                        registerNumber: text("registerNumber"), debtor: text("debtor"), creditor: text("creditor"),
                        invoiceNumber: text("invoiceNumber"), amount: amount())
                case .asset:
                    try .asset(
                        registerNumber: text("registerNumber"), type: text("type"), serial: text("serial"),
                        description: text("description"))
                }
            mapping.finish()
            return fingerprint
        } catch {
            // What is there but unreadable, or misspelt, is said instead of what is missing because of it.
            mapping.finish()
            if diagnostics.errors.isEmpty {
                let reason =
                    error.code == .missing
                    ? "\(error.part) is missing, and no number of a register stands in its place"
                    : "\(error.part) has more than \(Fingerprint.maximumPartBytes) bytes"
                diagnostics.report(.noFingerprint, at: node.location, [reason])
            }
            return nil
        }
    }
}
