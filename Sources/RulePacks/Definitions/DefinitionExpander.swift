import RuleEngine

/// Writes definitions out where expressions name them: what a definition costs is what its text costs in each rule.
///
/// Belongs to one load; not shared between threads.
final class DefinitionExpander {
    /// An event that a rule hands to a definition.
    struct Use {
        let definition: Definition
        let parameter: Definition.Parameter
        /// What the rule calls the event.
        let argument: String
        let location: SourceLocation
    }

    /// Code points of an expression with its definitions written out: definitions that name each other could make one
    /// of any length.
    static let maximumLength = 20_000

    private let definitions: [Definition]
    /// Names of definitions that could not be read.
    private let unreadable: [String]
    private let diagnostics: Diagnostics
    /// Definitions that were found wrong themselves: whoever uses one is not told so again.
    private var broken: Set<String> = []
    private var used: Set<String> = []
    private var uses: [Use] = []

    init(_ definitions: [Definition], unreadable: [String], _ diagnostics: Diagnostics) {
        self.definitions = definitions
        self.unreadable = unreadable
        self.diagnostics = diagnostics
        for definition in definitions where !isSound(definition) { broken.insert(definition.name) }
        used = []
        uses = []
    }

    /// The expression as the rule planner is to read it; `nil` after a report.
    func expand(_ expression: RuleExpression) -> RuleExpression? {
        guard expression.text.utf8.count >= DefinitionCall.word.utf8.count,
            expression.text.contains(DefinitionCall.word)
        else { return expression }
        let before = diagnostics.errors.count
        guard let expanded = write(expression, names: [:], within: []), diagnostics.errors.count == before else {
            return nil
        }
        guard !expanded.scalars.elementsEqual(expression.text.unicodeScalars) else { return expression }
        let result = RuleExpression(text: expanded.text, location: expression.location)
        diagnostics.add(expanded, of: result)
        return result
    }

    /// Reports events that were handed to definitions of other types, in expressions since the last call.
    ///
    /// - Parameter triggers: the events of the rule or table that the expressions belong to.
    func checkUses(of triggers: [Trigger]) {
        for use in uses {
            let named = triggers.filter { $0.name.utf8.elementsEqual(use.argument.utf8) }
            // In `key` and `where` any of the rule's events is called `event`.
            for trigger in use.argument == "event" && named.isEmpty ? triggers : named
            where !use.parameter.types.contains(where: { $0.utf8.elementsEqual(trigger.eventType.utf8) }) {
                report(trigger.eventType, use.parameter, use.definition, at: use.location)
            }
        }
        uses = []
    }

    /// Reports definitions that no rule uses, directly or through another one.
    ///
    /// - Parameter isOwn: whether a definition stands in this pack, not in the one that it extends.
    func reportUnused(where isOwn: (Definition) -> Bool) {
        // What could not be written out may have named the others.
        guard broken.isEmpty, unreadable.isEmpty else { return }
        for definition in definitions where isOwn(definition) && !used.contains(definition.name) {
            diagnostics.report(.unusedDefinition, at: definition.location, [definition.name])
        }
    }

    // MARK: Definitions by themselves

    /// Writes a definition out by itself, so that what is wrong with it is told once, where it stands.
    private func isSound(_ definition: Definition) -> Bool {
        let before = diagnostics.errors.count
        let names = Dictionary(uniqueKeysWithValues: definition.parameters.map { ($0.name, $0.name) })
        let text = write(definition.expression, names: names, within: [definition])
        return text != nil && diagnostics.errors.count == before
    }

    // MARK: Writing out

    /// - Parameters:
    ///   - names: what the text's own names for events stand for.
    ///   - stack: the definitions that are being written out.
    private func write(
        _ expression: RuleExpression, names: [String: String], within stack: [Definition]
    ) -> ExpandedText? {
        let calls: [DefinitionCall]
        do throws(ExpressionScanner.Problem) { calls = try DefinitionCall.all(in: expression.text) } catch {
            let place = diagnostics.place(in: expression, offset: error.offset)
            diagnostics.report(.expressionSyntax, at: place, [error.message])
            return nil
        }
        let scalars = Array(expression.text.unicodeScalars)
        // A binding that is nothing but a definition may be an aggregate.
        let isWhole = calls.count == 1 && isBlank(scalars, outside: calls[0].range)
        var isComplete = true
        var text = ExpandedText()
        var done = 0
        for call in calls {
            copy(scalars, done..<call.range.lowerBound, of: expression, names, into: &text)
            done = call.range.upperBound
            guard let inner = write(call, in: expression, names: names, within: stack) else {
                isComplete = false
                continue
            }
            let open = Array((isWhole ? "" : "(").unicodeScalars)[...]
            // A comment at the end of a definition ends with its line.
            let close = Array((isWhole ? "" : inner.text.contains("//") ? "\n)" : ")").unicodeScalars)[...]
            text.append(open, of: expression, at: call.range.lowerBound)
            text.append(inner)
            text.append(close, of: expression, at: call.range.upperBound - 1)
            guard text.scalars.count <= DefinitionExpander.maximumLength else {
                let place = diagnostics.place(in: expression, offset: call.nameOffset)
                diagnostics.report(.definitionTooLong, at: place, [call.name, "\(DefinitionExpander.maximumLength)"])
                return nil
            }
        }
        copy(scalars, done..<scalars.count, of: expression, names, into: &text)
        return isComplete ? text : nil
    }

