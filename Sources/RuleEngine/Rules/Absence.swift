public import SupervisionModel

/// "A, and no B in time": the second step of a sequence whose absence is the match (logic class S).
public struct Absence: Hashable, Sendable {
    /// Until when B may come.
    public enum Deadline: Hashable, Sendable {
        /// So long after A's rule time.
        case within(Interval)
        /// A moment computed from A, and from the period where there is one.
        case until(RuleExpression)
    }

    /// What should have come.
    public let trigger: Trigger
    public let deadline: Deadline
    /// How long before A a B counts already.
    public let since: Interval
    /// Over the first event (by its trigger's name) and the awaited one.
    public let filter: RuleExpression?
    /// The duty comes back with every end of such a unit after A; expressions read it as `period.start`, `period.end`.
    public let each: CalendarUnit?

    public init(
        trigger: Trigger, deadline: Deadline, since: Interval = .zero, filter: RuleExpression?,
        each: CalendarUnit? = nil
    ) {
        self.trigger = trigger
        self.deadline = deadline
        self.since = since
        self.filter = filter
        self.each = each
    }

    public init(trigger: Trigger, within: Interval, filter: RuleExpression?) {
        self.init(trigger: trigger, deadline: .within(within), filter: filter)
    }
}

/// When a rule that has matched may match again for the same key.
public enum Rearm: Hashable, Sendable {
    /// Once the condition has been false in between.
    case whenFalse
    case after(Interval)
    case never
    /// Every event that satisfies the condition is a match of its own.
    case always
}
