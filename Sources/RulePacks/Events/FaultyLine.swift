public import RuleEngine

/// A line of an event file that was left out, and why.
public struct FaultyLine: Hashable, Sendable {
    /// Never empty; sorted by place.
    public let errors: [LoadError]

    public var location: SourceLocation {
        errors.first?.location ?? SourceLocation(file: "", line: 1, column: 1)
    }

    public init(_ failure: LoadFailure) { errors = failure.errors }
}
