/// Why something of a transparency log was refused. Equality looks at the code alone.
public struct LogError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The stable name of a reason. New ones may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        public let rawValue: String

        init(_ rawValue: String) {
            self.rawValue = rawValue
        }

        public var description: String { rawValue }

        // Text
        /// More bytes, lines or items than allowed.
        public static let tooLarge = Code("log.tooLarge")
        /// The last line does not end with LF.
        public static let missingNewline = Code("log.missingNewline")
        /// The text ends too early.
        public static let truncated = Code("log.truncated")
        /// A control character, or bytes that are not UTF-8.
        public static let forbiddenByte = Code("log.forbiddenByte")
        /// Not the canonical base 64 of anything.
        public static let malformedBase64 = Code("log.malformedBase64")
        /// A number with a sign, a leading zero, or beyond 2^63 − 1.
        public static let malformedNumber = Code("log.malformedNumber")
        /// A hash that is not 32 bytes.
        public static let malformedHash = Code("log.malformedHash")
        /// A line that does not have the form it must have.
        public static let malformedLine = Code("log.malformedLine")

        // Merkle tree
        /// An index at or beyond the tree size, or sizes in the wrong order.
        public static let indexOutOfRange = Code("log.indexOutOfRange")
        /// A proof with more or fewer hashes than index and size require.
        public static let wrongProofLength = Code("log.wrongProofLength")
        /// The proof does not lead to the root.
        public static let rootMismatch = Code("log.rootMismatch")

        // Tiles
        /// A path that names no tile or bundle.
        public static let malformedTilePath = Code("log.malformedTilePath")
        /// A tile with another number of bytes than its width requires.
        public static let wrongTileLength = Code("log.wrongTileLength")
        /// An entry bundle that is cut short or has something after its last entry.
        public static let malformedBundle = Code("log.malformedBundle")
        /// An entry of more than 65,535 bytes, or an empty one.
        public static let entryLength = Code("log.entryLength")
        /// A tile that a tree of this size does not have.
        public static let tileNotInTree = Code("log.tileNotInTree")

        // Notes and keys
        /// No blank line between text and signatures, or no signature.
        public static let notANote = Code("log.notANote")
        /// A signature line that is not `— name base64`.
        public static let malformedSignature = Code("log.malformedSignature")
        /// A key name that is empty or contains white space or `+`.
        public static let malformedKeyName = Code("log.malformedKeyName")
        /// Not a verifier or signer key.
        public static let malformedKey = Code("log.malformedKey")
        /// The ID in the key is not the one that name and public key give.
        public static let keyIDMismatch = Code("log.keyIDMismatch")
        /// A type of key that is not known or cannot be used for this.
        public static let unsupportedKeyType = Code("log.unsupportedKeyType")
        /// A signature of a trusted key that does not verify.
        public static let invalidSignature = Code("log.invalidSignature")
        /// Two signature lines of one trusted key.
        public static let duplicateSignature = Code("log.duplicateSignature")
        /// No trusted key has signed.
        public static let noTrustedSignature = Code("log.noTrustedSignature")
        /// Two trusted keys with one public key, under whatever names.
        public static let duplicateKey = Code("log.duplicateKey")
        /// A cosignature with time 0, or from the future.
        public static let unacceptableTime = Code("log.unacceptableTime")

        // Checkpoints, proofs, policies
        /// An empty origin, or one that is not the name of the log's key.
        public static let originMismatch = Code("log.originMismatch")
        /// Extension lines where none are accepted.
        public static let unexpectedExtension = Code("log.unexpectedExtension")
        /// Not a `c2sp.org/tlog-proof@v1` file.
        public static let notAProof = Code("log.notAProof")
        /// A name in a policy that is used before it is defined.
        public static let undefinedName = Code("log.undefinedName")
        /// A name in a policy that is defined, or made a member, twice.
        public static let duplicateName = Code("log.duplicateName")
        /// A threshold of a group that is not between 1 and the number of members.
        public static let malformedThreshold = Code("log.malformedThreshold")
        /// A policy without a quorum line, or with two.
        public static let quorumLine = Code("log.quorumLine")
        /// A log that the policy does not name.
        public static let unknownLog = Code("log.unknownLog")
        /// Too few witnesses have cosigned.
        public static let quorumNotMet = Code("log.quorumNotMet")
        /// A head that is smaller than one already seen of the same log.
        public static let staleHead = Code("log.staleHead")
        /// A head that contradicts one already seen of the same log.
        public static let forkedHead = Code("log.forkedHead")

        // Time stamps
        /// Not a time-stamp response of RFC 3161, or not a certificate.
        public static let malformedTimeStamp = Code("log.malformedTimeStamp")
        /// The authority did not grant the time stamp.
        public static let timeStampRefused = Code("log.timeStampRefused")
        /// A time stamp for another text, nonce or policy than were asked for.
        public static let timeStampMismatch = Code("log.timeStampMismatch")
        /// A time stamp whose signature or chain of certificates does not verify.
        public static let untrustedTimeStamp = Code("log.untrustedTimeStamp")
    }

    public let code: Code
    /// The line of a text, counted from 1; nil where there are no lines.
    public let line: Int?
    /// What was found and what was expected.
    public let detail: String

    init(_ code: Code, line: Int? = nil, _ detail: String) {
        self.code = code
        self.line = line
        self.detail = detail
    }

    public static func == (lhs: LogError, rhs: LogError) -> Bool {
        lhs.code == rhs.code
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
    }

    public var description: String {
        if let line { "\(code): line \(line): \(detail)" } else { "\(code): \(detail)" }
    }
}
