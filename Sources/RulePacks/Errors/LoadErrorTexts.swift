/// What a code means, in both languages. `{0}`, `{1}` … stand for the arguments of the error.
public struct LoadErrorText: Sendable {
    public let code: LoadErrorCode
    /// One line with the particulars of the case.
    public let short: LocalizedMessage
    /// Why it is refused and what to do.
    public let long: LocalizedMessage
}

/// A text in both languages.
public struct LocalizedMessage: Hashable, Sendable {
    public let en: String
    public let zh: String
}

extension LoadErrorText {
    /// The text of a code; `nil` for a code that does not exist.
    public static func text(of code: LoadErrorCode) -> LoadErrorText? { all.first { $0.code == code } }

    /// Every code once, in order.
    public static let all: [LoadErrorText] =
        files + packs + inheritance + rules + vocabulary + lists + tests + tables + exceptions + signatures + models

    static func entry(
        _ code: LoadErrorCode, _ en: String, _ zh: String, _ longEn: String, _ longZh: String
    ) -> LoadErrorText {
        LoadErrorText(code: code, short: .init(en: en, zh: zh), long: .init(en: longEn, zh: longZh))
    }

    private static let files: [LoadErrorText] = [
        entry(
            .fileTooLarge, "the file has {0} bytes; at most {1} are allowed", "文件有 {0} 字节，最多允许 {1} 字节",
            "Load time is bounded. Split the file.", "加载时间有上限。请拆分文件。"),
        entry(
            .notUTF8, "byte {0} is not part of valid UTF-8", "第 {0} 字节不是有效的 UTF-8",
            "Save the file as UTF-8 without byte order mark.", "请以无字节顺序标记的 UTF-8 保存文件。"),
        entry(
            .anchorOrAlias, "{0} is a YAML anchor or alias", "{0} 是 YAML 锚点或别名",
            "Anchors and aliases hide what a rule says and can blow up memory. Write the value out; in a text, put a "
                + "space after the \"&\".",
            "锚点与别名会掩盖规则内容并可能耗尽内存。请直接写出值；在文本中请在“&”之后加空格。"),
        entry(
            .tag, "{0} is a YAML tag", "{0} 是 YAML 标签",
            "Types come from the schema, not from tags. An expression that begins with \"!\" must be put in quotes.",
            "类型由格式规定，不由标签决定。以“!”开头的表达式必须加引号。"),
        entry(
            .duplicateKey, "the key \"{0}\" stands here twice", "键 \"{0}\" 在此出现两次",
            "Of two values with one key only one could count. Remove one.", "同一个键只能有一个值。请删除其一。"),
        entry(
            .yamlSyntax, "not readable as YAML: {0}", "无法按 YAML 读取：{0}",
            "Check indentation, quotes and brackets at this place and just before it.", "请检查此处及之前的缩进、引号与括号。"),
        entry(
            .unknownField, "unknown field \"{0}\" of {1}", "{1} 没有字段 \"{0}\"",
            "The vocabulary declares which fields an event has. Correct the name, or declare the field.",
            "事件的字段由词汇表声明。请更正名称或声明该字段。"),
        entry(
            .unknownKey, "unknown key \"{0}\" in {1}", "{1} 中没有键 \"{0}\"",
            "Nothing is ignored: a misspelt key would silently change the rule. Correct or remove it.",
            "任何内容都不会被忽略：拼错的键会悄悄改变规则。请更正或删除。"),
        entry(
            .missingKey, "{0} needs the key \"{1}\"", "{0} 缺少键 \"{1}\"", "Add the key.", "请补上该键。"),
        entry(
            .wrongType, "{0} must be {1}, found {2}", "{0} 应为 {1}，实际为 {2}",
            "Write the value in the expected form.", "请按要求的形式书写。"),
        entry(
            .notAllowedValue, "{0} cannot be \"{1}\"; allowed: {2}", "{0} 不能是 \"{1}\"；允许：{2}",
            "Choose one of the allowed values.", "请从允许的值中选择。"),
        entry(
            .outOfRange, "{0} is {1}; it must lie within {2}", "{0} 为 {1}，必须在 {2} 之内",
            "Choose a value within the bounds.", "请选择范围内的值。"),
        entry(
            .badDuration, "\"{0}\" is not a duration such as 30d, 24h, 15m or 60s",
            "\"{0}\" 不是时长（如 30d、24h、15m、60s）", "Write a whole number and one unit: d, h, m or s.",
            "请写整数加单位：d、h、m 或 s。"),
        entry(
            .badTime, "\"{0}\" is not a time such as 2025-03-01T00:00:00Z or 2025-03-01",
            "\"{0}\" 不是时间（如 2025-03-01T00:00:00Z 或 2025-03-01）",
            "Write RFC 3339 with a zone, or a date (its day begins at midnight in Asia/Shanghai).",
            "请写带时区的 RFC 3339 时间，或日期（按北京时间零点起）。"),
        entry(
            .tooDeep, "nested deeper than {0} levels", "嵌套超过 {0} 层", "Flatten the structure.", "请减少嵌套。"),
        entry(
            .tooManyNodes, "the file has more than {0} values", "文件中的值超过 {0} 个",
            "Load time is bounded. Split the file; long lists may be JSON.", "加载时间有上限。请拆分文件；长名单可用 JSON。"),
        entry(
            .packTooLarge, "the pack has more than {0} {1}", "规则包超过 {0} {1}", "Load time is bounded. Split the pack.",
            "加载时间有上限。请拆分规则包。"),
        entry(.emptyText, "{0} is empty", "{0} 为空", "Write the text.", "请填写内容。"),
        entry(
            .badName, "\"{0}\" is no name for {1}: {2}", "\"{0}\" 不能作为{1}的名称：{2}",
            "Names are stable identifiers; they keep to a small set of characters.", "名称是稳定标识，只能用规定的字符。"),
        entry(
            .unreadable, "cannot be read: {0}", "无法读取：{0}", "Check that the file exists and may be read.",
            "请检查文件是否存在且可读。"),
        entry(
            .unexpectedFile, "no file of a pack stands here; expected {0}", "规则包此处不应有该文件；应为 {0}",
            "Nothing in a pack is ignored. Move or remove the file.", "规则包中的内容不会被忽略。请移动或删除该文件。"),
        entry(
            .jsonSyntax, "not readable as JSON: {0}", "无法按 JSON 读取：{0}",
            "Numbers are integers, null is not used, every name stands once.", "数字须为整数，不用 null，名称不得重复。"),
    ]

