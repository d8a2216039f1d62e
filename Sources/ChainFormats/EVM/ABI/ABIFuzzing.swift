import ChainCrypto

/// What outside bytes of contracts and of their logs can reach, for fuzzers: must never stop the process.
public enum ABIFuzzing {
    /// Takes the first line for the declaration of an event and the rest for the data of its log; the indexed parameters
    /// are read from the last words of the data.
    ///
    /// - Returns: whether what must hold of a log that was read holds; refused input is no finding.
    public static func log(_ bytes: [UInt8]) -> Bool {
        let line = bytes.prefix { $0 != 0x0A }
        guard let text = String(validating: line, as: UTF8.self), let event = try? ABIEvent(text) else { return true }
        let data = Array(bytes.dropFirst(line.count + 1))
        let indexed = event.parameters.count(where: \.isIndexed)
        let words = stride(from: 0, to: indexed * 32, by: 32).map { start in
            Hash256(Array((data + [UInt8](repeating: 0, count: 96))[start..<start + 32]))
        }
        var holds = true
        for topic in [event.topic, event.commercialTopic].compactMap({ $0 }) {
            let log = EVMReceipt.Log(address: [], topics: [topic] + words.compactMap { $0 }, data: data)
            guard let values = event.values(log) else { continue }
            let shown = event.parameters.count { !($0.isIndexed && $0.type.isDynamic) }
            holds = holds && values.count == shown
        }
        // A name and its types are all that a signature says: written again it is the same event.
        let again = event.parameters.map { "\($0.type.name)\($0.isIndexed ? " indexed" : "") \($0.name)" }
        guard let same = try? ABIEvent("\(event.name)(\(again.joined(separator: ", ")))") else { return false }
        return holds && same == event
    }
}
