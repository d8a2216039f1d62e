import RuleEngine
public import SupervisionModel

/// Reads event files: JSON Lines in the form of COMMANDS.md, one event, removal, tick or finality a line.
///
/// A file comes from a platform: an event of a type that nobody declared is kept as it is, and what cannot be used is
/// left out with its reason (`steps(of:)`), unless whoever reads it wants all or nothing (`read(_:)`).
///
/// Lines are read in order; `EventTimeline` gives events without height or rule time theirs. Bounded by
/// `LoadLimits.eventLineBytes` a line, so that a file of any length can be streamed.
public struct EventFile {
    private let diagnostics = Diagnostics()
    /// Fields that the vocabulary does not know; the rest of their event counts.
    private let notices = Diagnostics()
    private var reader: EventReader
    private var lines: JSONLines

    /// - Parameter path: named in errors.
    public init(path: String, vocabulary: Vocabulary, entities: EntityReader) {
        lines = JSONLines(path: path)
        reader = EventReader(
            vocabulary: vocabulary, entities: entities, diagnostics: diagnostics, source: .file(notices: notices))
    }

    /// The step of the next line, without its line feed; `nil` for an empty line.
    ///
    /// - Throws: `LoadFailure` with everything wrong with this line.
    public mutating func step(_ line: [UInt8]) throws(LoadFailure) -> EventStep? {
        guard let node = try lines.value(line) else { return nil }
        let step = step(node)
        let found = diagnostics.errors
        let unknown = notices.errors
        diagnostics.clear()
        notices.clear()
        // A misspelt field comes before what it made the line lack.
        guard let step, found.isEmpty else { throw LoadFailure(unknown + found) }
        guard case .event(let event) = step, !unknown.isEmpty else { return step }
        return .event(event.noting(unknown))
    }

    private mutating func step(_ node: YAMLNode) -> EventStep? {
        guard case .mapping(let entries) = node.content else {
            diagnostics.report(.wrongType, at: node.location, ["a line", "an object", node.kind])
            return nil
        }
        if entries.count == 1, let entry = entries.first {
            switch entry.key {
            case "remove": return reader.remove(entry.value)
            case "tick": return reader.tick(entry.value)
            case "final": return reader.final(entry.value)
            default: break
            }
        }
        guard var mapping = YAMLMapping(node, "an event", diagnostics) else { return nil }
        guard let type = mapping.required("type").flatMap({ diagnostics.text($0, "type") }) else {
            if diagnostics.errors.isEmpty {
                diagnostics.report(.missingKey, at: node.location, ["an event", "type"])
            }
            return nil
        }
        return reader.event(typeName: type, at: node.location, mapping)
    }

    /// All steps of a file that is small enough to be held. Lines that cannot be used are steps too, so that each is
    /// accounted for.
    public static func steps(
        of bytes: [UInt8], path: String, vocabulary: Vocabulary, entities: EntityReader
    ) -> [EventStep] {
        var file = EventFile(path: path, vocabulary: vocabulary, entities: entities)
        var steps: [EventStep] = []
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            do throws(LoadFailure) {
                if let step = try file.step(Array(line)) { steps.append(step) }
            } catch {
                steps.append(.faulty(FaultyLine(error)))
            }
        }
        return steps
    }

    /// All steps of a file without a fault; everything wrong with it at once. Undeclared types are steps, fields that
    /// the vocabulary does not know are faults.
    public static func read(
        _ bytes: [UInt8], path: String, vocabulary: Vocabulary, entities: EntityReader
    ) throws(LoadFailure) -> [EventStep] {
        let steps = EventFile.steps(of: bytes, path: path, vocabulary: vocabulary, entities: entities)
        let errors = steps.flatMap { step in
            switch step {
            case .faulty(let line): line.errors
            case .event(let event): event.notices
            default: [] as [LoadError]
            }
        }
        guard errors.isEmpty else { throw LoadFailure(errors) }
        return steps
    }
}

extension FileEvent {
    /// The same event with what its line says beside it.
    fileprivate func noting(_ notices: [LoadError]) -> FileEvent {
        FileEvent(
            event: event, isFinal: isFinal, observed: observed, jurisdiction: jurisdiction, notices: notices)
    }
}

extension YAMLNode {
    /// A JSON value in the form in which YAML values are read. All of it stands at one place: JSON Lines name the line.
    init(_ value: JSONValue, at location: SourceLocation) {
        let content: Content =
            switch value {
            case .string(let text): .scalar(text, isQuoted: true)
            case .integer(let number): .scalar(String(number), isQuoted: false)
            case .bool(let truth): .scalar(truth ? "true" : "false", isQuoted: false)
            case .array(let elements): .sequence(elements.map { YAMLNode($0, at: location) })
            case .object(let object):
                .mapping(
                    object.members.map {
                        Entry(key: $0.name, keyLocation: location, value: YAMLNode($0.value, at: location))
                    })
            }
        self.init(content: content, location: location, textLocation: location)
    }
}