    private static let packs: [LoadErrorText] = [
        entry(
            .noManifest, "the pack has no pack.yaml", "规则包没有 pack.yaml",
            "Create pack.yaml with id, version, engine, authors and approvers.",
            "请创建 pack.yaml，写明 id、version、engine、authors、approvers。"),
        entry(
            .engineSemantics, "the pack needs engine semantics {0}; this release has {1}",
            "规则包需要引擎语义 {0}，本版本为 {1}", "Install a release with these semantics.", "请安装支持该语义的版本。"),
        entry(
            .duplicateID, "{0} \"{1}\" is already defined at {2}", "{0} \"{1}\" 已在 {2} 定义", "Rename or remove one.",
            "请改名或删除其一。"),
        entry(
            .unknownOverride, "there is no parameter \"{0}\" to set", "没有可设置的参数 \"{0}\"",
            "Overrides name a rule of the pack and one of its params.", "覆盖须指明规则包中的规则及其参数。"),
        entry(
            .badBundle, "the bytes are no pack bundle: {0}", "字节不是规则包数据：{0}",
            "A bundle is made by this program from a folder; it is never written by hand.", "规则包数据由程序从文件夹生成，不应手写。"),
        entry(
            .authorApproves, "\"{0}\" is both author and approver", "\"{0}\" 既是作者又是批准人",
            "Four eyes: whoever writes a pack does not approve it.", "双人原则：作者不得批准自己的规则包。"),
        entry(
            .unknownRule, "the pack has no rule \"{0}\"", "规则包没有规则 \"{0}\"", "Name a rule of this pack.",
            "请写本规则包中的规则。"),
        entry(
            .unknownDefinition, "there is no definition \"{0}\"", "没有名为 \"{0}\" 的共用定义",
            "Definitions stand under define in pack.yaml. Correct the name, or add the definition.",
            "共用定义写在 pack.yaml 的 define 中。请更正名称或补上该定义。"),
        entry(
            .definitionCycle, "the definition \"{0}\" leads back to itself: {1}", "共用定义 \"{0}\" 循环引用自身：{1}",
            "A definition is written out where it stands; one that names itself would have no end.",
            "共用定义会在使用处展开；引用自身则无法终止。"),
        entry(
            .unusedDefinition, "no rule uses the definition \"{0}\"", "没有规则使用共用定义 \"{0}\"",
            "What nobody uses is tested by nobody. Use it or remove it.", "无人使用的定义也无人测试。请使用或删除。"),
        entry(
            .definitionArguments, "events handed to the definition \"{0}\": {3}; it takes {1} ({2})",
            "给共用定义 \"{0}\" 的事件有 {3} 个，应为 {1} 个（{2}）", "Write define.NAME(event), with one event for each of its names.",
            "请写 define.名称(event)，按其声明逐一给出事件。"),
        entry(
            .definitionEventType, "the definition \"{0}\" is of {1}, not of {2}", "共用定义 \"{0}\" 针对 {1}，而非 {2}",
            "Hand in an event of its type, or add the type under \"of\".", "请给出该类型的事件，或在 of 中补充该类型。"),
        entry(
            .definitionTooLong, "with the definition \"{0}\" written out the expression has more than {1} characters",
            "展开共用定义 \"{0}\" 后，表达式超过 {1} 个字符",
            "What a definition costs is charged wherever it is used. Split it.", "共用定义的开销在每个使用处计算。请拆分。"),
    ]

