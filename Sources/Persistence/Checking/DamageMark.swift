import SupervisionModel

/// The note in a store that damage was found. While it is there nothing is signed.
public struct DamageMark: Sendable, Hashable {
    /// What was found first, for people.
    public let what: String
    public let findings: Int

    public init(what: String, findings: Int) {
        self.what = what
        self.findings = findings
    }

    private static let maximumBytes = 64 * 1024

    /// `nil` when there is none. A note that cannot be read is one.
    static func read(_ layout: StoreLayout) throws(StoreError) -> DamageMark? {
        guard let bytes = try DurableFile.read(layout.damage, limit: maximumBytes) else { return nil }
        let value = try? CanonicalJSON.decode(Array(bytes.prefix { $0 != 0x0A }), maximumBytes: maximumBytes)
        return DamageMark(
            what: value?["what"]?.string ?? "?", findings: Int(clamping: value?["findings"]?.integer ?? 1))
    }

    static func write(_ mark: DamageMark, _ layout: StoreLayout) throws(StoreError) {
        let value: JSONValue = [
            "findings": .integer(Int64(mark.findings)), "what": .string(String(mark.what.prefix(4096))),
        ]
        try DurableFile.replace(layout.damage, with: value.encode() + [0x0A])
    }

    static func remove(_ layout: StoreLayout) throws(StoreError) { try DurableFile.remove(layout.damage) }
}
