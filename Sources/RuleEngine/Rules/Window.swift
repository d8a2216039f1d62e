public import SupervisionModel

/// Which earlier events of the key count together with the newest one, at rule time t.
public enum Window: Hashable, Sendable {
    /// Events in (t − length, t].
    case sliding(Interval)
    /// The last `count` events.
    case last(Int64)
    /// Events in the same calendar unit as t.
    case calendar(CalendarUnit)
    /// Events in the same interval [n · length, (n + 1) · length) since 1970.
    case tumbling(Interval)
    /// Events since the last pause of at least this length.
    case session(Interval)
    /// Events within this many blocks: heights in (height − count, height].
    case blocks(Int64)
    /// What has begun and not ended, of any age.
    case open(OpenWindow)
    /// Every event of the key.
    case ever

    /// Whether what counts is always a run of the newest events.
    var dropsOldestFirst: Bool {
        switch self {
        case .open: false
        default: true
        }
    }
}

/// "From the pledge until its release": an event of `from` counts until one of `until` names the same item.
public struct OpenWindow: Hashable, Sendable {
    /// Names of triggers whose events open an item.
    public let from: [String]
    /// Names of triggers whose events close one.
    public let until: [String]
    /// What names the item, by trigger.
    public let item: [ItemName]

    public struct ItemName: Hashable, Sendable {
        public let trigger: String
        public let expression: RuleExpression

        public init(trigger: String, expression: RuleExpression) {
            self.trigger = trigger
            self.expression = expression
        }
    }

    public init(from: [String], until: [String], item: [ItemName]) {
        self.from = from
        self.until = until
        self.item = item
    }
}

/// A unit of the calendar in a fixed zone.
public struct CalendarUnit: Hashable, Sendable {
    public enum Unit: String, Hashable, Sendable, CaseIterable {
        case hour, day, week, month, quarter, year
    }

    public let unit: Unit
    public let zone: CalendarZone

    public init(_ unit: Unit, in zone: CalendarZone) {
        self.unit = unit
        self.zone = zone
    }

    /// The first moment of the unit in which `moment` falls. Weeks begin on Monday (ISO 8601).
    public func start(of moment: Timestamp) -> Timestamp { start(number(of: moment)) }

    /// The first moment after the unit in which `moment` falls.
    public func end(of moment: Timestamp) -> Timestamp { start(number(of: moment) + 1) }

    /// Consecutive units have consecutive numbers.
    public func number(of moment: Timestamp) -> Int64 {
        let local = moment.advanced(by: zone.offset).milliseconds
        let days = CalendarUnit.floorDivide(local, 86_400_000)
        switch unit {
        case .hour: return CalendarUnit.floorDivide(local, 3_600_000)
        case .day: return days
        // 1970-01-01 was a Thursday.
        case .week: return CalendarUnit.floorDivide(days + 3, 7)
        case .month, .quarter, .year:
            let date = CivilDate(daysSinceEpoch: days)
            let month = date.year * 12 + date.month - 1
            switch unit {
            case .month: return month
            case .quarter: return CalendarUnit.floorDivide(month, 3)
            default: return date.year
            }
        }
    }

    /// The first moment of the unit with that number.
    public func start(_ number: Int64) -> Timestamp {
        let local: Int64
        switch unit {
        case .hour: local = number &* 3_600_000
        case .day: local = number &* 86_400_000
        case .week: local = (number &* 7 &- 3) &* 86_400_000
        case .month: local = CalendarUnit.monthStart(number)
        case .quarter: local = CalendarUnit.monthStart(number &* 3)
        case .year: local = CalendarUnit.monthStart(number &* 12)
        }
        return Timestamp(milliseconds: local).advanced(by: -zone.offset)
    }

    private static func monthStart(_ number: Int64) -> Int64 {
        let year = floorDivide(number, 12)
        let date = CivilDate(year: year, month: number - year * 12 + 1, day: 1)
        return (date?.daysSinceEpoch ?? 0) * 86_400_000
    }

    private static func floorDivide(_ dividend: Int64, _ divisor: Int64) -> Int64 {
        let quotient = dividend / divisor
        return dividend % divisor < 0 ? quotient - 1 : quotient
    }
}

/// Zones without daylight saving: what calendars of rules are read in.
public enum CalendarZone: String, Hashable, Sendable, CaseIterable {
    case utc = "UTC"
    /// UTC+8; no daylight saving since 1991.
    case shanghai = "Asia/Shanghai"

    public var offset: Interval {
        switch self {
        case .utc: .zero
        case .shanghai: .hours(8)
        }
    }
}