    static let inheritance: [LoadErrorText] = [
        entry(
            .unknownAuthority, "the pack names no authority \"{0}\"", "规则包的 authorities 中没有 \"{0}\"",
            "Who may act on a rule is one of the authorities in pack.yaml. Correct the name, or add it there.",
            "有权处置规则的机构须列在 pack.yaml 的 authorities 中。请更正名称或补充。"),
        entry(
            .noParent, "the pack extends \"{0}\", but its folder parent/ is not there", "规则包继承 \"{0}\"，但没有 parent/ 文件夹",
            "Copy the pack that is extended into the folder parent/: the digest then covers both.",
            "请将被继承的规则包复制到 parent/ 文件夹：摘要由此涵盖两者。"),
        entry(
            .parentDiffers, "the pack in parent/ is not \"{0}\" as it is named: found {1}, expected {2}",
            "parent/ 中的规则包不是所指明的 \"{0}\"：实际为 {1}，应为 {2}",
            "Copy the very version that is meant, or have the new one examined and name its digest (yushi rules check --json).",
            "请复制所指明的版本；或审查新版本后写明其摘要（yushi rules check --json）。"),
        entry(
            .noDirection, "the rule does not say which way \"{0}\" is tightened", "规则没有说明 \"{0}\" 往哪个方向收紧",
            "A pack may only tighten what it inherits. Where the rule has no tighten: up or down, a change needs relax with an "
                + "authority.",
            "子规则包只能收紧继承的规则。规则没有 tighten: up 或 down 时，修改须写在 relax 中并有机构许可。"),
        entry(
            .loosens, "this loosens \"{0}\", which is tightened {1}", "此处放宽了 \"{0}\"，其收紧方向为 {1}",
            "A pack may only tighten what it inherits. To loosen it write relax with the authority that allows it.",
            "子规则包只能收紧继承的规则。放宽须写在 relax 中并注明许可的机构。"),
        entry(
            .noAuthority, "\"{0}\" is no authority of the packs that are extended; they name: {1}",
            "\"{0}\" 不是被继承规则包指明的机构；其指明：{1}",
            "Only an authority that the parent names in pack.yaml may allow what loosens its rules.",
            "只有上级规则包在 pack.yaml 中指明的机构才能许可放宽。"),
    ]

