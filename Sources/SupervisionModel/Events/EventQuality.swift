/// What is doubtful about an event (vocabulary.md C1). Rules may ask for none of it.
public struct EventQuality: OptionSet, Hashable, Sendable {
    public let rawValue: UInt16

    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// An identifier fails its own check digits. A warning only: real codes that fail exist.
    public static let badChecksum = EventQuality(rawValue: 1 << 0)
    /// A party has no identifier.
    public static let missingID = EventQuality(rawValue: 1 << 1)
    /// The source's clock is off.
    public static let clockSkew = EventQuality(rawValue: 1 << 2)
    /// The adapter guessed a unit.
    public static let unitGuess = EventQuality(rawValue: 1 << 3)
    /// It came later than its chain may be.
    public static let late = EventQuality(rawValue: 1 << 4)
    /// Its business time lies further before rule time than allowed.
    public static let backdated = EventQuality(rawValue: 1 << 5)
    /// Only the party it is about says so.
    public static let selfDeclared = EventQuality(rawValue: 1 << 6)

    /// Every bit with the name that the vocabulary gives it, in the order of the bits.
    public static let all: [(name: String, bit: EventQuality)] = [
        ("BAD_CHECKSUM", .badChecksum), ("MISSING_ID", .missingID), ("CLOCK_SKEW", .clockSkew),
        ("UNIT_GUESS", .unitGuess), ("LATE", .late), ("BACKDATED", .backdated), ("SELF_DECLARED", .selfDeclared),
    ]

    /// The names of the bits that are set, in the order of the bits.
    public var names: [String] { EventQuality.all.filter { contains($0.bit) }.map(\.name) }
}
