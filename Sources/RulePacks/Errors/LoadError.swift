public import RuleEngine

/// One thing wrong with a pack, and where. Equality is on the code and the place.
public struct LoadError: Error, Sendable, Hashable {
    /// In which language a message is written.
    public enum Language: String, Sendable, CaseIterable {
        case en, zh
    }

    public let code: LoadErrorCode
    public let location: SourceLocation
    /// What the placeholders of the code's text stand for.
    public let arguments: [String]
    /// What was probably meant.
    public let suggestion: String?
    /// The line of the file, cut to 120 characters around the place; empty when there is none.
    public let snippet: String

    public init(
        _ code: LoadErrorCode, at location: SourceLocation, _ arguments: [String] = [], suggestion: String? = nil,
        snippet: String = ""
    ) {
        self.code = code
        self.location = location
        self.arguments = arguments
        self.suggestion = suggestion
        self.snippet = snippet
    }

    /// `unknown field "borower" of loan.originated; did you mean "borrower"?`
    public func message(in language: Language) -> String {
        guard let text = LoadErrorText.text(of: code) else { return arguments.joined(separator: ", ") }
        let template = language == .zh ? text.short.zh : text.short.en
        let message = LoadError.fill(template, arguments, in: language)
        guard let suggestion else { return message }
        return message + (language == .zh ? "；是否想写 \"\(suggestion)\"？" : "; did you mean \"\(suggestion)\"?")
    }

    /// Why it is refused and what to do; empty for a code without text.
    public func advice(in language: Language) -> String {
        guard let text = LoadErrorText.text(of: code) else { return "" }
        return language == .zh ? text.long.zh : text.long.en
    }

    /// `YR1007 Rules/credit/CRD-06.yaml:14:9 unknown field …`
    public func text(in language: Language) -> String { "\(code) \(location) \(message(in: language))" }

    /// Arguments between quotes are what a file says and stay as they are; the others are phrases of the loader.
    private static func fill(_ template: String, _ arguments: [String], in language: Language) -> String {
        var result = ""
        var rest = Substring(template)
        while let open = rest.firstIndex(of: "{") {
            result += rest[..<open]
            let after = rest[rest.index(after: open)...]
            if let close = after.firstIndex(of: "}"), let index = Int(after[..<close]),
                arguments.indices.contains(index)
            {
                let isQuoted = result.utf8.last == UInt8(ascii: "\"")
                let argument = arguments[index]
                result += language == .zh && !isQuoted ? LoadErrorPhrases.chinese(argument) : argument
                rest = after[after.index(after: close)...]
            } else {
                result += "{"
                rest = after
            }
        }
        return result + rest
    }

    public static func == (left: LoadError, right: LoadError) -> Bool {
        left.code == right.code && left.location == right.location
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
        hasher.combine(location)
    }
}

extension LoadError: CustomStringConvertible {
    public var description: String { text(in: .en) }
}
