import RuleEngine

/// `define.NAME` or `define.NAME(event, …)` inside an expression, in code points of its text.
struct DefinitionCall {
    struct Argument {
        /// `nil` for anything but one plain name.
        let name: String?
        let offset: Int
    }

    let name: String
    let nameOffset: Int
    let arguments: [Argument]
    let range: Range<Int>

    static let word = "define"

    /// Every call in a text, in order; what is misspelt is thrown with its place.
    static func all(in text: String) throws(ExpressionScanner.Problem) -> [DefinitionCall] {
        let tokens = try BindingText.tokens(text)
        var calls: [DefinitionCall] = []
        var index = 0
        while index < tokens.count {
            guard tokens[index].token == .identifier(word), index == 0 || tokens[index - 1].token != .dot else {
                index += 1
                continue
            }
            guard index + 2 < tokens.count, tokens[index + 1].token == .dot,
                case .identifier(let name) = tokens[index + 2].token
            else {
                let message = "a definition is named define.NAME"
                throw ExpressionScanner.Problem(message: message, offset: tokens[index].offset)
            }
            let nameOffset = tokens[index + 2].offset
            var end = nameOffset + name.unicodeScalars.count
            var arguments: [Argument] = []
            var next = index + 3
            if next < tokens.count, tokens[next].token == .open("(") {
                let close = closing(next, tokens)
                arguments = self.arguments(tokens[(next + 1)..<close], end: tokens[close].offset)
                end = tokens[close].offset + 1
                next = close + 1
            }
            calls.append(
                DefinitionCall(
                    name: name, nameOffset: nameOffset, arguments: arguments, range: tokens[index].offset..<end))
            index = next
        }
        return calls
    }

    private typealias Token = (token: ExpressionScanner.Token, offset: Int)

    /// Brackets are balanced: `BindingText.tokens` saw to it.
    private static func closing(_ open: Int, _ tokens: [Token]) -> Int {
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
        return tokens.count - 1
    }

    private static func arguments(_ tokens: ArraySlice<Token>, end: Int) -> [Argument] {
        guard !tokens.isEmpty else { return [] }
        var arguments: [Argument] = []
        var depth = 0
        var part: [Token] = []
        func argument(_ part: [Token], _ end: Int) -> Argument {
            guard part.count == 1, case .identifier(let name) = part[0].token else {
                return Argument(name: nil, offset: part.first?.offset ?? end)
            }
            return Argument(name: name, offset: part[0].offset)
        }
        for token in tokens {
            switch token.token {
            case .open: depth += 1
            case .close: depth -= 1
            default: break
            }
            if token.token == .comma, depth == 0 {
                arguments.append(argument(part, token.offset))
                part = []
            } else {
                part.append(token)
            }
        }
        arguments.append(argument(part, end))
        return arguments
    }
}
