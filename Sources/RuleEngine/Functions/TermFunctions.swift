import CEL
import SupervisionModel

/// `deadline(time, term)`: when a term of law or contract ends (`Term`).
enum TermFunctions {
    static func deadline(_ calendar: WorkCalendar) -> FunctionDeclaration {
        FunctionDeclaration(
            "deadline",
            FunctionOverload(
                "deadline_timestamp_string", [.timestamp, .string], .timestamp, cost: 4,
                body: .binary { _, time, term in
                    guard case .timestamp(let time) = time, case .string(let text) = term else { return .null }
                    guard let term = Term(text) else {
                        return .failure(
                            .invalidArgument, "\"\(text)\" is no term such as 15m, 60 days, 10 workdays, 4 months")
                    }
                    let moment = Timestamp(
                        milliseconds: time.seconds * 1000 + Int64(time.nanoseconds) / 1_000_000)
                    return FieldBridge.value(of: term.end(from: moment, calendar: calendar))
                }),
            FunctionOverload(
                "deadline_timestamp_int_string", [.timestamp, .int, .string], .timestamp, cost: 4,
                body: .ternary { _, time, count, unit in
                    guard case .timestamp(let time) = time, case .int(let count) = count, case .string(let unit) = unit
                    else { return .null }
                    guard let term = Term("\(count) \(unit)") else {
                        return .failure(.invalidArgument, "\"\(count) \(unit)\" is no term such as 60 days")
                    }
                    let moment = Timestamp(
                        milliseconds: time.seconds * 1000 + Int64(time.nanoseconds) / 1_000_000)
                    return FieldBridge.value(of: term.end(from: moment, calendar: calendar))
                }))
    }
}
