/// Why a record, an item or a proof was refused. Equality looks at the code alone.
public struct LedgerError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The stable name of a reason. New ones may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        public let rawValue: String

        init(_ rawValue: String) {
            self.rawValue = rawValue
        }

        public var description: String { rawValue }

        // Records and items
        /// Not canonical JSON, or outside its profile.
        public static let notCanonical = Code("ledger.notCanonical")
        /// Members missing, unknown, or of the wrong kind.
        public static let malformedRecord = Code("ledger.malformedRecord")
        /// More bytes or items than allowed.
        public static let tooLarge = Code("ledger.tooLarge")
        /// An input that must not be written this way.
        public static let malformedInput = Code("ledger.malformedInput")
        /// A sequence number that is not the index of the record, or out of range.
        public static let wrongSequence = Code("ledger.wrongSequence")
        /// A record with an earlier time than the one before it.
        public static let timeWentBack = Code("ledger.timeWentBack")

        // Proofs
        /// Not an item proof.
        public static let malformedProof = Code("ledger.malformedProof")
        /// The item does not lead to the result of the record.
        public static let resultMismatch = Code("ledger.resultMismatch")
        /// What was sealed is not what was committed to.
        public static let commitmentMismatch = Code("ledger.commitmentMismatch")
        /// Proof or checkpoint of the transparency log; the detail has its code.
        public static let transparencyLog = Code("ledger.transparencyLog")

        // Directories
        /// A file of the directory is missing or could not be read.
        public static let missingFile = Code("ledger.missingFile")
        /// A file that does not hold what the entries give.
        public static let wrongFile = Code("ledger.wrongFile")
        /// A checkpoint that is not consistent with an older one.
        public static let inconsistent = Code("ledger.inconsistent")
    }

    public let code: Code
    /// The record concerned, where there is one.
    public let sequence: UInt64?
    /// What was found and what was expected.
    public let detail: String

    init(_ code: Code, at sequence: UInt64? = nil, _ detail: String) {
        self.code = code
        self.sequence = sequence
        self.detail = detail
    }

    public static func == (lhs: LedgerError, rhs: LedgerError) -> Bool {
        lhs.code == rhs.code
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
    }

    public var description: String {
        if let sequence { "\(code): record \(sequence): \(detail)" } else { "\(code): \(detail)" }
    }
}
