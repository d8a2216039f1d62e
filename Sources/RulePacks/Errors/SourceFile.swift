public import RuleEngine

/// A text that was read, for snippets and for places inside expressions.
public struct SourceFile: Sendable {
    /// Relative to the folder of the pack, with `/`.
    public let path: String
    public let text: String
    /// Lines as arrays of code points, without their ends.
    private let lines: [[Unicode.Scalar]]

    public init(path: String, text: String) {
        self.path = path
        self.text = text
        // libyaml breaks lines at CR LF, LF, CR, NEL, LS and PS (YAML 1.1 section 4.2).
        var lines: [[Unicode.Scalar]] = [[]]
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where previous == "\r": break
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": lines.append([])
            default: lines[lines.count - 1].append(scalar)
            }
            previous = scalar
        }
        self.lines = lines
    }

    public func location(line: Int, column: Int) -> SourceLocation {
        SourceLocation(file: path, line: line, column: column)
    }

    /// The line of a place, cut to 120 code points around it.
    func snippet(at location: SourceLocation) -> String {
        guard lines.indices.contains(location.line - 1) else { return "" }
        let line = lines[location.line - 1]
        let start = max(0, min(location.column - 60, line.count - 120))
        var view = String.UnicodeScalarView()
        for scalar in line[start..<min(line.count, start + 120)] {
            // What a terminal would obey or reorder is shown as a replacement character.
            view.append(scalar == "\t" ? " " : scalar.isPrintable ? scalar : "\u{FFFD}")
        }
        return String(view)
    }

    /// The code point at a place; `nil` beyond the end of its line.
    func scalar(line: Int, column: Int) -> Unicode.Scalar? {
        guard lines.indices.contains(line - 1), lines[line - 1].indices.contains(column - 1) else { return nil }
        return lines[line - 1][column - 1]
    }

    /// The place of the first code point after leading white space, from the beginning of a line on.
    func firstText(fromLine line: Int) -> SourceLocation? {
        var line = line
        while lines.indices.contains(line - 1) {
            if let column = lines[line - 1].firstIndex(where: { $0 != " " && $0 != "\t" }) {
                return location(line: line, column: column + 1)
            }
            line += 1
        }
        return nil
    }

    /// The place of a code point of an expression whose first one stands at `start`.
    ///
    /// A YAML scalar over several lines keeps its visible characters in order and changes only white space, so the
    /// n-th visible character of the expression is the n-th one of the file from `start` on. In quoted scalars an
    /// escape counts as one character.
    ///
    /// - Parameter offset: code points from the beginning of `expression`.
    public func location(in expression: RuleExpression, offset: Int) -> SourceLocation {
        var visible = expression.text.unicodeScalars.prefix(max(0, offset)).count { !$0.isWhiteSpace }
        let start = expression.location
        let quote = scalar(line: start.line, column: start.column - 1)
        var line = start.line
        var column = start.column
        while lines.indices.contains(line - 1) {
            guard let scalar = scalar(line: line, column: column) else {
                line += 1
                column = 1
                continue
            }
            if scalar.isWhiteSpace {
                column += 1
                continue
            }
            if visible == 0 { return location(line: line, column: column) }
            visible -= 1
            let isEscape = (quote == "\"" && scalar == "\\") || (quote == "'" && scalar == "'")
            column += isEscape ? 2 : 1
        }
        return start
    }
}

extension Unicode.Scalar {
    var isWhiteSpace: Bool { self == " " || self == "\t" || self == "\n" || self == "\r" }

    /// Not a control, not a format character (bidirectional and zero-width ones are), not unassigned.
    var isPrintable: Bool {
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}

extension SourceFile {
    /// The place behind the last character, as a place of another file that begins with the same text.
    func end(in path: String) -> SourceLocation {
        let last = text.unicodeScalars.split(omittingEmptySubsequences: false) { $0 == "\n" }
        return SourceLocation(file: path, line: last.count, column: (last.last?.count ?? 0) + 1)
    }
}
