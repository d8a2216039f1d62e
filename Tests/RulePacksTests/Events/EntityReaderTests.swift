import RulePacks
import SupervisionModel
import Testing

@Suite struct EntityReaderTests {
    @Test(arguments: [
        ("91350100M000100Y43", EntityScheme.uscc, "91350100M000100Y43"),
        ("91350100m000100Y43", .internal, "91350100m000100Y43"),
        ("529900T8BM49AURSDO55", .lei, "529900T8BM49AURSDO55"),
        ("529900T8BM49AURSDO54", .internal, "529900T8BM49AURSDO54"),
        ("did:web:example.org", .did, "did:web:example.org"), ("bic:DEUTDEFF", .bic, "DEUTDEFF"),
        ("account:eth:0xabc", .account, "eth:0xabc"), ("internal:91350100M000100Y43", .internal, "91350100M000100Y43"),
        ("企业甲", .internal, "企业甲"),
    ])
    func readsByPrefixAndShape(_ text: String, _ scheme: EntityScheme, _ value: String) {
        #expect(EntityReader().entity(of: text) == .identifier(scheme, value))
    }

    @Test func asksTheAddressParserWithTheChain() throws {
        let payload = try #require(Digest32([UInt8](repeating: 7, count: 20) + [UInt8](repeating: 0, count: 12)))
        let reader = EntityReader { text, chain in
            text == "1abc"
                ? .address(
                    Address(
                        network: chain?.text == "ltc" ? .litecoinMain : .bitcoinMain, kind: .publicKeyHash, length: 20,
                        payload: payload)) : nil
        }
        #expect(reader.entity(of: "1abc") != reader.entity(of: "1abc", on: ChainID("ltc")))
        #expect(reader.entity(of: "1abd") == .identifier(.internal, "1abd"))
    }

    @Test func refusesEmptyAndEndlessTexts() {
        #expect(EntityReader().entity(of: "") == nil)
        #expect(EntityReader().entity(of: "uscc:") == nil)
        #expect(EntityReader().entity(of: String(repeating: "a", count: 257)) == nil)
        #expect(EntityReader().entity(of: String(repeating: "a", count: 256)) != nil)
    }
}
