public import SupervisionModel

/// What of an event file no rule has judged, and why: lines that were left out, fields and types that the vocabulary
/// does not know. Nothing of a file is lost without being in it.
public struct EventFileReport: Sendable {
    /// Events of one undeclared type.
    public struct Undeclared: Hashable, Sendable {
        public let type: String
        public let count: Int
        /// The first of them.
        public let first: UndeclaredEvent
        /// The declared type that was probably meant.
        public let suggestion: String?
    }

    /// An unknown field of one event type.
    public struct UnknownField: Hashable, Sendable {
        /// Of the first event that has it.
        public let error: LoadError
        public let count: Int
    }

    /// Lines that were left out, in their order.
    public let faulty: [FaultyLine]
    /// In the order of their first event.
    public let undeclared: [Undeclared]
    /// In the order of their first event.
    public let unknownFields: [UnknownField]

    /// - Parameter vocabulary: that with which the steps were read.
    public init(_ steps: [EventStep], vocabulary: Vocabulary) {
        var faulty: [FaultyLine] = []
        var events = Tally<UndeclaredEvent>()
        var fields = Tally<LoadError>()
        for step in steps {
            switch step {
            case .faulty(let line): faulty.append(line)
            case .undeclared(let event): events.count(event, as: event.type)
            case .event(let event):
                for notice in event.notices { fields.count(notice, as: notice.arguments.joined(separator: "\u{0}")) }
            case .remove, .tick, .final: break
            }
        }
        let names = vocabulary.types.map(\.name)
        self.faulty = faulty
        undeclared = events.entries.map { event, count in
            Undeclared(
                type: event.type, count: count, first: event,
                suggestion: SpellingSuggestion.nearest(to: event.type, among: names))
        }
        unknownFields = fields.entries.map { UnknownField(error: $0.first, count: $0.count) }
    }

    /// Whether rules have judged all that the file says.
    public var isClean: Bool { faulty.isEmpty && undeclared.isEmpty && unknownFields.isEmpty }

    /// One line a reason, then one a count; empty for a clean file.
    public func text(in language: LoadError.Language) -> String {
        var lines = faulty.flatMap(\.errors).map { $0.text(in: language) }
        for field in unknownFields {
            let count = field.count
            lines.append(
                field.error.text(in: language)
                    + (language == .zh
                        ? "（\(count) 个事件；已略去该字段）"
                        : " (\(count) \(count == 1 ? "event" : "events"); the field was left out)"))
        }
        for entry in undeclared {
            // A type is text of the platform: what would steer a terminal is replaced, and it is cut.
            let error = LoadError(
                .unknownEventType, at: entry.first.location, [Diagnostics.printable(entry.type)],
                suggestion: entry.suggestion)
            let count = entry.count
            lines.append(
                error.text(in: language)
                    + (language == .zh
                        ? "（\(count) 个事件；已保留，未经规则判断）"
                        : " (\(count) \(count == 1 ? "event" : "events"); kept, judged by no rule)"))
        }
        if !faulty.isEmpty {
            let count = faulty.count
            lines.append(
                language == .zh ? "略去 \(count) 行" : "\(count) \(count == 1 ? "line was" : "lines were") left out")
        }
        return lines.joined(separator: "\n")
    }
}

/// Counts what has one name, in the order of the first of them.
private struct Tally<Element> {
    private(set) var entries: [(first: Element, count: Int)] = []
    private var places: [[UInt8]: Int] = [:]

    mutating func count(_ element: Element, as name: String) {
        let name = Array(name.utf8)
        if let place = places[name] {
            entries[place].count += 1
        } else {
            places[name] = entries.count
            entries.append((element, 1))
        }
    }
}
