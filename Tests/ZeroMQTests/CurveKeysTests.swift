import Testing
import ZeroMQ

@Suite struct CurveKeysTests {
    /// The key pair of the examples of zmq_curve(7).
    private let publicText = "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID"
    private let secretText = "D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs"

    @Test func readsZ85AndWritesItBack() throws {
        let key = try CurvePublicKey(z85: publicText)
        #expect(key.bytes.count == 32)
        #expect(key.z85 == publicText)
        #expect(try CurvePublicKey(bytes: key.bytes) == key)
    }

    @Test func derivesThePublicKey() throws {
        let pair = try CurveKeyPair(secretKey: try CurveSecretKey(z85: secretText))
        #expect(pair.publicKey.z85 == publicText)
    }

    @Test func generatedPairsBelongTogetherAndDiffer() throws {
        let pair = try CurveKeyPair.generate()
        #expect(try pair.secretKey.publicKey() == pair.publicKey)
        #expect(try CurveKeyPair.generate().publicKey != pair.publicKey)
    }

    @Test func secretsAreNotPrinted() throws {
        let secret = try CurveSecretKey(z85: secretText)
        let pair = try CurveKeyPair(secretKey: secret)
        var dumped = ""
        dump(pair, to: &dumped)
        for text in ["\(secret)", "\(pair)", String(reflecting: pair), dumped] {
            #expect(!text.contains("D:)Q[IlA"))
            #expect(!text.contains("\(secret.bytes[0]), \(secret.bytes[1])"))
        }
    }

    @Test(arguments: [
        "", "abc", String(repeating: "a", count: 39), String(repeating: "a", count: 41),
        String(repeating: "a", count: 39) + "\"", String(repeating: "a", count: 39) + "é",
    ])
    func refusesWhatIsNotAKey(text: String) {
        #expect(throws: ZeroMQError(.invalidKey, "")) { try CurvePublicKey(z85: text) }
        #expect(throws: ZeroMQError(.invalidKey, "")) { try CurveSecretKey(z85: text) }
    }

    @Test(arguments: [0, 31, 33, 64])
    func refusesOtherLengths(count: Int) {
        #expect(throws: ZeroMQError(.invalidKey, "")) {
            try CurvePublicKey(bytes: [UInt8](repeating: 1, count: count))
        }
    }
}
