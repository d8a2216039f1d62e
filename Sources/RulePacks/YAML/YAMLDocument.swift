import RuleEngine
internal import Yams

/// Reads one YAML file into `YAMLNode`s and refuses what a rule file has no use for: anchors, aliases, tags, several
/// documents, keys that are not plain text, and anything beyond `LoadLimits`.
package enum YAMLDocument {
    /// The root of the file; `nil` after an error was reported. An empty file is an empty mapping.
    package static func read(_ file: SourceFile, into diagnostics: Diagnostics) -> YAMLNode? {
        let start = file.location(line: 1, column: 1)
        // Before the parser sees them: it copies aliased nodes, and comparing keys made of them takes exponential time.
        if let (text, location) = anchor(in: file) {
            diagnostics.report(.anchorOrAlias, at: location, [text])
            return nil
        }
        let root: Node?
        do {
            let parser = try Parser(yaml: file.text, resolver: .basic, encoding: .utf8)
            root = try parser.singleRoot()
        } catch let error as YamlError {
            report(error, file: file, into: diagnostics)
            return nil
        } catch {
            diagnostics.report(.yamlSyntax, at: start, ["\(error)"])
            return nil
        }
        guard let root else { return YAMLNode(content: .mapping([]), location: start, textLocation: start) }
        let before = diagnostics.errors.count
        var builder = YAMLBuilder(file: file, diagnostics: diagnostics)
        let node = builder.node(root, depth: 0)
        // Of a file with parts left out, everything else would be told as missing.
        return diagnostics.errors.count == before ? node : nil
    }

    /// The first `&name` where a node may begin, with a generous idea of where that is.
    private static func anchor(in file: SourceFile) -> (String, SourceLocation)? {
        guard file.text.utf8.contains(UInt8(ascii: "&")) else { return nil }
        var line = 1
        var column = 0
        var previous: Unicode.Scalar = "\n"
        var beforePrevious: Unicode.Scalar = "\n"
        for scalar in file.text.unicodeScalars {
            if previous == "&", isNameCharacter(scalar), beforePrevious != "&", !isLetterOrDigit(beforePrevious) {
                return ("&\(scalar)…", file.location(line: line, column: column))
            }
            switch scalar {
            case "\n" where previous == "\r": break
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}":
                line += 1
                column = 0
            default: column += 1
            }
            beforePrevious = previous
            previous = scalar
        }
        return nil
    }

    /// The characters that libyaml takes into the name of an anchor.
    private static func isNameCharacter(_ scalar: Unicode.Scalar) -> Bool {
        isLetterOrDigit(scalar) || scalar == "_" || scalar == "-"
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
    }

    private static func report(_ error: YamlError, file: SourceFile, into diagnostics: Diagnostics) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
            diagnostics.report(.yamlSyntax, at: file.location(line: mark.line, column: mark.column), [problem])
        case .composer(_, let problem, let mark, _):
            let place = file.location(line: mark.line, column: mark.column)
            let isAlias = file.scalar(line: mark.line, column: mark.column) == "*"
            diagnostics.report(isAlias ? .anchorOrAlias : .yamlSyntax, at: place, [isAlias ? "*…" : problem])
        case .duplicatedKeysInMapping(let duplicates, let context):
            let place = file.location(line: context.mark.line, column: context.mark.column)
            diagnostics.report(.duplicateKey, at: place, [duplicates.first ?? ""])
        case .reader(let problem, let offset, _, _):
            diagnostics.report(.yamlSyntax, at: place(ofByte: offset ?? 0, in: file), [problem])
        default:
            diagnostics.report(.yamlSyntax, at: file.location(line: 1, column: 1), ["\(error)"])
        }
    }

    private static func place(ofByte offset: Int, in file: SourceFile) -> SourceLocation {
        let before = SourceFile(path: "", text: String(decoding: Array(file.text.utf8.prefix(offset)), as: UTF8.self))
        return before.end(in: file.path)
    }
}

