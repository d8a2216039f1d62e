/// A name for an aggregate over the window, or for an expression over earlier names.
public struct Binding: Hashable, Sendable {
    public enum Aggregate: String, Hashable, Sendable, CaseIterable {
        case count, sum, min, max, first, last, distinct
        /// How many events share the most frequent value.
        case topCount
        /// The most frequent value; of several the smallest.
        case topValue
        /// Sum over count, rounded down.
        case mean
        /// Square root of the mean squared distance from the mean, rounded down.
        case stddev
        /// Middle value, of two the lower one.
        case median
        /// How many of the most frequent values make up a share: `share(event.producer, 51)` in per cent.
        case share
        /// The value below which that many per cent of the values lie (nearest rank): `percentile(event.x, 95)`.
        case percentile
    }

    public enum Form: Hashable, Sendable {
        /// The argument is evaluated on each event of the window; `nil` for `count()`.
        case aggregate(Aggregate, RuleExpression?)
        /// Evaluated on the names before it.
        case expression(RuleExpression)
    }

    public let name: String
    public let form: Form
    /// Which events of the window an aggregate counts: over the event, and over names before it.
    public let filter: RuleExpression?
    /// Second argument of `share` and `percentile`, in per cent.
    public let percent: Int64

    public init(name: String, form: Form, filter: RuleExpression? = nil, percent: Int64 = 0) {
        self.name = name
        self.form = form
        self.filter = filter
        self.percent = percent
    }
}

/// A list with one value per calendar unit, oldest first: what baselines and "on three days" look at.
public struct Series: Hashable, Sendable {
    /// Conditions read it as `series.<name>`.
    public let name: String
    public let unit: CalendarUnit
    /// Aggregates over the events of one unit, and expressions over them.
    public let bindings: [Binding]
    /// Over the names of `bindings`.
    public let value: RuleExpression
    /// Value of a unit without events between two with some; `nil` leaves it out.
    public let fill: RuleExpression?

    public init(name: String, unit: CalendarUnit, bindings: [Binding], value: RuleExpression, fill: RuleExpression?) {
        self.name = name
        self.unit = unit
        self.bindings = bindings
        self.value = value
        self.fill = fill
    }
}
