/// Entry points for fuzzing the parsers of times. Each takes any bytes and says whether the laws held; a harness traps
/// on false. Texts that are not UTF-8 are repaired first, as a `String` would.
@_spi(Fuzzing)
public enum TimeFuzzing {
    /// `timestamp(string)`: a text that is read prints canonically and reads back as the same instant.
    public static func timestamp(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        do throws(TimeError) {
            let timestamp = try CELTimestamp(text: text)
            let canonical = timestamp.description
            guard try CELTimestamp(text: canonical) == timestamp else { return false }
            for field in TimestampField.allCases where timestamp.field(field) < 0 { return false }
            return canonical.utf8.last == UInt8(ascii: "Z")
        } catch {
            return isInside(error, text)
        }
    }

    /// `duration(string)`: a text that is read prints canonically and reads back as the same span.
    public static func duration(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        do throws(TimeError) {
            let duration = try CELDuration(text: text)
            return try CELDuration(text: duration.description) == duration
        } catch {
            return isInside(error, text)
        }
    }

    /// A TZif file: a file that is read gives sane offsets over the whole range of timestamps.
    public static func zoneFile(_ bytes: [UInt8]) -> Bool {
        guard let table = TZifFile.parse(bytes) else { return true }
        let probes =
            table.transitions.flatMap { [$0 &- 1, $0] } + [CELTimestamp.minimumSeconds, CELTimestamp.maximumSeconds]
        return probes.allSatisfy { seconds in
            // A transition may lie outside the range of timestamps; those are never asked for.
            guard (CELTimestamp.minimumSeconds...CELTimestamp.maximumSeconds).contains(seconds) else { return true }
            return table.offset(atEpochSeconds: seconds).magnitude <= 93_600
        }
    }

    /// The argument of an accessor: a name that reaches the source has no way out of its directory.
    public static func zoneName(_ bytes: [UInt8]) -> Bool {
        let database = TimeZoneDatabase { name in
            precondition(!name.utf8.contains(UInt8(ascii: ".")) && name.utf8.first != UInt8(ascii: "/"))
            precondition(!name.utf8.contains(0))
            return nil
        }
        do throws(TimeError) {
            return try database.zone(String(decoding: bytes, as: UTF8.self)).offset(atEpochSeconds: 0).magnitude
                < 86_400
        } catch {
            return error == .unknownTimeZone
        }
    }

    private static func isInside(_ error: TimeError, _ text: String) -> Bool {
        switch error {
        case .malformedTimestamp(let offset), .malformedDuration(let offset): (0...text.utf8.count).contains(offset)
        default: true
        }
    }
}