/// Turns the parser's nodes into ours, counting them.
private struct YAMLBuilder {
    let file: SourceFile
    let diagnostics: Diagnostics
    private var count = 0
    private static let allowedTags: [String] = [
        "", "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map",
    ]

    init(file: SourceFile, diagnostics: Diagnostics) {
        self.file = file
        self.diagnostics = diagnostics
    }

    mutating func node(_ node: Node, depth: Int) -> YAMLNode? {
        let location = place(node.mark)
        count += 1
        guard count <= LoadLimits.nodes else {
            if count == LoadLimits.nodes + 1 {
                diagnostics.report(.tooManyNodes, at: location, ["\(LoadLimits.nodes)"])
            }
            return nil
        }
        guard depth < LoadLimits.depth else {
            diagnostics.report(.tooDeep, at: location, ["\(LoadLimits.depth)"])
            return nil
        }
        if file.scalar(line: location.line, column: location.column) == "!" || !hasAllowedTag(node) {
            diagnostics.report(.tag, at: location, [tagText(node)])
            return nil
        }
        switch node {
        case .scalar(let scalar):
            let isQuoted = scalar.style != .plain && scalar.style != .any
            let textLocation = textStart(of: scalar, at: location)
            return YAMLNode(
                content: .scalar(scalar.string, isQuoted: isQuoted), location: location, textLocation: textLocation)
        case .sequence(let sequence):
            var elements: [YAMLNode] = []
            for element in sequence {
                if let element = self.node(element, depth: depth + 1) { elements.append(element) }
            }
            return YAMLNode(content: .sequence(elements), location: location, textLocation: location)
        case .mapping(let mapping):
            return self.mapping(mapping, at: location, depth: depth)
        case .alias:
            diagnostics.report(.anchorOrAlias, at: location, ["*…"])
            return nil
        }
    }

    private mutating func mapping(_ mapping: Node.Mapping, at location: SourceLocation, depth: Int) -> YAMLNode? {
        var entries: [YAMLNode.Entry] = []
        for (key, value) in mapping {
            guard case .scalar(let name) = key else {
                diagnostics.report(.wrongType, at: place(key.mark), ["a key", "text", "a structure"])
                continue
            }
            if name.string == "<<" {
                diagnostics.report(.anchorOrAlias, at: place(key.mark), ["<<"])
                continue
            }
            count += 1
            guard let node = node(value, depth: depth + 1) else { continue }
            entries.append(YAMLNode.Entry(key: name.string, keyLocation: place(key.mark), value: node))
        }
        return YAMLNode(content: .mapping(entries), location: location, textLocation: location)
    }

    private func hasAllowedTag(_ node: Node) -> Bool {
        switch node {
        case .scalar(let scalar): YAMLBuilder.allowedTags.contains(scalar.tag.description)
        case .sequence(let sequence): YAMLBuilder.allowedTags.contains(sequence.tag.description)
        case .mapping(let mapping): YAMLBuilder.allowedTags.contains(mapping.tag.description)
        case .alias: true
        }
    }

    private func tagText(_ node: Node) -> String {
        switch node {
        case .scalar(let scalar): scalar.tag.description
        case .sequence(let sequence): sequence.tag.description
        case .mapping(let mapping): mapping.tag.description
        case .alias: "*"
        }
    }

    private func place(_ mark: Mark?) -> SourceLocation {
        file.location(line: mark?.line ?? 1, column: mark?.column ?? 1)
    }

    private func textStart(of scalar: Node.Scalar, at location: SourceLocation) -> SourceLocation {
        switch scalar.style {
        case .doubleQuoted, .singleQuoted:
            SourceLocation(file: location.file, line: location.line, column: location.column + 1)
        case .literal, .folded:
            file.firstText(fromLine: location.line + 1) ?? location
        default: location
        }
    }
}
