public import SupervisionModel

/// "A, then B, then C", with steps that must not happen in between or before (logic class S). The last step happens: it is
/// the anchor that owns the match.
public struct SequencePattern: Hashable, Sendable {
    public struct Step: Hashable, Sendable {
        /// Name of its trigger.
        public let trigger: String
        /// How long after the step before it that happened it may come; of an absent step, how long it is looked for: after
        /// the step before, or before the next one where it is the first.
        public let within: Interval?
        /// Whether it must not happen.
        public let isAbsent: Bool
        /// Over its own event and those of the steps before it that happened; of an absent first step, of the next one.
        public let filter: RuleExpression?

        public init(trigger: String, within: Interval?, isAbsent: Bool, filter: RuleExpression?) {
            self.trigger = trigger
            self.within = within
            self.isAbsent = isAbsent
            self.filter = filter
        }
    }

    public let steps: [Step]

    public init(steps: [Step]) {
        self.steps = steps
    }
}
