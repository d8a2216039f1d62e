import RuleEngine

/// A condition or an expression that several rules share, as `define` in `pack.yaml` says it.
///
/// ```yaml
/// define:
///   inCash: { of: transfer, is: event.channel == "CASH" }
///   sameBank: { of: { got: transfer, paid: transfer }, is: got.to == paid.from }
///   enough: { is: params.count * 10 }
/// ```
///
/// Rules write `define.inCash(event)`, `define.sameBank(in, out)`, `define.enough`.
struct Definition {
    /// A name for an event inside the definition.
    struct Parameter {
        let name: String
        /// Event types that may be handed in; at least one.
        let types: [String]
    }

    let name: String
    let parameters: [Parameter]
    let expression: RuleExpression
    let location: SourceLocation
}