    private static let rules: [LoadErrorText] = [
        entry(
            .notSupported, "not supported by engine semantics {1}: {0}", "引擎语义 {1} 不支持：{0}",
            "The rule is refused rather than half understood. Use a form that this engine has.",
            "规则宁可拒绝也不做部分理解。请改用引擎支持的形式。"),
        entry(
            .unknownEventType, "unknown event type \"{0}\"", "未知的事件类型 \"{0}\"",
            "Correct the name, or declare the type in vocabulary/.", "请更正名称，或在 vocabulary/ 中声明该类型。"),
        entry(
            .testsMissing, "the rule needs {0}", "规则缺少测试：{0}",
            "Every rule has at least four tests: a hit, a miss, the exact boundary, a removal by reorganisation.",
            "每条规则至少四个测试：命中、未命中、恰在边界、因链重组移除。"),
        entry(
            .noBasis, "the rule names no basis", "规则没有依据",
            "Name the law, the standard, or say that it is a heuristic.", "请写明法律、标准，或注明为经验规则。"),
        entry(
            .expressionSyntax, "{0}", "{0}", "Correct the expression.", "请更正表达式。"),
        entry(
            .nameTaken, "the name \"{0}\" already means {1}", "名称 \"{0}\" 已表示 {1}", "Choose another name.", "请换一个名称。"),
        entry(
            .doubleNotAllowed, "{0} is a floating-point number", "{0} 是浮点数",
            "Packs know integers and amounts only: compare 100 * a with 15 * b instead of a with 0.15 * b.",
            "规则只用整数与金额：请用 100 * a 与 15 * b 比较，而不是 a 与 0.15 * b。"),
        entry(
            .expression, "{0} ({1})", "{0}（{1}）", "Correct the expression.", "请更正表达式。"),
        entry(
            .combination, "{0}", "{0}", "Remove one of them, or split the rule.", "请删除其一，或拆分规则。"),
        entry(
            .unknownPlaceholder, "the message names \"{0}\", which the rule does not have",
            "提示文本中的 \"{0}\" 在规则中不存在",
            "Placeholders are {subject}, {params.NAME} and the names of let.",
            "占位符可用 {subject}、{params.名称} 与 let 中的名称。"),
        entry(
            .badVersion, "\"{0}\" is not a version such as 1.0", "\"{0}\" 不是版本号（如 1.0）",
            "MAJOR.MINOR: another major version means something else and has other alert ids.",
            "主版本.次版本：主版本变化表示含义不同、线索编号不同。"),
        entry(
            .unknownParameter, "the rule has no parameter \"{0}\"", "规则没有参数 \"{0}\"", "Declare it under params.",
            "请在 params 中声明。"),
        entry(
            .parameterBounds, "{0} of \"{1}\" lies outside its bounds {2}", "\"{1}\" 的 {0} 超出范围 {2}",
            "Choose a value within min and max.", "请选择 min 与 max 之间的值。"),
        entry(
            .badTerm, "\"{0}\" is no term such as 15m, 60 days, 10 workdays, 4 months or 1 year",
            "\"{0}\" 不是期限（如 15m、60 days、10 workdays、4 months、1 year）",
            "Days, working days and months end at 24:00 in Asia/Shanghai, the day of the event not counted; add \"civil\" to "
                + "let a term that ends on a holiday end on the next working day.",
            "以日、工作日、月计算的期限到最后一日北京时间 24 时届满，开始当日不计；加 civil 表示末日为节假日时顺延至下一工作日。"),
        entry(
            .unknownTrigger, "the rule has no event called \"{0}\"", "规则没有名为 \"{0}\" 的事件",
            "Name an event as it is called under \"on\".", "请使用 on 中给出的事件名称。"),
        entry(
            .costOverBudget, "the expression may take {0} steps, at most {1} are allowed", "表达式可能需要 {0} 步，最多允许 {1} 步",
            "Lists within lists multiply; each counts as a thousand elements. Use an aggregate under let, or split the rule.",
            "列表嵌套时步数相乘，每个列表按一千个元素计。请在 let 中使用聚合，或拆分规则。"),
        entry(
            .unknownContent, "the pack has no {0} \"{1}\"", "规则包没有{0} \"{1}\"",
            "Lists stand under lists/, tables under tables/. Correct the name, or add it.",
            "名单在 lists/ 中，表在 tables/ 中。请更正名称或补充。"),
    ]

    private static let vocabulary: [LoadErrorText] = [
        entry(
            .builtInDiffers, "{0} is built in and declared differently here: {1}", "{0} 是内置类型，此处声明不一致：{1}",
            "Adapters fill built-in events by position. Declare them exactly so, or leave them out.",
            "适配器按位置填写内置事件。请完全一致地声明，或不声明。"),
        entry(
            .unknownFieldType, "\"{0}\" is no type of a field", "\"{0}\" 不是字段类型",
            "bool, int, string, digest, bytes, entity, money, timestamp, duration, list(…) or a record of the file.",
            "bool、int、string、digest、bytes、entity、money、timestamp、duration、list(…) 或本文件中的 record。"),
    ]

