public import ChainCrypto
import SupervisionModel

/// An event of a contract, as its interface declares it: `Pledged(bytes32 indexed fingerprint, uint256 value)`.
public struct ABIEvent: Hashable, Sendable {
    public struct Parameter: Hashable, Sendable {
        public let name: String
        public let type: ABIType
        /// Whether the value stands in a topic.
        public let isIndexed: Bool
    }

    public let name: String
    public let parameters: [Parameter]
    /// Keccak-256 of the signature: the first topic of its logs.
    public let topic: Hash256
    /// SM3 of the signature: the first topic on chains of the Chinese commercial algorithms, whose compilers and kits hash
    /// with it (FISCO BCOS java-sdk, `EventEncoder`); nil when OpenSSL lacks SM3.
    public let commercialTopic: Hash256?

    /// Why a declaration is not read.
    public enum Problem: Error, Hashable, Sendable {
        /// Not `Name(type name, …)`.
        case syntax
        /// A type that is not read.
        case type(String)
        /// A name that occurs twice.
        case repeated(String)
        /// More than three indexed parameters.
        case tooManyIndexed
    }

    /// Reads a declaration, with or without `event` before it and `;` behind.
    public init(_ text: String) throws(Problem) {
        var rest = text.trimmed
        if rest.hasPrefix("event ") { rest = rest.dropFirst(6).trimmed }
        if rest.hasSuffix(";") { rest = rest.dropLast().trimmed }
        guard let open = rest.firstIndex(of: "("), rest.hasSuffix(")") else { throw .syntax }
        let name = rest[..<open].trimmed
        guard Self.isIdentifier(name) else { throw .syntax }
        let list = rest[rest.index(after: open)...].dropLast()
        var parameters: [Parameter] = []
        if !list.trimmed.isEmpty {
            for part in list.split(separator: ",", omittingEmptySubsequences: false) {
                let words = part.split(separator: " ")
                guard words.count == 2 || words.count == 3 && words[1] == "indexed",
                    Self.isIdentifier(words[words.count - 1])
                else { throw .syntax }
                guard let type = ABIType(words[0]) else { throw .type(String(words[0])) }
                let name = String(words[words.count - 1])
                guard !parameters.contains(where: { $0.name.utf8.elementsEqual(name.utf8) }) else {
                    throw .repeated(name)
                }
                parameters.append(Parameter(name: name, type: type, isIndexed: words.count == 3))
            }
        }
        guard parameters.count(where: \.isIndexed) <= 3 else { throw .tooManyIndexed }
        self.name = String(name)
        self.parameters = parameters
        let signature = "\(name)(\(parameters.map(\.type.name).joined(separator: ",")))"
        self.topic = Keccak256.hash(Array(signature.utf8))
        self.commercialTopic = SM3.hash(Array(signature.utf8))
    }

    private static func isIdentifier(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, !(0x30...0x39).contains(first), text.utf8.count <= 64 else { return false }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "_"): true
            default: false
            }
        }
    }

    /// The values of a log by the names of the parameters; nil when the log is no such event.
    ///
    /// Values in topics that only their hash stands for are left out.
    public func values(_ log: EVMReceipt.Log) -> [(name: String, value: ABIValue)]? {
        guard let first = log.topics.first, first == topic || first == commercialTopic,
            log.topics.count == 1 + parameters.count(where: \.isIndexed)
        else { return nil }
        let plain = parameters.filter { !$0.isIndexed }
        guard let data = ABIData.values(plain.map(\.type), in: log.data) else { return nil }
        var topics = log.topics.dropFirst()
        var others = data[...]
        var values: [(name: String, value: ABIValue)] = []
        for parameter in parameters {
            if parameter.isIndexed {
                let word = topics.removeFirst().bytes
                if parameter.type.isDynamic { continue }
                guard let value = ABIData.value(parameter.type, word: word) else { return nil }
                values.append((parameter.name, value))
            } else {
                values.append((parameter.name, others.removeFirst()))
            }
        }
        return values
    }
}

extension StringProtocol {
    /// Without spaces at both ends.
    fileprivate var trimmed: SubSequence {
        var text = self[...]
        while text.first == " " { text = text.dropFirst() }
        while text.last == " " { text = text.dropLast() }
        return text
    }
}
