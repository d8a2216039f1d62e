extension LoadErrorPhrases {
    /// Expressions and combinations of rules, as the loader and the rule planner find them.
    static let rules: [Phrase] = [
        // Expressions.
        ("the string that begins here is not closed", "此处开始的字符串没有结束"),
        ("\"*\" is not closed", "\"*\" 没有闭合"), ("nothing is open that \"*\" could close", "\"*\" 没有对应的开括号"),
        ("*() takes one argument", "*() 只接受一个参数"), ("*() takes two arguments", "*() 接受两个参数"),
        ("*() needs an argument", "*() 需要一个参数"),
        ("*() needs a value and per cent", "*() 需要一个值与百分数"), ("1 to 100 or a parameter", "1 至 100 或参数"),
        ("\"where\" needs a condition", "\"where\" 之后需要条件"), ("\"where\" stands here twice", "此处出现两个 \"where\""),
        ("nothing may stand behind the condition of \"where\"", "\"where\" 的条件之后不能有其他内容"),
        ("count() takes no argument; filter with \"where\"", "count() 不接受参数；请用 where 过滤"),
        ("*(…) must be a binding of its own, without anything around it", "*(…) 必须单独作为一个绑定，前后不得有其他内容"),
        ("a definition is named define.NAME", "共用定义写作 define.名称"),
        // Combinations.
        ("on and sequence exclude each other", "on 与 sequence 不能同时使用"),
        (
            "where, window and graph do not go with sequence; steps have a where of their own",
            "sequence 不与 where、window、graph 并用；各步骤可有自己的 where"
        ),
        ("a window is one of *", "窗口只能是以下之一：*"), ("zone goes with calendar only", "zone 只与 calendar 并用"),
        ("within and until exclude each other", "within 与 until 不能同时使用"),
        ("\"*\" cannot both open and close an item", "\"*\" 不能既开启又关闭同一对象"),
        (
            "*(…) is an aggregate: it stands under let, as a binding of its own", "*(…) 是聚合：须在 let 中单独作为一个绑定"
        ),
        ("a folder parent/ goes with extends only", "parent/ 文件夹只与 extends 并用"),
        ("a parameter of type string has no direction", "string 类型的参数没有收紧方向"),
        ("relax and parameters both set \"*\"", "relax 与 parameters 都设定了 \"*\""),
        ("relax goes with extends only", "relax 只与 extends 并用"), ("a rule cannot absorb itself", "规则不能吸收自身"),
        (
            "graph.gap goes with find: cycle or path and with ordered: true",
            "graph.gap 只与 find: cycle 或 path 及 ordered: true 并用"
        ),
        ("graph.degree goes with find: path without marks", "graph.degree 只与没有 marks 的 find: path 并用"),
        ("risk.factor goes with class operational only", "risk.factor 只用于 operational 类"),
        ("the aggregate \"*\" needs a window", "聚合 \"*\" 需要窗口"),
        ("a parameter of type * has no bounds", "* 类型的参数没有上下限"),
        ("within on the first step", "第一步的 within"),
        (
            "a sequence of more than two steps that ends with an absent one", "以缺失步骤结尾的多于两步的 sequence"
        ),
        ("two absent steps at the beginning", "开头的两个缺失步骤"),
        ("a step on several event types", "同时针对多种事件的步骤"),
        ("unknown event type \"*\"", "未知的事件类型 \"*\""),
        // Of the rule planner.
        ("* takes numbers, amounts or durations, found *", "* 只接受数字、金额或时长，实际为 *"),
        ("* takes values that have an order, found *", "* 只接受可排序的值，实际为 *"),
        ("a sequence needs a `key` that its events share", "sequence 需要各事件共有的 `key`"),
        (
            "a key is a text, a number, a moment, an entity or a list of those, found *",
            "键应为文本、数字、时间、主体或其列表，实际为 *"
        ),
        (
            "only one of `window`, an absent step and `graph`", "`window`、缺失步骤与 `graph` 只能用其一"
        ),
        ("more than * events in one rule", "一条规则中超过 * 个事件"),
        ("the events are ordered by different clocks", "各事件按不同的时钟排序"),
        ("several event types under `on` need a `window`", "`on` 之下有多种事件时需要 `window`"),
        ("`key` needs a `window`, a `graph` or an absent step", "`key` 需要 `window`、`graph` 或缺失步骤"),
        ("a rule without a window needs `where` or `when`", "没有窗口的规则需要 `where` 或 `when`"),
        ("aggregate \"*\" needs a `window`", "聚合 \"*\" 需要 `window`"),
        ("a rule with a window needs `when`", "带窗口的规则需要 `when`"),
        ("a rule with a window needs a `key`", "带窗口的规则需要 `key`"),
        ("* cannot keep a value of type *", "* 不能保存 * 类型的值"),
        ("* looks at one event at a time, not at * triggers", "* 一次只看一个事件，不能同时看 * 个"),
        ("a filter within a series cannot read names of the series", "series 内的过滤条件不能读取该 series 的名称"),
        (
            "the open window needs to know what names the item of \"*\"",
            "open 窗口需要知道 \"*\" 的对象由什么命名（item）"
        ),
        ("an open window needs triggers under `from` and `until`", "open 窗口的 `from` 与 `until` 都要写事件名称"),
        ("an absent step needs a `key` that both events share", "缺失步骤需要两个事件共有的 `key`"),
        ("an absent step of the type that the rule is on", "缺失步骤与规则所针对的事件类型相同"),
        ("a graph needs a trigger with `from` and `to`", "graph 至少需要一个带 `from` 与 `to` 的事件"),
        ("a graph without `horizon` or `open` grows for ever", "没有 `horizon` 或 `open` 的 graph 会无限增长"),
        ("taint needs `source`: which nodes its funds begin at", "taint 需要 `source`：资金从哪些节点开始"),
        ("expected a text or an entity, found *", "应为文本或主体，实际为 *"),
    ]
}
