import ChainFormats
import SupervisionModel
import Testing

@Suite struct ScriptPatternTests {
    private static let hash = String(repeating: "ab", count: 20)
    private static let key = "02" + String(repeating: "cd", count: 32)
    private static let longKey = "04" + String(repeating: "cd", count: 64)

    @Test(arguments: [
        ("76a914\(hash)88ac", ScriptPattern.publicKeyHash(3..<23)),
        ("a914\(hash)87", .scriptHash(2..<22)),
        ("21\(key)ac", .publicKey(1..<34)),
        ("41\(longKey)ac", .publicKey(1..<66)),
        ("0014\(hash)", .witness(version: 0, program: 2..<22)),
        ("5120" + String(repeating: "00", count: 32), .witness(version: 1, program: 2..<34)),
        ("6002abcd", .witness(version: 16, program: 2..<4)),
        ("6a", .dataCarrier(1..<1)), ("6a0401020304", .dataCarrier(1..<6)), ("006a01ff", .dataCarrier(2..<4)),
        ("5121\(key)51ae", .multisignature(required: 1, keys: 1, 1..<35)),
        ("5221\(key)21\(key)41\(longKey)53ae", .multisignature(required: 2, keys: 3, 1..<135)),
        ("", .nonStandard), ("51", .nonStandard), ("00", .nonStandard), ("6001ab", .nonStandard),
        ("76a914\(hash)88ad", .nonStandard), ("76a914\(hash)88acac", .nonStandard), ("a914\(hash)88", .nonStandard),
        ("21\(key)ad", .nonStandard), ("2105\(key.dropFirst(2))ac", .nonStandard),
        ("5221\(key)51ae", .nonStandard), ("5121\(key)52ae", .nonStandard), ("5121\(key)21\(key)51ae", .nonStandard),
        ("5a30" + String(repeating: "00", count: 40), .nonStandard),
    ])
    func recognises(_ hex: String, _ pattern: ScriptPattern) throws {
        let script = try #require(Hex.decode(hex))
        #expect(ScriptPattern(script.span.bytes) == pattern)
    }

    @Test func addressesOfScripts() throws {
        let key = try #require(Hex.decode("210279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798ac"))
        #expect(Address(script: key.span.bytes, network: .main)?.text == "1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH")
        let short = try #require(Hex.decode("0010" + String(repeating: "00", count: 16)))
        #expect(ScriptPattern(short.span.bytes) == .witness(version: 0, program: 2..<18))
        #expect(Address(script: short.span.bytes, network: .main) == nil)
        let program = try #require(Hex.decode("0014" + Self.hash))
        #expect(Address(script: program.span.bytes, network: .main) != nil)
        #expect(Address(script: program.span.bytes, network: .bsvMain) == nil)
        let long = try #require(Hex.decode("5128" + String(repeating: "00", count: 40)))
        #expect(Address(script: long.span.bytes, network: .main) == nil)
        #expect(OutputOwner(script: long.span.bytes, network: .main) == .script(long))
        let huge = [UInt8](repeating: 0x51, count: 10_001)
        #expect(OutputOwner(script: huge.span.bytes, network: .main) == .opaque)
    }
}
