/// A reader of compiled time zone files (TZif, RFC 8536), versions 2 to 4.
///
/// Only what offsets need is kept: transitions, local time types, and the footer. Designations, standard/wall
/// indicators and version 1 data are skipped. Files with leap seconds (the `right/` tree) are refused, because their
/// instants are not POSIX time.
package enum TZifFile {
    /// Largest file, in bytes. The largest of the database are below 4 KiB; `fat` ones below 8 KiB.
    package static let maximumBytes = 64 * 1024
    /// Most transitions of one zone.
    static let maximumTransitions = 4096

    /// Reads a whole file.
    ///
    /// - Returns: nil when the bytes are not a usable TZif file: wrong magic or version, truncated, counts out of
    ///   bounds, transitions not ascending, type indices or offsets out of range, a malformed footer, or leap seconds.
    package static func parse(_ bytes: [UInt8]) -> TimeZoneTable? {
        guard bytes.count <= maximumBytes else { return nil }
        var reader = Reader(bytes)
        guard let old = Header(&reader), old.version >= UInt8(ascii: "2") else { return nil }
        guard reader.skip(old.bodySize(timeSize: 4)), let header = Header(&reader) else { return nil }
        return readBody(header, &reader)
    }

    private static func readBody(_ header: Header, _ reader: inout Reader) -> TimeZoneTable? {
        guard header.typeCount > 0, header.typeCount <= 256, header.transitionCount <= maximumTransitions,
            header.leapCount == 0
        else { return nil }
        var transitions: [Int64] = []
        transitions.reserveCapacity(header.transitionCount)
        for _ in 0..<header.transitionCount {
            guard let high = reader.word(), let low = reader.word() else { return nil }
            let time = Int64(bitPattern: UInt64(high) << 32 | UInt64(low))
            if let last = transitions.last, time <= last { return nil }
            transitions.append(time)
        }
        var types: [Int] = []
        for _ in 0..<header.transitionCount {
            guard let type = reader.byte(), type < header.typeCount else { return nil }
            types.append(Int(type))
        }
        var typeOffsets: [Int32] = []
        for _ in 0..<header.typeCount {
            // Offset, daylight flag, designation index.
            guard let word = reader.word(), reader.skip(2) else { return nil }
            let offset = Int32(bitPattern: word)
            // RFC 8536 section 3.2: offsets should lie within -25 and +26 hours.
            guard offset > -90_000, offset < 93_600 else { return nil }
            typeOffsets.append(offset)
        }
        guard reader.skip(header.designationSize + header.standardCount + header.universalCount) else { return nil }
        guard let footer = reader.footer() else { return nil }
        var rule: PosixTimeZone?
        if !footer.isEmpty {
            guard let parsed = PosixTimeZone(footer) else { return nil }
            rule = parsed
        }
        return TimeZoneTable(
            transitions: transitions, offsets: types.map { typeOffsets[$0] }, initialOffset: typeOffsets[0], rule: rule)
    }

    /// The fixed header of 44 bytes.
    private struct Header {
        let version: UInt8
        let universalCount: Int
        let standardCount: Int
        let leapCount: Int
        let transitionCount: Int
        let typeCount: Int
        let designationSize: Int

        init?(_ reader: inout Reader) {
            guard reader.word() == 0x545A_6966, let version = reader.byte(), reader.skip(15),
                let universal = reader.count(), let standard = reader.count(), let leap = reader.count(),
                let transition = reader.count(), let type = reader.count(), let designation = reader.count()
            else { return nil }
            self.version = version
            universalCount = universal
            standardCount = standard
            leapCount = leap
            transitionCount = transition
            typeCount = type
            designationSize = designation
        }

        /// The size of the data block after the header, for times of `timeSize` bytes.
        func bodySize(timeSize: Int) -> Int {
            transitionCount * (timeSize + 1) + typeCount * 6 + designationSize + leapCount * (timeSize + 4)
                + standardCount + universalCount
        }
    }

    /// A big-endian cursor that never leaves its bytes.
    private struct Reader {
        private let bytes: [UInt8]
        private var offset = 0

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
        }

        mutating func byte() -> UInt8? {
            guard offset < bytes.count else { return nil }
            defer { offset += 1 }
            return bytes[offset]
        }

        mutating func word() -> UInt32? {
            guard bytes.count - offset >= 4 else { return nil }
            var value: UInt32 = 0
            for index in offset..<(offset + 4) { value = value << 8 | UInt32(bytes[index]) }
            offset += 4
            return value
        }

        /// A count of the header; one that exceeds the largest file is refused, so that sums cannot overflow.
        mutating func count() -> Int? {
            guard let value = word(), value <= TZifFile.maximumBytes else { return nil }
            return Int(value)
        }

        mutating func skip(_ count: Int) -> Bool {
            guard count <= bytes.count - offset else { return false }
            offset += count
            return true
        }

        /// The text between two line feeds at the end of the file.
        mutating func footer() -> [UInt8]? {
            guard byte() == 0x0A, let end = bytes[offset...].firstIndex(of: 0x0A) else { return nil }
            defer { offset = end + 1 }
            return Array(bytes[offset..<end])
        }
    }
}
