/// `getFullYear getMonth …` of timestamps and `getHours …` of durations (cel-spec, "Timestamps and Durations").
enum StandardTime {
    static let declarations: [FunctionDeclaration] = [
        accessor("getFullYear", .fullYear), accessor("getMonth", .month), accessor("getDate", .date),
        accessor("getDayOfMonth", .dayOfMonth), accessor("getDayOfWeek", .dayOfWeek),
        accessor("getDayOfYear", .dayOfYear),
        accessor("getHours", .hours) { $0.hours }, accessor("getMinutes", .minutes) { $0.minutes },
        accessor("getSeconds", .seconds) { $0.seconds },
        accessor("getMilliseconds", .milliseconds) { $0.millisecondPart },
    ]

    private static func accessor(
        _ name: String, _ field: TimestampField, duration: (@Sendable (CELDuration) -> Int64)? = nil
    ) -> FunctionDeclaration {
        var overloads: [FunctionOverload] = [
            .member("timestamp_\(name)", .timestamp, .int) { _, time in
                guard case .timestamp(let time) = time else { return .null }
                return .int(time.field(field))
            },
            .member("timestamp_\(name)_with_tz", .timestamp, .string, .int) { _, time, zone in
                guard case (.timestamp(let time), .string(let zone)) = (time, zone) else { return .null }
                return Libraries.attempt { () throws(TimeError) in
                    .int(time.field(field, in: try TimeZoneDatabase.system.zone(zone)))
                }
            },
        ]
        if let duration {
            overloads.append(
                .member("duration_\(name)", .duration, .int) { _, value in
                    guard case .duration(let value) = value else { return .null }
                    return .int(duration(value))
                })
        }
        return FunctionDeclaration(name, overloads: overloads)
    }
}
