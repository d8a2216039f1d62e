import Backtesting
import ChainFormats
import Foundation
import RuleEngine
import RulePacks
import SupervisionModel
import Testing

@Suite struct ListImportTests {
    /// Any text of 25 characters or more stands for an address with those bytes hashed into its payload.
    private static let entities = EntityReader { text, _ in
        guard text.utf8.count >= 25, text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        let bytes = Array(text.utf8.suffix(20)) + [UInt8](repeating: 0, count: 12)
        return Digest32(bytes).map {
            .address(Address(network: .bitcoinMain, kind: .publicKeyHash, length: 20, payload: $0))
        }
    }

    private func addresses(_ text: String) throws -> ListFile {
        try ListImport.addresses(
            Array(text.utf8), path: "xbt.json", id: "ofac", version: "1", source: "test",
            entities: ListImportTests.entities)
    }

    @Test func readsAPlainArray() throws {
        let list = try addresses(#"["123WBUDmSJv4GctdVEz6Qq6z8nXSKrJ4KX", "125W5ek3DT6Zqy5S2iPt4FHQdNMCbZA3FU"]"#)
        #expect(list.entries.map(\.entry) == ["ofac/1", "ofac/2"])
        #expect(list.entries.allSatisfy { $0.from == .distantPast && $0.until == nil })
    }

    @Test func keepsAForeignEntryAndSaysSo() throws {
        let good = (0..<10).map { "\"123WBUDmSJv4GctdVEz6Qq6z8nXSKrJ4K\($0)\"" }.joined(separator: ",")
        let list = try addresses("[\(good),\"nobody\"]")
        #expect(list.entries.count == 11)
        #expect(list.entries.last?.subject == .identifier(.internal, "nobody"))
        #expect(
            list.warnings.map(\.description) == [
                "YR1401 xbt.json:1:1 \"nobody\" is not an address of a known network (entry 11)"
            ])
    }

    @Test func refusesWhatIsNoListOfAddresses() throws {
        let failure = #expect(throws: LoadFailure.self) {
            try addresses(#"["123WBUDmSJv4GctdVEz6Qq6z8nXSKrJ4KX", "nobody"]"#)
        }
        #expect(failure?.errors.map(\.code) == [.badEntry])
        let empty = #expect(throws: LoadFailure.self) { try addresses(#"["123WBUDmSJv4GctdVEz6Qq6z8nXSKrJ4KX", ""]"#) }
        #expect(empty?.errors.map(\.code) == [.emptyText])
        let other = #expect(throws: LoadFailure.self) { try addresses(#"{"a": 1}"#) }
        #expect(other?.errors.map(\.code) == [.unknownListForm])
    }

    @Test func aListIsItsBytes() throws {
        let list = ListFile(
            id: "watch", version: "2", source: "tests",
            entries: [
                .init(subject: .identifier(.internal, "甲"), entry: "W/1", from: .distantPast, until: nil, label: ""),
                .init(
                    subject: .identifier(.uscc, "91350100M000100Y43"), entry: "W/2", from: Timestamp(milliseconds: 5),
                    until: Timestamp(milliseconds: 9), label: "second"),
            ], tags: [.init(bytes: Array("/p/".utf8), label: "p")])
        let bundle = ListBundle(list)
        let again = try ListBundle(bytes: bundle.bytes)
        #expect(again.bytes == bundle.bytes)
        #expect(again.digest == bundle.digest)
        #expect(again.snapshot.entries == list.entries)
        #expect(again.tags.tags == list.tags)
        #expect(again.source == "tests")
        let second = EntityRef.identifier(.uscc, "91350100M000100Y43")
        #expect(again.snapshot.entry(for: second, at: Timestamp(milliseconds: 4)) == nil)
        #expect(again.snapshot.entry(for: second, at: Timestamp(milliseconds: 5))?.entry == "W/2")
        #expect(again.snapshot.entry(for: second, at: Timestamp(milliseconds: 9)) == nil)
        var spaced = bundle.bytes
        spaced.insert(0x20, at: 1)
        let failure = #expect(throws: LoadFailure.self) { try ListBundle(bytes: spaced) }
        #expect(failure?.errors.map(\.code) == [.badBundle])
    }

