import ChainCrypto
import ChainFormats
import SupervisionModel
import Testing

/// Logs of contracts by their declared interface (Solidity ABI specification).
@Suite struct ABIEventTests {
    private func word(_ value: UInt64) -> [UInt8] {
        [UInt8](repeating: 0, count: 24) + withUnsafeBytes(of: value.bigEndian) { Array($0) }
    }

    @Test func topicsAreThoseOfTheSignature() throws {
        // ERC-20, as every explorer shows it.
        let transfer = try ABIEvent("event Transfer(address indexed from, address indexed to, uint value);")
        let expected = HexDigits.decode("ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef")
        #expect(transfer.topic.bytes == expected)
    }

    @Test func valuesInTopicsAndData() throws {
        let event = try ABIEvent(
            "Pledged(bytes32 indexed asset, string who, uint256 secured, int16 delta, bool open, address[] parties)")
        let asset = [UInt8](repeating: 0xab, count: 32)
        let name = Array("企业".utf8)
        var data = word(160) + word(12_345) + [UInt8](repeating: 0xff, count: 31) + [0xfe] + word(1) + word(224)
        data += word(UInt64(name.count)) + name + [UInt8](repeating: 0, count: 32 - name.count)
        data += word(1) + [UInt8](repeating: 0, count: 12) + [UInt8](repeating: 0x11, count: 20)
        let log = EVMReceipt.Log(
            address: [UInt8](repeating: 1, count: 20), topics: [event.topic, try #require(Hash256(asset))], data: data)
        let values = try #require(event.values(log))
        #expect(values.map(\.name) == ["asset", "who", "secured", "delta", "open", "parties"])
        #expect(
            values.map(\.value) == [
                .bytes(asset), .string("企业"), .number("12345"), .number("-2"), .bool(true),
                .list([.address([UInt8](repeating: 0x11, count: 20))]),
            ])
    }

    @Test func largeNumbersAreExact() throws {
        let event = try ABIEvent("A(uint256 a)")
        let log = EVMReceipt.Log(
            address: [UInt8](repeating: 1, count: 20), topics: [event.topic], data: [UInt8](repeating: 0xff, count: 32))
        let text = "115792089237316195423570985008687907853269984665640564039457584007913129639935"
        #expect(event.values(log)?.first?.value == .number(text))
    }

    @Test(arguments: [
        "A(uint7 x)", "A(uint256)", "A(uint256 x, uint256 x)", "A uint256 x", "A(tuple x)", "A(uint256[2] x)",
        "A(uint8 indexed a, uint8 indexed b, uint8 indexed c, uint8 indexed d)", "1A(uint8 a)",
    ])
    func declarationsThatAreNotRead(_ text: String) {
        #expect(throws: ABIEvent.Problem.self) { try ABIEvent(text) }
    }

    @Test func dataThatDoesNotFitIsNoEvent() throws {
        let event = try ABIEvent("A(string s, uint8 n)")
        func values(_ data: [UInt8]) -> Bool {
            event.values(
                EVMReceipt.Log(address: [UInt8](repeating: 1, count: 20), topics: [event.topic], data: data)) != nil
        }
        #expect(values(word(64) + word(7) + word(0)))
        // An offset beyond the end, a length beyond it, a number that is too large, nothing at all.
        #expect(!values(word(1 << 40) + word(7) + word(0)))
        #expect(!values(word(64) + word(7) + word(99)))
        #expect(!values(word(64) + word(700) + word(0)))
        #expect(!values([]))
        #expect(!values([UInt8](repeating: 0xff, count: 96)))
    }
}