    private static let lists: [LoadErrorText] = [
        entry(
            .badEntry, "\"{0}\" is not {1}", "\"{0}\" 不是 {1}",
            "Correct the entry: a list that cannot be read whole is refused.",
            "请更正条目：不能完整读取的名单会被拒绝。"),
        entry(
            .emptyValidity, "it ends ({1}) before it begins ({0})", "结束时间（{1}）早于开始时间（{0}）",
            "Valid from inclusive to exclusive.", "有效期含起点、不含终点。"),
        entry(
            .tooManyEntries, "the list has more than {0} entries", "名单条目超过 {0} 条", "Split the list.", "请拆分名单。"),
        entry(
            .unknownListForm, "the file is no known form of list: {0}", "文件不是已知的名单形式：{0}",
            "A list of the pack, a JSON array of addresses, or a mining-pool file.", "应为规则包名单、地址 JSON 数组或矿池文件。"),
    ]

    private static let tests: [LoadErrorText] = [
        entry(
            .badStep, "not a step of a test: {0}", "不是测试步骤：{0}",
            "A step is one event type with its fields, or remove, tick or final.", "步骤为一个事件类型及其字段，或 remove、tick、final。"),
        entry(
            .badAmount, "\"{0}\" is not an amount such as 100 CNY or 12.5 BTC",
            "\"{0}\" 不是金额（如 100 CNY、12.5 BTC）", "Write a number and a currency, with no more decimals than its scale.",
            "请写数字与币种，小数位不超过该币种的精度。"),
        entry(
            .unknownAsset, "the asset table has no \"{0}\"", "资产表没有 \"{0}\"",
            "Use ISO 4217 or a name of the asset table.", "请用 ISO 4217 或资产表中的名称。"),
        entry(
            .fieldValue, "{0} must be {1}, found {2}", "{0} 应为 {1}，实际为 {2}",
            "Write the value in the form of its type.", "请按其类型书写。"),
        entry(
            .unknownExpectation, "there is no \"{0}\" to expect", "没有可期望的 \"{0}\"",
            "Expect at, subject, severity, state, muted, or a name of let.",
            "可期望 at、subject、severity、state、muted 或 let 中的名称。"),
        entry(
            .impossibleTime, "{0} is {1}; events of chains lie within the years 2009 to 2199",
            "{0} 为 {1}；链上事件的时间应在 2009 年至 2199 年之间",
            "No block chain is older, and a time far ahead would end every term. Check its unit and its zone.",
            "区块链均不早于该时间，而过远的时间会使所有期限届满。请检查单位与时区。"),
        entry(
            .duplicatePosition, "another event has the place {0} on this branch", "本分支上位置 {0} 已有另一事件",
            "Chain, height, tx and index name one event. Leave index out to have the events of a transaction counted.",
            "链、高度、tx、index 唯一确定一个事件。省略 index 时按交易内顺序编号。"),
        entry(
            .noFingerprint, "no fingerprint: {0}", "无法计算指纹：{0}",
            "A fingerprint is made of the number of a register, or of all parts that Docs/FINGERPRINTS.md names.",
            "指纹由登记编号，或 Docs/FINGERPRINTS.md 所列全部组成部分计算。"),
    ]

    private static let tables: [LoadErrorText] = [
        entry(
            .calendarDay, "{0} is {1}", "{0} 是{1}",
            "A calendar lists weekdays without work and weekend days with work.", "日历列出放假的工作日与上班的周末。")
    ]

    private static let models: [LoadErrorText] = [
        entry(
            .modelSum, "{0} add up to {1}; they must add up to {2}", "{0} 之和为 {1}，应为 {2}",
            "Weights are percentages of the whole: change one of them by the difference.",
            "权重为占总分的百分比：请按差额调整其中一项。"),
        entry(
            .modelOrder, "{0} must have {1}", "{0} 应满足：{1}",
            "A model in which a graver finding or a worse grade counts for less would reward it. Put the values in order.",
            "若更严重的认定或更差的等级反而影响更小，模型将予以奖励。请按次序设定。"),
    ]
}