    @Test func poolsDoNotDependOnTheOrderOfTheFolder() throws {
        let pools = [
            (
                path: "b.json",
                bytes: Array(#"{"id":2,"name":"B","addresses":[],"tags":["/B/"],"link":"https://b"}"#.utf8)
            ),
            (
                path: "a.json",
                bytes: Array(
                    #"{"id":1,"name":"A","addresses":["12dRugNcdxK39288NjcDV4GX7rMsKCGn6B"],"tags":["/A/","Mined by A"],"link":""}"#
                        .utf8)
            ),
        ]
        func list(_ files: [(path: String, bytes: [UInt8])]) throws -> ListBundle {
            ListBundle(
                try ListImport.pools(
                    files, id: "pools", version: "1", source: "test", entities: ListImportTests.entities))
        }
        let bundle = try list(pools)
        #expect(try list(pools.reversed()).digest == bundle.digest)
        #expect(bundle.snapshot.entries.map(\.label) == ["A"])
        #expect(bundle.tags.label(in: Array("xx Mined by A xx".utf8)) == "A")
        #expect(bundle.tags.label(in: Array("xx/B/xx".utf8)) == "B")
    }

    /// The real reader: addresses of Bitcoin's main network.
    private static let bitcoin = EntityReader.addresses(
        chains: [ChainID("btc")].compactMap(\.self).map { (chain: $0, network: BitcoinNetwork.main) })

    @Test func addressesSpeltAlikeAreOneReference() throws {
        let btc = try #require(ChainID("btc"))
        let bsv = try #require(ChainID("bsv"))
        let reader = EntityReader.addresses(chains: [(btc, .main), (bsv, .bsvMain)])
        let text = "12dRugNcdxK39288NjcDV4GX7rMsKCGn6B"
        guard case .address(let onBitcoin)? = reader.entity(of: text, on: btc),
            case .address(let onBSV)? = reader.entity(of: text, on: bsv),
            case .address(let listed)? = reader.entity(of: text)
        else {
            Issue.record("not read as addresses")
            return
        }
        // Whoever holds the key holds it on both chains, and a list names the text.
        #expect(onBitcoin == onBSV)
        #expect(listed == onBitcoin)
        #expect(
            reader.entity(of: "12dRugNcdxK39288NjcDV4GX7rMsKCGn6C")
                == .identifier(.internal, "12dRugNcdxK39288NjcDV4GX7rMsKCGn6C"))
    }

    @Test func theDemonstrationListIsOnTheRegressionTestNetwork() throws {
        let pack = try RulePack.load(directory: PackPaths.nationalBase, entities: ListImportTests.bitcoin)
        let list = try #require(pack.list("ofac"))
        for entry in list.snapshot.entries {
            guard case .address(let address) = entry.subject else {
                Issue.record("\(entry.entry) is no address")
                continue
            }
            #expect(address.network == .bitcoinRegtest)
        }
        var engine = CoreRuleTests(naming: AddressNaming())
        let failed = pack.runTests(on: &engine).filter { !$0.hasPassed }
        #expect(failed.map(\.test.name) == [])
    }

    static let sharedOFAC = PackPaths.shared.appendingPathComponent("data/ofac/sanctioned_addresses_XBT.json")
    static let sharedPools = PackPaths.shared.appendingPathComponent("data/mining-pools/pools")

    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: sharedOFAC.path), "shared data is not there: set YUSHI_SHARED"))
    func readsThePublishedAddresses() throws {
        let bytes = Array(try Data(contentsOf: ListImportTests.sharedOFAC))
        let list = try ListImport.addresses(
            bytes, path: "XBT.json", id: "ofac", version: "2024-09", source: "OFAC", entities: ListImportTests.bitcoin)
        let count = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String]).count
        #expect(list.entries.count == count)
        #expect(list.warnings.count <= 3, "\(list.warnings)")
        #expect(count > 300)
    }

    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: sharedPools.path), "shared data is not there: set YUSHI_SHARED"))
    func readsThePublishedPools() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: ListImportTests.sharedPools.path)
        let files = try names.filter { $0.hasSuffix(".json") }.map {
            (path: $0, bytes: Array(try Data(contentsOf: ListImportTests.sharedPools.appendingPathComponent($0))))
        }
        let list = ListBundle(
            try ListImport.pools(
                files, id: "pools", version: "1", source: "known-mining-pools", entities: ListImportTests.bitcoin))
        #expect(files.count > 100)
        #expect(list.tags.label(in: Array("\u{3}abc/AntPool/xyz".utf8)) == "AntPool")
        #expect(try ListBundle(bytes: list.bytes).digest == list.digest)
    }
}
