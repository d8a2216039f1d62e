import Synchronization

/// The time zones by name: fixed ones are computed, others come from a source of TZif files and are kept.
///
/// The source is a closure, so that nothing in here reads files; ``ZoneInfoDirectory`` is the source of the machine.
/// Results depend on the version of the time zone database that the source has.
package final class TimeZoneDatabase: Sendable {
    /// Gives the bytes of the TZif file of a name, or nil. Names have been checked: see `isWellFormed`.
    package typealias Source = @Sendable (_ name: String) -> [UInt8]?

    /// Most zones kept. The database has about 600 names, links included.
    static let maximumKept = 1024

    /// The database of the machine.
    package static let system = TimeZoneDatabase { ZoneInfoDirectory.standard.read($0) }

    private let source: Source
    private let kept = Mutex<[String: CELTimeZone]>([:])

    package init(source: @escaping Source) {
        self.source = source
    }

    /// The zone of a CEL time zone argument: `UTC`, `+HH:MM`, or a name of the database.
    ///
    /// - Throws: `unknownTimeZone`.
    package func zone(_ text: String) throws(TimeError) -> CELTimeZone {
        if let fixed = CELTimeZone(fixedText: text) { return fixed }
        guard Self.isWellFormed(text) else { throw .unknownTimeZone }
        // The name is ASCII, so that the dictionary compares bytes.
        if let zone = kept.withLock({ $0[text] }) { return zone }
        guard let table = load(text) else { throw .unknownTimeZone }
        kept.withLock { kept in
            if kept.count < Self.maximumKept { kept[text] = .table(table) }
        }
        return .table(table)
    }

    private func load(_ name: String) -> TimeZoneTable? {
        for candidate in [name, LegacyTimeZoneNames.current[name]] {
            if let candidate, let bytes = source(candidate), let table = TZifFile.parse(bytes) { return table }
        }
        return nil
    }

    /// Whether a text can be a name of the database: components of letters, digits, `_`, `+`, `-`, separated by single
    /// slashes. There is no point and no leading slash in it, so no path leads out of the source. Names that mean
    /// something else on every machine are refused.
    static func isWellFormed(_ name: String) -> Bool {
        let isWellFormed = UTF8Text.withBytes(of: name) { bytes in
            guard bytes.count <= maximumNameBytes else { return false }
            var previous = UInt8(ascii: "/")
            for byte in bytes {
                guard isNameByte(byte) || (byte == UInt8(ascii: "/") && previous != byte) else { return false }
                previous = byte
            }
            return previous != UInt8(ascii: "/")
        }
        guard isWellFormed else { return false }
        return name != "localtime" && name != "posixrules" && !name.hasPrefix("right/") && !name.hasPrefix("posix/")
    }

    /// Longest name, in bytes. The longest of the database has 32.
    private static let maximumNameBytes = 64

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
