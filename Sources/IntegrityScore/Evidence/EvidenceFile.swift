public import SupervisionModel

/// The evidence of an evidence file, by subject: what `yushi score compute` reads.
///
/// Lines are added one after the other, in any order; what is wrong with them is collected with the number of the line.
public struct EvidenceFile: Sendable {
    /// Longer lines are refused.
    public static let maximumLineBytes = 64 << 10
    /// Files with more items are refused.
    public static let maximumItems = 20_000_000
    /// So many problems are kept; the others are counted.
    public static let maximumProblems = 20

    /// Something wrong with a line.
    public struct Problem: Sendable, Hashable {
        /// Counted from 1.
        public let line: Int
        public let text: String
    }

    /// All evidence of one subject.
    public struct Subject: Sendable {
        public let name: String
        public let type: SubjectType
        public let evidence: [Evidence]
    }

    private struct Entry {
        let name: String
        let type: SubjectType
        let firstLine: Int
        var count = 0
    }

    /// The day of the score: evidence after it is refused.
    public let asOf: Day
    /// In the order of the file.
    public private(set) var problems: [Problem] = []
    public private(set) var problemCount = 0
    /// In the order of the file, with the place of the subject and the line of each.
    private var items: [Evidence] = []
    private var owners: [Int32] = []
    private var lines: [Int32] = []
    private var entries: [Entry] = []
    private var places: [ByteText: Int] = [:]

    public init(asOf: Day) {
        self.asOf = asOf
    }

    /// Takes one line; an empty one is passed over.
    ///
    /// - Parameters:
    ///   - line: without its end.
    ///   - number: counted from 1, for messages.
    public mutating func add(_ line: Span<UInt8>, number: Int) {
        var isBlank = true
        for index in line.indices where line[index] != 0x20 && line[index] != 0x09 && line[index] != 0x0D {
            isBlank = false
            break
        }
        if isBlank { return }
        if let read = EvidenceLineScanner.read(line) {
            add(read.subject, read.type, read.evidence, number: number)
            return
        }
        do throws(JSONError) {
            let json = try JSONParser.parse(line, maximumBytes: Self.maximumLineBytes, nulls: .absent)
            do throws(JSONReadError) {
                let read = try Evidence.read(json)
                add(read.subject, read.type, read.evidence, number: number)
            } catch {
                report("\(error)", line: number)
            }
        } catch {
            report("\(error)", line: number)
        }
    }

    private mutating func add(_ name: String, _ type: SubjectType, _ evidence: Evidence, number: Int) {
        guard evidence.day <= asOf else {
            report(
                "day \(evidence.day.text) of \"\(evidence.id)\" is after the day of the score, \(asOf.text); leave it out or score a later day",
                line: number)
            return
        }
        guard items.count < Self.maximumItems else {
            report("more than \(Self.maximumItems) items; split the file by subject", line: number)
            return
        }
        let place = self.place(of: name, type, number: number)
        guard entries[place].type == type else {
            report(
                "subject \"\(name)\" is a \(type.rawValue) here and a \(entries[place].type.rawValue) on line \(entries[place].firstLine); a subject has one type",
                line: number)
            return
        }
        entries[place].count += 1
        items.append(evidence)
        owners.append(Int32(truncatingIfNeeded: place))
        lines.append(Int32(clamping: number))
    }

    private mutating func place(of name: String, _ type: SubjectType, number: Int) -> Int {
        if let owner = owners.last, entries[Int(owner)].name.hasBytes(of: name) { return Int(owner) }
        if let known = places[ByteText(name)] { return known }
        places[ByteText(name)] = entries.count
        entries.append(Entry(name: name, type: type, firstLine: number))
        return entries.count - 1
    }

    private mutating func report(_ text: String, line: Int) {
        problemCount += 1
        if problems.count < Self.maximumProblems { problems.append(Problem(line: line, text: text)) }
    }

    /// The subjects, ascending by the bytes of their names, each handed over once with all its evidence. To be called
    /// after the last line; finds ids that a subject has twice, and hands nothing over where there is any problem.
    ///
    /// - Parameter body: is called in order.
    public mutating func forEachSubject(_ body: (Subject) throws -> Void) rethrows {
        let grouped = groupedItems()
        checkDuplicates(grouped)
        guard problemCount == 0 else { return }
        var starts = [0]
        for entry in entries { starts.append(starts[starts.count - 1] + entry.count) }
        let order = entries.indices.sorted { entries[$0].name.precedesByBytes(entries[$1].name) }
        for place in order {
            let evidence = grouped[starts[place]..<starts[place + 1]].map { items[Int($0)] }
            try body(Subject(name: entries[place].name, type: entries[place].type, evidence: evidence))
        }
    }

    /// The items of the first subject, then those of the second …, each in the order of the file.
    private func groupedItems() -> [Int32] {
        var next: [Int] = []
        var sum = 0
        for entry in entries {
            next.append(sum)
            sum += entry.count
        }
        var grouped = [Int32](repeating: 0, count: items.count)
        for (index, owner) in owners.enumerated() {
            grouped[next[Int(owner)]] = Int32(truncatingIfNeeded: index)
            next[Int(owner)] += 1
        }
        return grouped
    }

    private mutating func checkDuplicates(_ grouped: [Int32]) {
        var duplicates: [Problem] = []
        var start = 0
        for entry in entries {
            let own = grouped[start..<start + entry.count].map { Int($0) }
            start += entry.count
            if zip(own, own.dropFirst()).allSatisfy({ items[$0].id.precedesByBytes(items[$1].id) }) { continue }
            // By id, and in the order of the file where the ids are one.
            let sorted = own.sorted {
                items[$0].id.precedesByBytes(items[$1].id)
                    || (!items[$1].id.precedesByBytes(items[$0].id) && $0 < $1)
            }
            for (first, second) in zip(sorted, sorted.dropFirst()) where items[first].id.hasBytes(of: items[second].id)
            {
                duplicates.append(
                    Problem(
                        line: Int(lines[second]),
                        text:
                            "id \"\(items[second].id)\" of subject \"\(entry.name)\" is on line \(lines[first]) already; an item counts once"
                    ))
            }
        }
        problemCount += duplicates.count
        problems = Array((problems + duplicates.sorted { $0.line < $1.line }).prefix(Self.maximumProblems))
    }
}
