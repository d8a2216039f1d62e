import RuleEngine

/// Splits the text of a `let` binding: a call of an aggregate over the window, or a plain expression.
enum BindingText {
    enum Form: Equatable {
        /// The argument's range in code points, `nil` for `count()`.
        case aggregate(Binding.Aggregate, Range<Int>?)
        case expression
    }

    /// Aggregates of the language that this engine does not have.
    static let later = ["mean", "ratio", "stddev", "percentile"]

    enum Failure: Error, Equatable {
        case problem(ExpressionScanner.Problem)
        case later(String, offset: Int)
    }

    static func parse(_ text: String) throws(Failure) -> Form {
        let tokens: [(token: ExpressionScanner.Token, offset: Int)]
        do throws(ExpressionScanner.Problem) { tokens = try BindingText.tokens(text) } catch { throw .problem(error) }
        try refuseNested(tokens)
        guard tokens.count >= 3, case .identifier(let name) = tokens[0].token, tokens[1].token == .open("("),
            closingIndex(of: 1, in: tokens) == tokens.count - 1
        else { return .expression }
        if later.contains(name) { throw .later(name, offset: tokens[0].offset) }
        guard let aggregate = Binding.Aggregate(rawValue: name) else { return .expression }
        let start = tokens[1].offset + 1
        let end = tokens[tokens.count - 1].offset
        if tokens.count == 3 {
            guard aggregate == .count else { throw problem("\(name)() needs an argument", end) }
            return .aggregate(aggregate, nil)
        }
        guard aggregate != .count else { throw problem("count() takes no argument; filter with \"where\"", start) }
        var depth = 0
        for (token, offset) in tokens[2..<(tokens.count - 1)] {
            switch token {
            case .open: depth += 1
            case .close: depth -= 1
            case .comma where depth == 0: throw problem("\(name)() takes one argument", offset)
            default: break
            }
        }
        return .aggregate(aggregate, start..<end)
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
    private static func refuseNested(_ tokens: [(token: ExpressionScanner.Token, offset: Int)]) throws(Failure) {
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

    private static func problem(_ message: String, _ offset: Int) -> Failure {
        .problem(ExpressionScanner.Problem(message: message, offset: offset))
    }
}
