extension LoadErrorPhrases {
    /// What was found and expected, things, names, tests.
    static let general: [Phrase] = [
        // What was found, what was expected.
        ("a value", "某值"), ("nothing", "空"), ("a sequence", "序列"), ("a mapping", "映射"), ("the text \"*\"", "文本 \"*\""),
        ("text", "文本"), ("an integer", "整数"), ("true or false", "true 或 false"), ("a duration", "时长"),
        ("an object", "对象"), ("a structure", "结构"), ("such as 10 workdays", "例如 10 workdays"),
        ("an integer of *", "整数 *"), ("more than 0s", "大于 0s"), ("params.* of another type", "其他类型的 params.*"),
        ("a trust policy", "信任策略"), ("an address such as 127.0.0.1:8080", "地址（如 127.0.0.1:8080）"),
        ("a list such as lists.settlementAgents", "名单（如 lists.settlementAgents）"),
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
        ("the first step", "第一步"), ("a step", "步骤"), ("the second step", "第二步"), ("an element of *", "* 的元素"),
        ("an address", "地址"), ("the list", "名单"), ("the rule", "规则"), ("the event type", "事件类型"),
        ("the table", "表"), ("the calendar", "日历"), ("the chain", "链"), ("another file", "另一文件"), ("above", "上文"),
        ("the default", "默认值"), ("the value", "设定值"),
        // Names.
        ("a letter, then letters, digits*; at most *", "首字符为字母，其后为字母、数字*，最多 * 个字符"),
        ("1 to 32 characters of *", "1 至 32 个字符：*"),
        ("something else inside *", "* 中的其他内容"), ("the name of an event", "事件名称"),
        ("something else", "其他内容"), ("a definition", "共用定义"), ("list", "名单"), ("table", "表"),
        ("an exception", "例外"), ("the exception", "例外"), ("the definition", "共用定义"), ("a variant", "变体"),
        ("a calendar", "日历"), ("a table", "表"),
        ("a source of rows", "数据行来源"), ("a source", "来源"), ("the configuration", "配置"),
        ("a test that expects a muted alert", "期望预警被静默的测试"),
        ("a pack and its digest, NAME@SHA-256", "规则包及其摘要（名称@SHA-256）"),
        ("a public key, NAME+ID+BASE64", "公钥（名称+编号+BASE64）"),
        ("* keys in one step", "一个步骤含 * 个键"),
        ("a signed manifest is no part of it", "其中不应含签名清单"),
        ("was changed since it was signed", "在签名之后被改动"), ("was added since the pack was signed", "在签名之后新增"),
        ("is missing since the pack was signed", "在签名之后缺失"),
        ("two or more keys", "两个以上的密钥"), ("two capital letters such as CN", "两个大写字母（如 CN）"), ("two persons", "两人"),
        ("another person than the author", "作者以外的人"), ("an author", "作者"), ("an approver", "批准人"),
        ("an authority, *", "机构 *"),
        ("it is no signed note", "不是签名文书"), ("its text is not that of a manifest", "其文本不是清单"),
        ("it is of \"*\", the pack is \"*\"", "清单属于 \"*\"，而规则包为 \"*\""),
        ("the signature of \"*\" does not verify", "\"*\" 的签名验证失败"),
        ("two signatures of \"*\"", "\"*\" 有两个签名"), ("a series", "序列"),
        ("something in every rule", "每条规则中的固定含义"), ("something else in this rule", "本规则中的其他内容"),
        // Tests.
        (
            "at least * tests (hit, miss, boundary, removed), found *",
            "至少 * 个测试（命中、未命中、边界、移除），现有 * 个"
        ),
        ("a test that expects an alert (hit)", "期望出现预警的测试（命中）"),
        ("a test that expects none (miss)", "期望不出现预警的测试（未命中）"),
        ("a test with a remove step (removed by reorganisation)", "含 remove 步骤的测试（因链重组移除）"),
    ]
}
