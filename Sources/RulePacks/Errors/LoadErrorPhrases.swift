/// Chinese for the phrases that the loader puts into its messages as arguments. What a file says stays as it is.
enum LoadErrorPhrases {
    /// `*` stands for any text, which is carried over in order.
    private static let table: [(en: String, zh: String)] = [
        // What was found, what was expected.
        ("nothing", "空"), ("a sequence", "序列"), ("a mapping", "映射"), ("the text \"*\"", "文本 \"*\""),
        ("text", "文本"), ("an integer", "整数"), ("true or false", "true 或 false"), ("a duration", "时长"),
        ("an object", "对象"), ("a structure", "结构"), ("such as 10 workdays", "例如 10 workdays"),
        ("an integer of *", "整数 *"), ("more than 0s", "大于 0s"), ("params.* of another type", "其他类型的 params.*"),
        ("64 hexadecimal digits", "64 位十六进制数字"), ("hexadecimal digits", "十六进制数字"),
        ("a non-negative integer of at most 127 bits", "不超过 127 位的非负整数"), ("at most * bytes", "最多 * 字节"),
        ("at most * elements", "最多 * 个元素"), ("a reference of at most * bytes", "最多 * 字节的主体标识"),
        ("a reference", "主体标识"), ("an address of a known network (entry *)", "已知网络的地址（第 * 条）"),
        ("an address of a known network", "已知网络的地址"), ("a tag of at most * bytes", "最多 * 字节的标签"),
        ("the beginning", "起始"), ("bytes", "字节"), ("files", "个文件"), ("bytes or too many files", "字节或文件过多"),
        // Things.
        ("a rule", "规则"), ("a pack", "规则包"), ("a list", "名单"), ("an entry", "名单条目"), ("a tag", "标签"),
        ("a test", "测试"), ("an expectation", "期望"), ("an event", "事件"), ("a line", "一行"), ("a key", "键"),
        ("a parameter", "参数"), ("a binding", "绑定"), ("a record", "记录类型"), ("a group", "字段组"),
        ("a field", "字段"),
        ("an event type", "事件类型"), ("a chain", "链"), ("a vocabulary", "词汇表"), ("a pool", "矿池"),
        ("the first step", "第一步"), ("the second step", "第二步"), ("an element of *", "* 的元素"),
        ("an address", "地址"), ("the list", "名单"), ("the rule", "规则"), ("the event type", "事件类型"),
        ("the default", "默认值"), ("the value", "设定值"),
        // Names.
        ("a letter, then letters, digits*; at most *", "首字符为字母，其后为字母、数字*，最多 * 个字符"),
        ("1 to 32 characters of *", "1 至 32 个字符：*"),
        ("something in every rule", "每条规则中的固定含义"), ("something else in this rule", "本规则中的其他内容"),
        // Tests.
        (
            "at least * tests (hit, miss, boundary, removed), found *",
            "至少 * 个测试（命中、未命中、边界、移除），现有 * 个"
        ),
        ("a test that expects an alert (hit)", "期望出现预警的测试（命中）"),
        ("a test that expects none (miss)", "期望不出现预警的测试（未命中）"),
        ("a test with a remove step (removed by reorganisation)", "含 remove 步骤的测试（因链重组移除）"),
        // Expressions.
        ("the string that begins here is not closed", "此处开始的字符串没有结束"),
        ("\"*\" is not closed", "\"*\" 没有闭合"), ("nothing is open that \"*\" could close", "\"*\" 没有对应的开括号"),
        ("*() takes one argument", "*() 只接受一个参数"), ("*() needs an argument", "*() 需要一个参数"),
        ("count() takes no argument; filter with \"where\"", "count() 不接受参数；请用 where 过滤"),
        ("*(…) must be a binding of its own, without anything around it", "*(…) 必须单独作为一个绑定，前后不得有其他内容"),
        // Combinations.
        ("on and sequence exclude each other", "on 与 sequence 不能同时使用"),
        (
            "where and window do not go with sequence; steps have a where of their own",
            "sequence 不与 where、window 并用；各步骤可有自己的 where"
        ),
        ("a window is either sliding or last", "窗口只能是 sliding 或 last 之一"),
        ("risk.factor goes with class operational only", "risk.factor 只用于 operational 类"),
        ("the aggregate \"*\" needs a window", "聚合 \"*\" 需要窗口"),
        ("a parameter of type * has no bounds", "* 类型的参数没有上下限"),
        (
            "a sequence of * steps (only: one event, then one that is absent)",
            "* 步的 sequence（仅支持：一个事件，其后缺失一个事件）"
        ),
        ("an absent first step", "缺失的第一步"), ("within on the first step", "第一步的 within"),
        ("a second step that is not absent", "并非缺失的第二步"), ("a step on several event types", "同时针对多种事件的步骤"),
        // Of the rule planner.
        ("several event types under `on` without an absent step", "on 之下有多种事件而没有缺失步骤"),
        ("`key` needs a `window` or an absent step", "key 需要 window 或缺失步骤"),
        ("a rule without a window needs `where` or `when`", "没有窗口的规则需要 where 或 when"),
        ("aggregate \"*\" needs a `window`", "聚合 \"*\" 需要窗口"),
        ("a rule with a window needs `when`", "带窗口的规则需要 when"),
        ("a rule with a window needs a `key`", "带窗口的规则需要 key"),
        ("* cannot keep a value of type *", "* 不能保存 * 类型的值"),
        ("an absent step together with `window`, `let` or `when`", "缺失步骤与 window、let 或 when 并用"),
        (
            "`where` on an absent step: choose a `key` that both events share",
            "缺失步骤上的 where（请选择两个事件共有的 key）"
        ),
        ("an absent step needs a `key` that both events share", "缺失步骤需要两个事件共有的 key"),
        ("the two events are ordered by different clocks", "两个事件按不同的时钟排序"),
        // Vocabulary.
        ("its time is that of the node", "其时间为节点时间"), ("its time is that of the chain", "其时间为链上时间"),
        ("field \"*\" is missing", "缺少字段 \"*\""), ("field * is \"*\", not \"*\"", "第 * 个字段应为 \"*\"，而非 \"*\""),
        ("\"*\" is *, not *", "\"*\" 应为 *，而非 *"), ("it has no field \"*\"", "没有字段 \"*\""),
        // Fingerprints.
        ("* is missing, and no number of a register stands in its place", "缺少 *，且没有登记编号可代替"),
        ("* has more than * bytes", "* 超过 * 字节"),
        // Files.
        ("no such folder, or no permission", "文件夹不存在或无权限"), ("no permission", "无权限"),
        ("folders nested too deep", "文件夹嵌套过深"),
        ("neither a file nor a folder; links are not followed", "既不是文件也不是文件夹；不跟随链接"),
        ("expected an array of addresses, found *", "应为地址数组，实际为 *"), ("expected *, found *", "应为 *，实际为 *"),
        ("nothing could be read", "无内容可读"), ("a rule file gave no rule", "有规则文件未产生规则"),
    ]

