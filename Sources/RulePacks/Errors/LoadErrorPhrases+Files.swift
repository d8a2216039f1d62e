extension LoadErrorPhrases {
    /// Vocabulary, fingerprints, files, calendars, JSON.
    static let files: [Phrase] = [
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
        ("a rule file gave no rule", "有规则文件未产生规则"), ("nothing could be read", "无内容可读"),
        ("\"*\" is no path of a pack, or stands there twice", "\"*\" 不是规则包的路径，或重复出现"),
        ("the files are not in the order of their paths", "文件没有按路径排序"),
        // Calendars.
        ("a weekday, listed under *", "周一至周五中的一天，却列在 * 之下"),
        ("a weekend day, listed under *", "周末中的一天，却列在 * 之下"),
        // Mappings of logs.
        ("0x and 40 hexadecimal digits, or any", "0x 与 40 位十六进制数字，或 any"),
        ("a parameter of uintN or intN", "uintN 或 intN 类型的参数"),
        // Numbers and amounts of events.
        ("minor units of at most 63 bits", "不超过 63 位的最小单位数"),
        ("an integer of at most 64 bits, or an amount", "不超过 64 位的整数，或金额"),
        (
            "an exact number such as *, of at most 64 bits each", "精确数字（如 *），分子分母各不超过 64 位"
        ),
        // JSON.
        ("the input ends inside a value", "内容在值中间结束"),
        ("this character cannot stand here", "此处不能出现该字符"),
        ("something follows the value", "值之后还有内容"),
        ("null is not used; leave the name out", "不使用 null；请省略该名称"),
        ("a number is not an integer", "数字不是整数"),
        ("an integer is written with a leading zero or a lone minus sign", "整数带有前导零或孤立的负号"),
        ("an integer lies beyond ±(2^53 − 1)", "整数超出 ±(2^53 − 1)"),
        ("a name stands twice in one object", "同一对象中名称重复"),
        ("a control character is not escaped", "控制字符没有转义"),
        ("an unknown escape follows the backslash", "反斜杠之后不是已知的转义"),
        ("half of a surrogate pair", "代理对不完整"),
        ("the text is not UTF-8", "文本不是 UTF-8"),
        ("nested too deep", "嵌套过深"), ("too many bytes", "字节过多"),
        ("not in canonical form", "不是规范形式"), ("*, at byte *", "*（第 * 字节）"),
        ("\"*\" is missing", "缺少 \"*\""), ("\"*\" is not known", "未知的 \"*\""),
        ("\"*\" must be *, found \"*\"", "\"*\" 应为 *，实际为 \"*\""),
        ("hexadecimal bytes", "十六进制字节"), ("canonical bytes of a reference", "主体标识的规范字节"),
    ]
}