    private func write(
        _ call: DefinitionCall, in expression: RuleExpression, names: [String: String], within stack: [Definition]
    ) -> ExpandedText? {
        let place = diagnostics.place(in: expression, offset: call.nameOffset)
        guard let definition = definitions.first(where: { $0.name.utf8.elementsEqual(call.name.utf8) }) else {
            guard !unreadable.contains(where: { $0.utf8.elementsEqual(call.name.utf8) }) else { return nil }
            diagnostics.report(
                .unknownDefinition, at: place, [call.name],
                suggestion: SpellingSuggestion.nearest(to: call.name, among: definitions.map(\.name)))
            return nil
        }
        used.insert(definition.name)
        if let first = stack.firstIndex(where: { $0.name.utf8.elementsEqual(call.name.utf8) }) {
            let circle = (stack[first...].map(\.name) + [call.name]).joined(separator: " → ")
            diagnostics.report(.definitionCycle, at: place, [call.name, circle])
            return nil
        }
        guard !broken.contains(definition.name) else { return nil }
        guard call.arguments.count == definition.parameters.count else {
            let wanted = definition.parameters.map { "\($0.name): \($0.types.joined(separator: " | "))" }
            diagnostics.report(
                .definitionArguments, at: place,
                [
                    call.name, "\(definition.parameters.count)", wanted.joined(separator: ", "),
                    "\(call.arguments.count)",
                ])
            return nil
        }
        var inner: [String: String] = [:]
        for (argument, parameter) in zip(call.arguments, definition.parameters) {
            let at = diagnostics.place(in: expression, offset: argument.offset)
            guard let name = argument.name else {
                diagnostics.report(
                    .wrongType, at: at, ["define.\(call.name)", "the name of an event", "something else"])
                return nil
            }
            note(name, for: parameter, of: definition, within: stack.last, at: at)
            inner[parameter.name] = names[name] ?? name
        }
        guard isFree(inner, in: definition, at: place) else { return nil }
        return write(definition.expression, names: inner, within: stack + [definition])
    }

    /// An event of a rule is looked at when the rule is known; one of another definition has its types already.
    private func note(
        _ name: String, for parameter: Definition.Parameter, of definition: Definition, within outer: Definition?,
        at location: SourceLocation
    ) {
        guard let outer else {
            uses.append(Use(definition: definition, parameter: parameter, argument: name, location: location))
            return
        }
        for type in outer.parameters.first(where: { $0.name == name })?.types ?? []
        where !parameter.types.contains(where: { $0.utf8.elementsEqual(type.utf8) }) {
            report(type, parameter, definition, at: location)
        }
    }

    private func report(
        _ type: String, _ parameter: Definition.Parameter, _ definition: Definition, at location: SourceLocation
    ) {
        diagnostics.report(
            .definitionEventType, at: location,
            [definition.name, parameter.types.joined(separator: ", "), type])
    }

    /// A name that is handed in must not mean something else inside: `filter(p, p.to == event.to)` with an event `p`.
    private func isFree(_ names: [String: String], in definition: Definition, at place: SourceLocation) -> Bool {
        guard let tokens = try? BindingText.tokens(definition.expression.text) else { return true }
        for (index, token) in tokens.enumerated() {
            guard case .identifier(let name) = token.token, index == 0 || tokens[index - 1].token != .dot,
                names[name] == nil, names.values.contains(where: { $0.utf8.elementsEqual(name.utf8) })
            else { continue }
            diagnostics.report(.nameTaken, at: place, [name, "something else inside define.\(definition.name)"])
            return false
        }
        return true
    }

    // MARK: Text

    private func isBlank(_ scalars: [Unicode.Scalar], outside range: Range<Int>) -> Bool {
        scalars.indices.allSatisfy { range.contains($0) || scalars[$0].isWhiteSpace }
    }

    /// Copies a part of a text with its names for events replaced.
    private func copy(
        _ scalars: [Unicode.Scalar], _ range: Range<Int>, of source: RuleExpression, _ names: [String: String],
        into text: inout ExpandedText
    ) {
        guard !names.isEmpty, let tokens = try? BindingText.tokens(source.text) else {
            text.append(scalars[range], of: source, at: range.lowerBound)
            return
        }
        var done = range.lowerBound
        for (index, token) in tokens.enumerated() where range.contains(token.offset) {
            guard case .identifier(let name) = token.token, index == 0 || tokens[index - 1].token != .dot,
                let replacement = names[name], !replacement.utf8.elementsEqual(name.utf8)
            else { continue }
            text.append(scalars[done..<token.offset], of: source, at: done)
            text.append(replacement, insteadOfNameAt: token.offset, of: source)
            done = token.offset + name.unicodeScalars.count
        }
        text.append(scalars[done..<range.upperBound], of: source, at: done)
    }
}
