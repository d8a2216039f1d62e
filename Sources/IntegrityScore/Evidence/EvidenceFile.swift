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
        public fileprivate(set) var evidence: [Evidence]
        fileprivate var lines: [Int32]
    }

    /// The day of the score: evidence after it is refused.
    public let asOf: Day
    /// In the order of the file.
    public private(set) var problems: [Problem] = []
    public private(set) var problemCount = 0
    public private(set) var itemCount = 0
    private var subjects: [Subject] = []
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
        guard itemCount < Self.maximumItems else {
            report("more than \(Self.maximumItems) items; split the file by subject", line: number)
            return
        }
        let place: Int
        if let last = subjects.last, last.name.utf8.elementsEqual(name.utf8) {
            place = subjects.count - 1
        } else if let known = places[ByteText(name)] {
            place = known
        } else {
            place = subjects.count
            places[ByteText(name)] = place
            subjects.append(Subject(name: name, type: type, evidence: [], lines: []))
        }
        guard subjects[place].type == type else {
            report(
                "subject \"\(name)\" is a \(type.rawValue) here and a \(subjects[place].type.rawValue) on line \(subjects[place].lines[0]); a subject has one type",
                line: number)
            return
        }
        subjects[place].evidence.append(evidence)
        subjects[place].lines.append(Int32(clamping: number))
        itemCount += 1
    }

    private mutating func report(_ text: String, line: Int) {
        problemCount += 1
        if problems.count < Self.maximumProblems { problems.append(Problem(line: line, text: text)) }
    }

    /// Looks for ids that one subject has twice. To be called after the last line.
    public mutating func checkDuplicates() {
        var duplicates: [Problem] = []
        for subject in subjects where subject.evidence.count > 1 {
            let order = subject.evidence.indices.sorted {
                let (left, right) = (subject.evidence[$0].id.utf8, subject.evidence[$1].id.utf8)
                return left.lexicographicallyPrecedes(right)
                    || (!right.lexicographicallyPrecedes(left) && subject.lines[$0] < subject.lines[$1])
            }
            for (first, second) in zip(order, order.dropFirst())
            where subject.evidence[first].id.utf8.elementsEqual(subject.evidence[second].id.utf8) {
                duplicates.append(
                    Problem(
                        line: Int(subject.lines[second]),
                        text:
                            "id \"\(subject.evidence[second].id)\" of subject \"\(subject.name)\" is on line \(subject.lines[first]) already; an item counts once"
                    ))
            }
        }
        problemCount += duplicates.count
        problems = Array((problems + duplicates.sorted { $0.line < $1.line }).prefix(Self.maximumProblems))
    }

    /// Every subject once, ascending by the bytes of its name. The file is empty afterwards, so that the evidence of a
    /// subject can be let go when it has been scored.
    public mutating func takeSubjects() -> [Subject] {
        let sorted = subjects.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        subjects = []
        places = [:]
        return sorted
    }
}