    static func chinese(_ text: String) -> String {
        for entry in table {
            guard let parts = parts(of: text, matching: entry.en) else { continue }
            var result = ""
            for (index, piece) in entry.zh.split(separator: "*", omittingEmptySubsequences: false).enumerated() {
                if index > 0, index <= parts.count { result += chinese(kind: parts[index - 1]) }
                result += piece
            }
            return result
        }
        return text
    }

    /// The carried texts are names and numbers, except for what was found instead of an array.
    private static func chinese(kind text: String) -> String {
        switch text {
        case "nothing": "空"
        case "a mapping": "映射"
        case "a sequence": "序列"
        default: text
        }
    }

    /// What the stars of a pattern stand for; `nil` when the text does not match.
    private static func parts(of text: String, matching pattern: String) -> [String]? {
        let pieces = pattern.split(separator: "*", omittingEmptySubsequences: false)
        guard let first = pieces.first, text.utf8.starts(with: first.utf8) else { return nil }
        var rest = text.utf8.dropFirst(first.utf8.count)
        var parts: [String] = []
        for (index, piece) in pieces.enumerated().dropFirst() {
            let isLast = index == pieces.count - 1
            guard let range = find(piece, in: rest, atEnd: isLast) else { return nil }
            parts.append(String(Substring(rest[..<range.lowerBound])))
            rest = rest[range.upperBound...]
        }
        return rest.isEmpty ? parts : nil
    }

    private static func find(
        _ piece: Substring, in text: Substring.UTF8View, atEnd: Bool
    ) -> Range<String.Index>? {
        let bytes = Array(piece.utf8)
        guard text.count >= bytes.count else { return nil }
        if atEnd {
            let start = text.index(text.endIndex, offsetBy: -bytes.count)
            return text[start...].elementsEqual(bytes) ? start..<text.endIndex : nil
        }
        var start = text.startIndex
        while text.distance(from: start, to: text.endIndex) >= bytes.count {
            if text[start...].starts(with: bytes) { return start..<text.index(start, offsetBy: bytes.count) }
            start = text.index(after: start)
        }
        return nil
    }
}
