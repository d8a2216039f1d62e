import ChainFormats
import Foundation
import SupervisionModel
import Testing

@Suite struct AddressTextTests {
    /// BIP 173, BIP 350 and well-known addresses.
    @Test(arguments: [
        ("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "main"), ("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "main"),
        ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "main"),
        ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", "main"),
        ("mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn", "test"), ("2MzQwSSnBHWHqSAqtTVQ6v47XtaisrJa1Vc", "test"),
        ("tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7", "test"),
    ])
    func writesWhatItReads(_ text: String, _ name: String) throws {
        let network = try #require(BitcoinNetwork.named(name, family: "bitcoin"))
        let address = try #require(Address(text, network: network))
        #expect(address.text == text)
        #expect(AddressNaming().text(of: .address(address)) == text)
        #expect(Address(script: address.script.span.bytes, network: network) == address)
        #expect(Address(canonicalBytes: address.canonicalBytes) == address)
    }

    @Test func upperCaseBech32IsTheSameAddress() {
        let lower = Address("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", network: .main)
        #expect(lower != nil)
        #expect(Address("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", network: .main) == lower)
    }

    /// BIP 350: valid checksums of the wrong variant, and other faults.
    @Test(arguments: [
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
        "tb1z0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqglt7rf",
        "BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh",
        "tb1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq24jc47",
        "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4",
        "BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R",
        "bc1pw5dgrnzv", "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav",
        "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P",
        "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq47Zagq",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf",
        "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vpggkg4j", "bc1gmk9yu", "", "1",
        "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVNl",
    ])
    func refuses(_ text: String) {
        #expect(Address(text, network: .main) == nil)
        #expect(Address(text, network: .test) == nil)
    }

    @Test func anotherNetworksAddressIsRefused() {
        #expect(Address("mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn", network: .main) == nil)
        #expect(Address("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", network: .test) == nil)
        #expect(Address("LT2KVaAy1ppRuxRgrS5RNU3vBsy7RibPeA", network: .litecoinMain)?.kind == .publicKeyHash)
        #expect(Address("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", network: .bsvMain) == nil)
    }

    @Test func base58KeepsLeadingZeros() {
        #expect(Base58.encode([0, 0, 1]) == "112")
        #expect(Base58.decode("112") == [0, 0, 1])
        #expect(Base58.decode("0") == nil)
        #expect(Base58Check.decode(String(repeating: "1", count: 121)) == nil)
    }
}

@Suite(.enabled(if: SharedData.isPresent, "set YUSHI_SHARED or place ../shared beside the repository"))
struct AddressVectorTests {
    @Test(arguments: ["bitcoin/test-data", "litecoin"])
    func base58Vectors(_ folder: String) throws {
        let rows = try #require(SharedData.json("fixtures/\(folder)/base58_encode_decode.json") as? [[String]])
        #expect(rows.count >= 12)
        for row in rows {
            let bytes = try #require(Hex.decode(row[0]))
            #expect(Base58.encode(bytes) == row[1])
            #expect(Base58.decode(row[1]) == bytes)
        }
    }

    /// The vectors' version 1 and above were made before BIP 350, with the constant that is now invalid for them.
    @Test func bech32Vectors() throws {
        let rows = try #require(
            SharedData.json("fixtures/bitcoin/test-data/bech32_encode_decode.json") as? [[String]])
        for row in rows {
            let script = try #require(Hex.decode(row[0]))
            let prefix = row[1].lowercased().hasPrefix("bc1") ? "bc" : "tb"
            let decoded = WitnessAddress.decode(row[1], prefix: prefix)
            if script[0] == 0 {
                #expect(decoded?.version == 0)
                #expect(decoded?.program == Array(script[2...]))
                #expect(
                    WitnessAddress.encode(prefix: prefix, version: 0, program: Array(script[2...]))
                        == row[1].lowercased())
            } else {
                #expect(decoded == nil)
                let version = script[0] - 0x50
                let text = try #require(
                    WitnessAddress.encode(prefix: prefix, version: version, program: Array(script[2...])))
                #expect(WitnessAddress.decode(text, prefix: prefix)?.program == Array(script[2...]))
            }
        }
    }

    @Test func bech32InvalidVectors() throws {
        let rows = try #require(SharedData.json("fixtures/bitcoin/test-data/bech32_invalid.json") as? [[String]])
        #expect(rows.count == 10)
        for row in rows {
            #expect(WitnessAddress.decode(row[0], prefix: "bc") == nil, "\(row[1])")
            #expect(WitnessAddress.decode(row[0], prefix: "tb") == nil, "\(row[1])")
        }
    }

    @Test func taprootAddressesOfBIP341() throws {
        let root = try #require(SharedData.json("fixtures/bips/bip-0341_wallet-test-vectors.json") as? [String: Any])
        let rows = try #require(root["scriptPubKey"] as? [[String: Any]])
        for row in rows {
            let expected = try #require(row["expected"] as? [String: Any])
            let script = try #require((expected["scriptPubKey"] as? String).flatMap { Hex.decode($0) })
            let text = try #require(expected["bip350Address"] as? String)
            #expect(Address(script: script.span.bytes, network: .main)?.text == text)
        }
        #expect(rows.count == 7)
    }

    @Test func litecoinValidKeys() throws {
        let rows = try #require(SharedData.json("fixtures/litecoin/key_io_valid.json") as? [[Any]])
        var checked = 0
        for row in rows {
            let text = try #require(row[0] as? String)
            let about = try #require(row[2] as? [String: Any])
            let name = try #require(about["chain"] as? String)
            guard let network = BitcoinNetwork.named(name, family: "litecoin") else { continue }
            if about["isPrivkey"] as? Bool == true {
                #expect(Address(text, network: network) == nil)
                continue
            }
            let script = try #require((row[1] as? String).flatMap { Hex.decode($0) })
            if script.count > 34 {
                #expect(WitnessAddress.decode(text, prefix: network.bech32Prefix ?? "")?.program == Array(script[2...]))
                continue
            }
            let address = Address(text, network: network)
            #expect(address?.script == script, "\(text)")
            #expect(Address(script: script.span.bytes, network: network) == address)
            checked += 1
        }
        #expect(checked > 20)
    }

    @Test func litecoinInvalidKeys() throws {
        let rows = try #require(SharedData.json("fixtures/litecoin/key_io_invalid.json") as? [[String]])
        for row in rows {
            for network in [BitcoinNetwork.litecoinMain, .litecoinTest, .litecoinRegtest] {
                #expect(Address(row[0], network: network) == nil, "\(row[0])")
            }
        }
    }
}
