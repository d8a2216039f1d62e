/// Why the node cannot do what it was asked: what was found, and what to do. Equality is on the code alone.
public struct NodeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Whose fault it is; decides the exit status (COMMANDS.md).
    public enum Category: Sendable {
        /// Status 1: a check found something wrong.
        case check
        /// Status 2: wrong usage or a bad input file.
        case input
        /// Status 3: the surroundings failed.
        case environment
    }

    /// Stable name of a reason.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        public let description: String
        public let category: Category

        init(_ description: String, _ category: Category) {
            self.description = description
            self.category = category
        }

        public static let missingBlock = Code("node.missingBlock", .environment)
        public static let damagedArchive = Code("node.damagedArchive", .check)
        public static let unknownNetwork = Code("node.unknownNetwork", .input)
        public static let unknownChain = Code("node.unknownChain", .input)
        public static let badBlock = Code("node.badBlock", .check)
        public static let notLinked = Code("node.notLinked", .input)
        public static let unknownHeight = Code("node.unknownHeight", .input)
        public static let wrongStore = Code("node.wrongStore", .input)
        public static let badConfiguration = Code("node.badConfiguration", .input)
        public static let badRecord = Code("node.badRecord", .check)
        public static let badKey = Code("node.badKey", .input)
        public static let unknownAccount = Code("node.unknownAccount", .input)
        public static let unknownAlert = Code("node.unknownAlert", .input)
        public static let exists = Code("node.exists", .input)
        public static let io = Code("node.io", .environment)
        /// The store follows the semantics of a later release.
        public static let newerEngine = Code("node.newerEngine", .environment)
        public static let stopped = Code("node.stopped", .environment)

        public static func == (left: Code, right: Code) -> Bool {
            left.description.utf8.elementsEqual(right.description.utf8)
        }

        public func hash(into hasher: inout Hasher) {
            for byte in description.utf8 { hasher.combine(byte) }
        }
    }

    public let code: Code
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public static func == (left: NodeError, right: NodeError) -> Bool { left.code == right.code }

    public func hash(into hasher: inout Hasher) { hasher.combine(code) }

    public var description: String { "\(code): \(message)" }
}
