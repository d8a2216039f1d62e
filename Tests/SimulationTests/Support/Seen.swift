import Simulation
import SupervisionModel

/// An event as a reading of a rule sees it, from a plan or from a line of the output.
struct Seen {
    let type: String
    let chain: String
    let height: Int64
    let time: Timestamp
    let fields: JSONValue

    init(_ plan: PlannedEvent, chains: [SimulatedChain]) {
        type = plan.type
        chain = chains[plan.chain].id.text
        height = 0
        time = plan.time
        fields = .object(JSONObject(plan.fields.map { ($0.name, $0.value) }))
    }

    /// `nil` for a line that is no event.
    init?(_ line: JSONValue) {
        guard let type = line["type"]?.string, let chain = line["chain"]?.string, let height = line["height"]?.integer,
            let time = line["time"]?.string.flatMap(Seen.moment)
        else { return nil }
        self.type = type
        self.chain = chain
        self.height = height
        self.time = time
        fields = line
    }

    func text(_ name: String) -> String? { fields[name]?.string ?? fields["payload"]?[name]?.string }

    func integer(_ name: String) -> Int? { fields[name]?.integer.map { Int($0) } }

    func truth(_ name: String) -> Bool? { fields[name]?.bool }

    /// Minor units; `nil` when the amount is in another currency.
    func minor(_ name: String, _ currency: String = "CNY") -> Int? {
        guard fields[name]?["currency"]?.string == currency else { return nil }
        return fields[name]?["minor"]?.string.flatMap { Int($0) }
    }

    func moment(_ name: String) -> Timestamp? { text(name).flatMap(Seen.moment) }

    func texts(_ name: String) -> [String] { fields[name]?.array?.compactMap(\.string) ?? [] }

    /// Seconds of a duration such as `600s`.
    func seconds(_ name: String) -> Int? { text(name).flatMap { Int($0.dropLast()) } }

    /// RFC 3339 in UTC without fractions, as the simulation writes it.
    static func moment(_ text: String) -> Timestamp? {
        guard let day = Day(text: text.prefix(10)), text.utf8.count == 20 else { return nil }
        let parts = text.dropFirst(11).dropLast().split(separator: ":").compactMap { Int64($0) }
        guard parts.count == 3 else { return nil }
        // The day of Shanghai begins eight hours before that of Greenwich.
        return day.start.advanced(by: .seconds(8 * 3_600 + parts[0] * 3_600 + parts[1] * 60 + parts[2]))
    }
}

/// What a reading finds.
struct Finding: Hashable, CustomStringConvertible {
    let subject: String
    let at: Timestamp

    var description: String { "\(subject) at \(at.rfc3339)" }
}

extension Timestamp {
    /// Seconds since another moment.
    func seconds(since other: Timestamp) -> Int { Int(interval(since: other).milliseconds / 1_000) }

    /// The day of Shanghai.
    var day: Day { Day(containing: self) }
}

extension Day {
    /// The first moment of the day that many days later.
    func start(after days: Int) -> Timestamp { Day(number: number + Int32(days)).start }
}

extension Array where Element == Seen {
    func of(_ types: String...) -> [Seen] { filter { types.contains($0.type) } }

    func grouped(_ name: String) -> [[Seen]] { grouped { $0.text(name) } }

    /// By a key, in the order of first appearance; what has no key is left out.
    func grouped(_ key: (Seen) -> String?) -> [[Seen]] {
        var order: [String] = []
        var groups: [String: [Seen]] = [:]
        for event in self {
            guard let key = key(event) else { continue }
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(event)
        }
        return order.compactMap { groups[$0] }
    }
}
