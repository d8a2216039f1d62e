/// Parses an expression by operator precedence (cel-spec, "Syntax"), expanding macros on the way.
///
/// Recursion is bounded by `EnvironmentLimits.nesting`; so is the height of the tree, which chains such as
/// `a + a + a` raise without recursion.
struct ExpressionParser {
    let source: SourceText
    let limits: EnvironmentLimits
    let libraries: Library
    let allowsMacros: Bool
    var lexer: Lexer
    var token: Token
    var tree = SyntaxTree()
    private var depth = 0

    init(
        _ source: SourceText, limits: EnvironmentLimits, libraries: Library, allowsMacros: Bool = true
    ) throws(SyntaxFailure) {
        self.source = source
        self.limits = limits
        self.libraries = libraries
        self.allowsMacros = allowsMacros
        guard source.bytes.count <= limits.sourceBytes else {
            throw SyntaxFailure(
                .limit, "the expression has \(source.bytes.count) bytes, more than \(limits.sourceBytes)", at: 0)
        }
        lexer = Lexer(source)
        token = try lexer.next()
    }

    /// Parses the whole source.
    mutating func parse() throws(SyntaxFailure) -> SyntaxTree {
        tree.root = try expression()
        guard token.kind == .end else {
            throw SyntaxFailure(
                .syntax, "found \(found), expected an operator or the end of the expression", at: token.start)
        }
        return tree
    }

    // The functions through which the parser recurs are kept small on purpose: what they keep on the stack is multiplied
    // by the nesting.

    /// `conditionalOr ["?" conditionalOr ":" expression]`
    mutating func expression() throws(SyntaxFailure) -> SyntaxTree.NodeID {
        try descend()
        let condition = try binary(1)
        let result = token.kind == .question ? try conditional(condition) : condition
        depth -= 1
        return result
    }

    private mutating func descend() throws(SyntaxFailure) {
        depth += 1
        if depth > limits.nesting { throw tooDeep(at: token.start) }
    }

    private mutating func conditional(_ condition: SyntaxTree.NodeID) throws(SyntaxFailure) -> SyntaxTree.NodeID {
        try advance()
        let whenTrue = try binary(1)
        try expect(.colon)
        let whenFalse = try expression()
        return try add(
            .conditional(condition, whenTrue, whenFalse), from: condition, through: whenFalse,
            [condition, whenTrue, whenFalse])
    }

    private mutating func binary(_ minimum: Int) throws(SyntaxFailure) -> SyntaxTree.NodeID {
        var left = try unary()
        while true {
            let precedence = precedence(token.kind)
            if precedence < minimum { return left }
            left = precedence <= 2 ? try chain(left, token.kind, precedence) : try infix(left, precedence)
        }
    }

    private mutating func infix(
        _ left: SyntaxTree.NodeID, _ precedence: Int
    ) throws(SyntaxFailure) -> SyntaxTree.NodeID {
        let kind = token.kind
        try advance()
        let right = try binary(precedence + 1)
        return try call(kind, left, right)
    }

    private mutating func call(
        _ kind: Token.Kind, _ left: SyntaxTree.NodeID, _ right: SyntaxTree.NodeID
    ) throws(SyntaxFailure) -> SyntaxTree.NodeID {
        try add(.call(operatorName(kind), target: nil, [left, right]), from: left, through: right, [left, right])
    }

    /// A row of `&&` or of `||` becomes one node, however long.
    private mutating func chain(
        _ first: SyntaxTree.NodeID, _ kind: Token.Kind, _ precedence: Int
    ) throws(SyntaxFailure) -> SyntaxTree.NodeID {
        var operands = [first]
        var last = first
        while token.kind == kind {
            try advance()
            last = try binary(precedence + 1)
            operands.append(last)
        }
        return try add(.logical(isAnd: kind == .and, operands), from: first, through: last, operands)
    }

