import ChainFormats
import RuleEngine
public import SupervisionModel

/// Reads a mapping file: strict, everything wrong at once.
///
/// ```yaml
/// id: scf-receivables
/// version: "1.0"
/// logs:
///   - event: Pledged(bytes32 indexed fingerprint, string pledgor, uint256 secured)
///     contracts: ["0x5fbdb2315678afecb367f032d93f642f64180aa3"]   # or: any
///     type: collateral.pledged
///     fields:
///       assetFingerprint: fingerprint
///       pledgor: pledgor
///       secured: { amount: secured, currency: CNY }
///       assetType: { const: EQUIP }
/// ```
public struct LogMappingReader {
    private let diagnostics = Diagnostics()
    private let vocabulary: Vocabulary?

    /// - Parameter vocabulary: what types and fields are checked against; nil for a mapping that was checked when it was
    ///   recorded.
    /// - Throws: `LoadFailure` with every problem.
    public static func read(
        _ bytes: [UInt8], path: String, vocabulary: Vocabulary?
    ) throws(LoadFailure) -> LogMapping {
        let reader = LogMappingReader(vocabulary: vocabulary)
        guard let file = SourceFile.decode(bytes, path: path, into: reader.diagnostics),
            let root = YAMLDocument.read(file, into: reader.diagnostics),
            var mapping = YAMLMapping(root, "the mapping", reader.diagnostics)
        else { throw LoadFailure(reader.diagnostics.errors) }
        let result = reader.read(&mapping)
        try reader.diagnostics.failIfAny()
        guard let result else { throw LoadFailure(reader.diagnostics.errors) }
        return result
    }

    private func read(_ mapping: inout YAMLMapping) -> LogMapping? {
        let id = mapping.required("id").flatMap { diagnostics.identifier($0, "id") }
        let version = mapping.required("version").flatMap { diagnostics.text($0, "version") }
        let logs = mapping.required("logs").flatMap { diagnostics.sequence($0, "logs") } ?? []
        let entries = logs.compactMap(entry)
        mapping.finish()
        guard let id, let version else { return nil }
        return LogMapping(id: id, version: version, entries: entries)
    }

    private func entry(_ node: YAMLNode) -> LogMapping.Entry? {
        guard var mapping = YAMLMapping(node, "a log", diagnostics) else { return nil }
        let event = mapping.required("event").flatMap(event)
        let contracts = mapping.required("contracts").flatMap(contracts)
        let typeNode = mapping.required("type")
        let type = typeNode.flatMap { diagnostics.text($0, "type") }
        let fields = mapping.required("fields").flatMap { YAMLMapping($0, "fields", diagnostics) }
        mapping.finish()
        guard let event, let contracts, let type, let typeNode, var fields else { return nil }
        let payload = self.payload(type, typeNode)
        var sources: [(name: String, source: LogMapping.Source)] = []
        for entry in fields.all() {
            if let payload, payload.slot(of: entry.key) == nil {
                diagnostics.report(
                    .unknownField, at: entry.keyLocation, [entry.key, type],
                    suggestion: SpellingSuggestion.nearest(to: entry.key, among: payload.fields.map(\.name)))
            }
            if let source = source(entry.value, event) { sources.append((entry.key, source)) }
        }
        return LogMapping.Entry(event: event, contracts: contracts, type: type, fields: sources)
    }

    private func event(_ node: YAMLNode) -> ABIEvent? {
        guard let text = diagnostics.text(node, "event") else { return nil }
        do throws(ABIEvent.Problem) {
            return try ABIEvent(text)
        } catch {
            let expected =
                switch error {
                case .syntax: "Name(type [indexed] name, …)"
                case .type(let type):
                    "types of uintN, intN, address, bool, bytesN, bytes, string and lists of them, not \(type)"
                case .repeated(let name): "each name once, not \(name) again"
                case .tooManyIndexed: "at most three indexed parameters"
                }
            diagnostics.report(.notAllowedValue, at: node.location, ["event", text, expected])
            return nil
        }
    }

    /// A list of accounts, or `any`.
    private func contracts(_ node: YAMLNode) -> [[UInt8]]? {
        if case .scalar(let text, _) = node.content, text.utf8.elementsEqual("any".utf8) { return [] }
        guard let texts = diagnostics.texts(node, "contracts"), !texts.isEmpty else { return nil }
        return texts.compactMap { text in
            let digits = text.hasPrefix("0x") ? text.dropFirst(2) : text[...]
            if let bytes = Hex.decode(digits), bytes.count == 20 { return bytes }
            diagnostics.report(
                .notAllowedValue, at: node.location, ["a contract", text, "0x and 40 hexadecimal digits, or any"])
            return nil
        }
    }

    private func payload(_ type: String, _ node: YAMLNode) -> RecordType? {
        guard let vocabulary else { return nil }
        if let index = vocabulary.index(of: type), vocabulary[index].timeSource == .chain {
            return vocabulary[index].payload
        }
        diagnostics.report(
            .unknownEventType, at: node.location, [type],
            suggestion: SpellingSuggestion.nearest(to: type, among: vocabulary.types.map(\.name)))
        return nil
    }

    private func source(_ node: YAMLNode, _ event: ABIEvent) -> LogMapping.Source? {
        guard case .mapping = node.content else {
            return diagnostics.text(node, "a field").flatMap { parameter($0, node, event) }.map { .parameter($0.name) }
        }
        guard var mapping = YAMLMapping(node, "a field", diagnostics) else { return nil }
        let amount = mapping.optional("amount")
        let currency = mapping.optional("currency")
        let seconds = mapping.optional("seconds")
        let constant = mapping.optional("const")
        mapping.finish()
        if let constant, amount == nil, seconds == nil {
            return diagnostics.text(constant, "const").map { .constant($0) }
        }
        if let seconds, amount == nil {
            return diagnostics.text(seconds, "seconds").flatMap { parameter($0, seconds, event, isNumber: true) }
                .map { .seconds($0.name) }
        }
        guard let amount, let currency, let name = diagnostics.text(amount, "amount"),
            let parameter = parameter(name, amount, event, isNumber: true),
            let unit = diagnostics.text(currency, "currency")
        else {
            diagnostics.report(
                .fieldValue, at: node.location,
                ["a field", "a parameter, { amount, currency }, { seconds } or { const }", node.kind])
            return nil
        }
        let isParameter = event.parameters.contains { $0.name.utf8.elementsEqual(unit.utf8) && $0.type == .string }
        return .amount(parameter: parameter.name, currency: unit, isParameter: isParameter)
    }

    /// A parameter whose value a log shows.
    private func parameter(
        _ name: String, _ node: YAMLNode, _ event: ABIEvent, isNumber: Bool = false
    ) -> ABIEvent.Parameter? {
        let found = event.parameters.first { $0.name.utf8.elementsEqual(name.utf8) }
        guard let found, !(found.isIndexed && found.type.isDynamic) else {
            diagnostics.report(
                .notAllowedValue, at: node.location,
                ["a parameter", name, event.parameters.map(\.name).joined(separator: ", ")],
                suggestion: SpellingSuggestion.nearest(to: name, among: event.parameters.map(\.name)))
            return nil
        }
        if isNumber {
            switch found.type {
            case .unsigned, .signed: break
            default:
                diagnostics.report(
                    .notAllowedValue, at: node.location, ["a number", name, "a parameter of uintN or intN"])
                return nil
            }
        }
        return found
    }
}
