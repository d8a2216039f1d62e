import RuleEngine

/// Splits the text of a `let` binding: a call of an aggregate over the window, or a plain expression.
///
/// `sum(pay.amount.minor where pay.ruleTime > since)`: what is counted, and of which events.
enum BindingText {
    enum Form: Equatable {
        case aggregate(Call)
        case expression
    }

    /// Ranges in code points.
    struct Call: Equatable {
        let aggregate: Binding.Aggregate
        /// `nil` for `count()`.
        let argument: Range<Int>?
        let filter: Range<Int>?
        /// Second argument of `share` and `percentile`.
        let percent: Range<Int>?
    }

    static func parse(_ text: String) throws(ExpressionScanner.Problem) -> Form {
        let tokens = try BindingText.tokens(text)
        try refuseNested(tokens)
        guard tokens.count >= 3, case .identifier(let name) = tokens[0].token, tokens[1].token == .open("("),
            closingIndex(of: 1, in: tokens) == tokens.count - 1, let aggregate = Binding.Aggregate(rawValue: name)
        else { return .expression }
        return .aggregate(try call(aggregate, tokens))
    }

    private static func call(
        _ aggregate: Binding.Aggregate, _ tokens: [(token: ExpressionScanner.Token, offset: Int)]
    ) throws(ExpressionScanner.Problem) -> Call {
        let name = aggregate.rawValue
        let end = tokens[tokens.count - 1].offset
        var parts: [(comma: Int, start: Int)] = []
        var filter: (word: Int, start: Int)?
        var depth = 0
        for (index, (token, offset)) in tokens.enumerated().dropFirst(2).dropLast() {
            switch token {
            case .open: depth += 1
            case .close: depth -= 1
            case .comma where depth == 0 && filter == nil: parts.append((offset, offset + 1))
            case .comma where depth == 0: throw problem("nothing may stand behind the condition of \"where\"", offset)
            case .identifier("where") where depth == 0 && tokens[index - 1].token != .dot:
                guard filter == nil else { throw problem("\"where\" stands here twice", offset) }
                filter = (offset, offset + "where".count)
            default: break
            }
        }
        let start = tokens[1].offset + 1
        let stop = filter?.word ?? end
        let takesPercent = aggregate == .share || aggregate == .percentile
        if let surplus = parts.dropFirst(takesPercent ? 1 : 0).first {
            let message = takesPercent ? "\(name)() takes two arguments" : "\(name)() takes one argument"
            throw problem(message, surplus.comma)
        }
        if takesPercent, parts.isEmpty { throw problem("\(name)() needs a value and per cent", stop) }
        // Between the bracket and `where` or the comma there may be nothing: `count()`, `count(where …)`.
        let first = tokens[2].offset
        let isEmpty = first == stop || first == parts.first?.comma
        if isEmpty, aggregate != .count { throw problem("\(name)() needs an argument", stop) }
        if let filter, tokens.last(where: { $0.offset < end })?.offset == filter.word {
            throw problem("\"where\" needs a condition", end)
        }
        return Call(
            aggregate: aggregate, argument: isEmpty ? nil : start..<(parts.first?.comma ?? stop),
            filter: filter.map { $0.start..<end }, percent: parts.first.map { $0.start..<stop })
    }

    /// The tokens of an expression with balanced brackets.
    static func tokens(
        _ text: String
    ) throws(ExpressionScanner.Problem) -> [(token: ExpressionScanner.Token, offset: Int)] {
        var scanner = ExpressionScanner(text)
        var tokens: [(token: ExpressionScanner.Token, offset: Int)] = []
        var open: [(Unicode.Scalar, Int)] = []
        while let (token, offset) = try scanner.next() {
            switch token {
            case .open(let bracket): open.append((bracket, offset))
            case .close(let bracket):
                guard let (opening, _) = open.popLast(), pairs[opening] == bracket else {
                    throw ExpressionScanner.Problem(
                        message: "nothing is open that \"\(bracket)\" could close", offset: offset)
                }
            default: break
            }
            tokens.append((token, offset))
        }
        if let (bracket, offset) = open.last {
            throw ExpressionScanner.Problem(message: "\"\(bracket)\" is not closed", offset: offset)
        }
        return tokens
    }

    private static let pairs: [Unicode.Scalar: Unicode.Scalar] = ["(": ")", "[": "]", "{": "}"]

    /// An aggregate inside a larger expression: it must be a binding of its own.
    private static func refuseNested(
        _ tokens: [(token: ExpressionScanner.Token, offset: Int)]
    ) throws(ExpressionScanner.Problem) {
        guard tokens.count > 1 else { return }
        let isWhole = closingIndex(of: 1, in: tokens) == tokens.count - 1
        for index in tokens.indices.dropLast() {
            guard case .identifier(let name) = tokens[index].token, tokens[index + 1].token == .open("("),
                Binding.Aggregate(rawValue: name) != nil, !(index == 0 && isWhole),
                index == 0 || !isMember(tokens, index)
            else { continue }
            throw problem("\(name)(…) must be a binding of its own, without anything around it", tokens[index].offset)
        }
    }

    /// Whether the identifier is called on something, as in `list.sum()`.
    private static func isMember(_ tokens: [(token: ExpressionScanner.Token, offset: Int)], _ index: Int) -> Bool {
        tokens[index - 1].token == .dot
    }

    private static func closingIndex(
        of open: Int, in tokens: [(token: ExpressionScanner.Token, offset: Int)]
    ) -> Int? {
        guard tokens.indices.contains(open), case .open = tokens[open].token else { return nil }
        var depth = 0
        for index in open..<tokens.count {
            switch tokens[index].token {
            case .open: depth += 1
            case .close:
                depth -= 1
                if depth == 0 { return index }
            default: break
            }
        }
        return nil
    }

    private static func problem(_ message: String, _ offset: Int) -> ExpressionScanner.Problem {
        ExpressionScanner.Problem(message: message, offset: offset)
    }
}