    /// How tightly an infix operator binds; 0 for other tokens.
    private func precedence(_ kind: Token.Kind) -> Int {
        switch kind {
        case .or: 1
        case .and: 2
        case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual, .in: 3
        case .plus, .minus: 4
        case .star, .slash, .percent: 5
        default: 0
        }
    }

    private func operatorName(_ kind: Token.Kind) -> String {
        switch kind {
        case .less: Operator.less
        case .lessOrEqual: Operator.lessOrEqual
        case .greater: Operator.greater
        case .greaterOrEqual: Operator.greaterOrEqual
        case .equal: Operator.equal
        case .notEqual: Operator.notEqual
        case .in: Operator.member
        case .plus: Operator.add
        case .minus: Operator.subtract
        case .star: Operator.multiply
        case .slash: Operator.divide
        default: Operator.modulo
        }
    }

    private mutating func unary() throws(SyntaxFailure) -> SyntaxTree.NodeID {
        switch token.kind {
        case .not: try prefixed(.not, Operator.not)
        case .minus: try prefixed(.minus, Operator.negate)
        default: try postfix(try primary())
        }
    }

    /// `"!" {"!"} member`, `"-" {"-"} member`: an even number of them is none, as in the reference grammar.
    private mutating func prefixed(
        _ kind: Token.Kind, _ name: String
    ) throws(SyntaxFailure) -> SyntaxTree.NodeID {
        let start = token.start
        let isOdd = try skipRepeated(kind)
        if kind == .minus, isOdd, token.kind == .int || token.kind == .double {
            return try postfix(try number(isNegative: true, start: start))
        }
        let operand = try postfix(try primary())
        return isOdd ? try wrap(operand, name, start) : operand
    }

    private mutating func wrap(
        _ operand: SyntaxTree.NodeID, _ name: String, _ start: Int
    ) throws(SyntaxFailure) -> SyntaxTree.NodeID {
        try add(.call(name, target: nil, [operand]), start, tree[operand].end, [operand])
    }

    private mutating func skipRepeated(_ kind: Token.Kind) throws(SyntaxFailure) -> Bool {
        var isOdd = false
        while token.kind == kind {
            isOdd.toggle()
            try advance()
        }
        return isOdd
    }
}

extension ExpressionParser {
    // MARK: Steps shared by the parts of the parser

    mutating func advance() throws(SyntaxFailure) {
        token = try lexer.next()
    }

    mutating func expect(_ kind: Token.Kind) throws(SyntaxFailure) {
        guard token.kind == kind else {
            throw SyntaxFailure(.syntax, "found \(found), expected \(kind.text)", at: token.start)
        }
        try advance()
    }

    /// The current token as it is named in messages.
    var found: String {
        switch token.kind {
        case .identifier, .int, .uint, .double: "'\(text(token).prefix(40))'"
        default: token.kind.text
        }
    }

    func text(_ token: Token) -> String { source.text(token.start..<token.end) }

    func tooDeep(at offset: Int) -> SyntaxFailure {
        SyntaxFailure(.limit, "the expression is nested more than \(limits.nesting) deep", at: offset)
    }

    mutating func add(
        _ kind: SyntaxTree.Kind, _ start: Int, _ end: Int, _ children: [SyntaxTree.NodeID] = []
    ) throws(SyntaxFailure) -> SyntaxTree.NodeID {
        var height = 1
        for child in children { height = max(height, tree[child].height + 1) }
        guard height <= limits.nesting else { throw tooDeep(at: start) }
        guard tree.nodes.count < limits.nodes else {
            throw SyntaxFailure(.limit, "the expression has more than \(limits.nodes) parts", at: start)
        }
        tree.nodes.append(SyntaxTree.Node(kind: kind, start: start, end: end, height: height))
        return tree.nodes.count - 1
    }

    mutating func add(
        _ kind: SyntaxTree.Kind, from first: SyntaxTree.NodeID, through last: SyntaxTree.NodeID,
        _ children: [SyntaxTree.NodeID]
    ) throws(SyntaxFailure) -> SyntaxTree.NodeID {
        try add(kind, tree[first].start, tree[last].end, children)
    }
}
