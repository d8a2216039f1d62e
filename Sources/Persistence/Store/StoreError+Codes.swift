extension StoreError {
    /// The stable name of a reason, its category and its texts. New ones may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        public let rawValue: String
        public let category: Category
        let english: String
        let adviceInEnglish: String
        let chinese: String
        let adviceInChinese: String

        public var description: String { rawValue }

        public static func == (left: Code, right: Code) -> Bool { left.rawValue == right.rawValue }

        public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
    }
}

extension StoreError.Code {
    // MARK: Surroundings

    /// Another process has the store open for writing.
    public static let locked = Self(
        rawValue: "store.locked", category: .environment,
        english: "store is locked by",
        adviceInEnglish: "Stop that process or use another store directory",
        chinese: "存储正被另一进程占用", adviceInChinese: "请停止该进程，或换用另一个存储目录")
    /// There is no store at that path.
    public static let missing = Self(
        rawValue: "store.missing", category: .environment,
        english: "no store found", adviceInEnglish: "Create one with 'yushi init' or give the right --store",
        chinese: "找不到存储", adviceInChinese: "请用 yushi init 创建，或给出正确的 --store")
    /// There is one already.
    public static let exists = Self(
        rawValue: "store.exists", category: .environment,
        english: "a store exists already", adviceInEnglish: "Use it, or choose an empty directory",
        chinese: "该处已有存储", adviceInChinese: "请直接使用它，或选择空目录")
    /// A live store was wanted and this is an offline one, or the other way round, or another origin or seed.
    public static let wrongKind = Self(
        rawValue: "store.wrongKind", category: .environment,
        english: "store is of another kind",
        adviceInEnglish: "Use a store made for this purpose: import writes offline stores, run needs a live one",
        chinese: "存储类型不符", adviceInChinese: "请使用对应用途的存储：import 写离线存储，run 需要在线存储")
    /// Written by a newer release.
    public static let tooNew = Self(
        rawValue: "store.tooNew", category: .environment,
        english: "store was written by a newer release", adviceInEnglish: "Update this program",
        chinese: "存储由更新的版本写入", adviceInChinese: "请升级本程序")
    /// No space left on the device, or a quota is used up.
    public static let diskFull = Self(
        rawValue: "store.diskFull", category: .environment,
        english: "disk is full", adviceInEnglish: "Free space and start again; nothing acknowledged is lost",
        chinese: "磁盘已满", adviceInChinese: "请释放空间后重新启动；已确认的数据没有丢失")
    /// The device reported an error. After a failed fsync nobody knows what is on the disk, so nothing is tried again.
    public static let inputOutput = Self(
        rawValue: "store.inputOutput", category: .environment,
        english: "reading or writing failed",
        adviceInEnglish: "Check the disk and the kernel log, then start again; the store is checked at start",
        chinese: "读写失败", adviceInChinese: "请检查磁盘与内核日志后重新启动；启动时会校验存储")
    /// No permission.
    public static let notPermitted = Self(
        rawValue: "store.notPermitted", category: .environment,
        english: "access denied", adviceInEnglish: "Run as the user that owns the store, or correct its permissions",
        chinese: "没有访问权限", adviceInChinese: "请以存储所有者身份运行，或修正权限")
    /// An earlier error stopped the writing.
    public static let stopped = Self(
        rawValue: "store.stopped", category: .environment,
        english: "writing was stopped by an earlier error", adviceInEnglish: "Remove its cause and start again",
        chinese: "此前的错误已使写入停止", adviceInChinese: "请排除原因后重新启动")
    /// Another connection held the database longer than the limit.
    public static let busy = Self(
        rawValue: "store.busy", category: .environment,
        english: "database is busy", adviceInEnglish: "End other programs that have the store open, then try again",
        chinese: "数据库忙", adviceInChinese: "请关闭其他打开该存储的程序后重试")

    // MARK: Damage

    /// A file is shorter, or its bytes are not what its hash or format says.
    public static let damaged = Self(
        rawValue: "store.damaged", category: .damaged,
        english: "store is damaged", adviceInEnglish: "Keep a copy, then restore the store from a backup",
        chinese: "存储已损坏", adviceInChinese: "请保留副本，然后从备份恢复")
    /// A content, block or record that is referred to is not there.
    public static let contentMissing = Self(
        rawValue: "store.contentMissing", category: .damaged,
        english: "content is missing", adviceInEnglish: "Restore it from a backup or fetch it again",
        chinese: "缺少内容", adviceInChinese: "请从备份恢复或重新获取")
    /// The ledger ends before a head that was signed.
    public static let rolledBack = Self(
        rawValue: "ledger.rolledBack", category: .damaged,
        english: "ledger is older than its signed head",
        adviceInEnglish: "Catch up from a mirror or start a new origin; this store must not sign",
        chinese: "账本早于其已签名的树头", adviceInChinese: "请从镜像追平或启用新的 origin；本存储不得签名")
    /// The ledger does not contain the tree of a head that was signed.
    public static let forked = Self(
        rawValue: "ledger.forked", category: .damaged,
        english: "ledger contradicts its signed head",
        adviceInEnglish: "Keep both as evidence and restore the true ledger; this store must not sign",
        chinese: "账本与其已签名的树头矛盾", adviceInChinese: "请保留两者为证据并恢复真实账本；本存储不得签名")

    /// Damage was found: nothing is signed until the store is whole again.
    public static let halted = Self(
        rawValue: "ledger.halted", category: .damaged,
        english: "nothing is signed, because damage was found",
        adviceInEnglish: "'yushi ledger fsck' names it; restore the store, then run 'yushi ledger resume'",
        chinese: "已发现损坏，停止签名", adviceInChinese: "请用 yushi ledger fsck 查看，修复存储后运行 yushi ledger resume")

    // MARK: Refusals

    /// A batch that does not continue the ledger.
    public static let outOfSequence = Self(
        rawValue: "ledger.outOfSequence", category: .refused,
        english: "record does not continue the ledger", adviceInEnglish: "Read the head again",
        chinese: "记录与账本不连续", adviceInChinese: "请重新读取树头")
    /// An input with this idempotency key is in the ledger.
    public static let duplicate = Self(
        rawValue: "ledger.duplicate", category: .refused,
        english: "input is recorded already", adviceInEnglish: "Use the record that is there",
        chinese: "输入已有记录", adviceInChinese: "请使用已有记录")
    /// Another checkpoint was signed in between.
    public static let checkpointConflict = Self(
        rawValue: "ledger.checkpointConflict", category: .refused,
        english: "another checkpoint was stored meanwhile", adviceInEnglish: "Read the head again",
        chinese: "期间已有另一检查点", adviceInChinese: "请重新读取树头")
    /// An exported file is there with other bytes.
    public static let exportConflict = Self(
        rawValue: "export.conflict", category: .damaged,
        english: "exported file has other bytes", adviceInEnglish: "Compare the two; never overwrite a published tile",
        chinese: "导出文件内容不同", adviceInChinese: "请比对两者；已发布的 tile 不得覆盖")
    /// The output index is not where the caller thinks.
    public static let indexOutOfStep = Self(
        rawValue: "outputs.outOfStep", category: .refused,
        english: "output index is at another block", adviceInEnglish: "Roll it to the ledger's cursor first",
        chinese: "输出索引位于另一区块", adviceInChinese: "请先将其滚动到账本游标")
    /// The caller broke a documented limit.
    public static let limit = Self(
        rawValue: "store.limit", category: .refused,
        english: "value exceeds a limit", adviceInEnglish: "Make it smaller",
        chinese: "数值超出限制", adviceInChinese: "请减小")
}
