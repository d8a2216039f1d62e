import ChainCrypto
import ChainFormats
import RulePacks
import SupervisionModel
import Testing

/// What a mapping file makes of the logs of contracts.
@Suite struct LogMappingTests {
    private static let contract = [UInt8](repeating: 0x5f, count: 20)
    private static let file = """
        id: scf
        version: "1.0"
        logs:
          - event: Pledged(bytes32 indexed fingerprint, address pledgor, string unit, uint256 secured, uint64 at)
            contracts: ["0x5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f"]
            type: collateral.pledged
            fields:
              assetFingerprint: fingerprint
              pledgor: pledgor
              secured: { amount: secured, currency: unit }
              value: { amount: secured, currency: CNY }
              assetType: { const: EQUIP }
          - event: Repaid(uint256 indexed loan, int64 days)
            contracts: any
            type: loan.repaid
            fields:
              loanId: loan

        """

    private func mapping(_ text: String = file) throws -> LogMapping {
        try LogMappingReader.read(Array(text.utf8), path: "mapping.yaml", vocabulary: nil)
    }

    private func word(_ number: UInt64) -> [UInt8] {
        [UInt8](repeating: 0, count: 24) + withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }

    private func pledge(
        topic: (ABIEvent) -> Hash256?, address: [UInt8] = contract, secured: [UInt8]? = nil
    ) throws -> EVMReceipt.Log {
        let event = try ABIEvent(
            "Pledged(bytes32 indexed fingerprint, address pledgor, string unit, uint256 secured, uint64 at)")
        let pledgor = [UInt8](repeating: 0, count: 12) + [UInt8](repeating: 0xab, count: 20)
        let unit = Array("USD".utf8)
        let data =
            pledgor + word(128) + (secured ?? word(400_000)) + word(1_700_000_000) + word(3) + unit
            + [UInt8](repeating: 0, count: 29)
        let fingerprint = try #require(Hash256([UInt8](repeating: 0xcd, count: 32)))
        return EVMReceipt.Log(address: address, topics: [try #require(topic(event)), fingerprint], data: data)
    }

    private var expected: JSONValue {
        [
            "type": "collateral.pledged",
            "payload": [
                "assetFingerprint": .string(String(repeating: "cd", count: 32)),
                "assetType": "EQUIP",
                "pledgor": .string("account:evm:0x" + String(repeating: "ab", count: 20)),
                "secured": ["currency": "USD", "minor": "400000"],
                "value": ["currency": "CNY", "minor": "400000"],
            ],
        ]
    }

    @Test func aLogBecomesAnEvent() throws {
        #expect(try mapping().object(of: try pledge { $0.topic })?.encode() == expected.encode())
    }

    /// Chains of the Chinese commercial algorithms hash the signature with SM3.
    @Test func aLogOfACommercialChainIsTheSame() throws {
        let log = try pledge { $0.commercialTopic }
        #expect(log.topics[0] != (try pledge { $0.topic }).topics[0])
        #expect(try mapping().object(of: log)?.encode() == expected.encode())
    }

    @Test func anotherContractOrEventIsNotMeant() throws {
        #expect(
            try mapping().object(of: try pledge(topic: { $0.topic }, address: [UInt8](repeating: 1, count: 20))) == nil)
        let other = try ABIEvent("Pledged(bytes32 indexed fingerprint)")
        #expect(try mapping().object(of: try pledge { _ in other.topic }) == nil)
    }

    /// Amounts beyond what a whole number of JSON holds stay exact.
    @Test func greatNumbersStayExact() throws {
        let most = [UInt8](repeating: 0xff, count: 32)
        let object = try #require(try mapping().object(of: try pledge(topic: { $0.topic }, secured: most)))
        #expect(
            object["payload"]?["secured"]?["minor"]
                == "115792089237316195423570985008687907853269984665640564039457584007913129639935")
        let loan = try ABIEvent("Repaid(uint256 indexed loan, int64 days)")
        let log = EVMReceipt.Log(
            address: [], topics: [loan.topic, try #require(Hash256(most))], data: [UInt8](repeating: 0xff, count: 32))
        #expect(
            try mapping().object(of: log)?["payload"]?["loanId"]
                == "115792089237316195423570985008687907853269984665640564039457584007913129639935")
    }

    @Test(arguments: [
        ("assetFingerprint: fingerprint", "assetFingerprint: nobody"),
        ("secured: { amount: secured, currency: unit }", "secured: { amount: unit, currency: CNY }"),
        ("Pledged(bytes32 indexed fingerprint", "Pledged(bytes33 indexed fingerprint"),
        ("Pledged(bytes32 indexed fingerprint", "Pledged(string indexed fingerprint"),
        ("0x5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f", "0x5f"),
        ("id: scf", "id: scf\nother: 1"),
    ])
    func whatIsWrongIsSaid(_ good: String, _ bad: String) throws {
        #expect(Self.file.contains(good))
        let text = Self.file.replacing(good, with: bad)
        #expect(throws: LoadFailure.self) { try mapping(text) }
    }

    /// A file with any one character left out is read or refused; nothing else happens.
    @Test func damagedFilesStopNothing() {
        let bytes = Array(Self.file.utf8)
        for index in bytes.indices {
            var damaged = bytes
            damaged.remove(at: index)
            #expect(PackFuzzing.mapping(damaged), "without byte \(index)")
        }
        let line = Array(#"[{"type":"transfer","to":"X","amount":{"minor":"1","currency":"CNY"}},{"payload":{}}]"#.utf8)
        for index in line.indices {
            var damaged = line
            damaged.remove(at: index)
            #expect(PackFuzzing.transaction(damaged), "without byte \(index)")
        }
    }

    /// Types and fields are those of the vocabulary.
    @Test func theVocabularyIsKept() throws {
        let vocabulary = Vocabulary(extensions: [
            EventType(name: "collateral.pledged", fields: [.init("pledgor", .string)])
        ])
        do {
            _ = try LogMappingReader.read(Array(Self.file.utf8), path: "mapping.yaml", vocabulary: vocabulary)
            Issue.record("a field that is in no vocabulary was taken")
        } catch {
            #expect(error.errors.map(\.code).contains(.unknownField))
            #expect(error.errors.map(\.code).contains(.unknownEventType))
        }
    }
}
