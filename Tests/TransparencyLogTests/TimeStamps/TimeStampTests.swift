import Foundation
import Testing
import TransparencyLog

@Suite struct TimeStampTests {
    private static let nonce: [UInt8] = [0x80, 1, 2, 3, 4, 5, 6, 7]

    @Test func requestOfACheckpoint() throws {
        let checkpoint = try Checkpoint(origin: "log.example", size: 1, root: Hash())
        for algorithm in HashAlgorithm.allCases {
            let request = try TimeStampRequest(checkpoint, algorithm: algorithm, nonce: Self.nonce)
            #expect(request.imprint == TreeHasher(algorithm).hash(checkpoint.text).bytes)
            #expect(request.algorithm.rawValue == algorithm.rawValue)
        }
        // Cosignatures that come later do not change what was stamped; an extension line does.
        let extended = try Checkpoint(origin: "log.example", size: 1, root: Hash(), extensions: ["x"])
        #expect(
            try TimeStampRequest(checkpoint, nonce: Self.nonce) != TimeStampRequest(extended, nonce: Self.nonce))
    }

    @Test func bytesOfARequest() throws {
        let imprint = [UInt8](repeating: 0xAA, count: 32)
        let request = try TimeStampRequest(algorithm: .sha256, imprint: imprint, nonce: Self.nonce, policy: "1.2.840.1")
        #expect(
            request.encode()
                == hexBytes("304a020101") + hexBytes("3031300d060960864801650304020105000420") + imprint
                + hexBytes("06042a864801") + hexBytes("02090080") + Self.nonce.dropFirst() + hexBytes("0101ff"))
        // A leading zero is not part of a number.
        let short = try TimeStampRequest(algorithm: .sha256, imprint: imprint, nonce: [0, 0, 1, 2, 3, 4, 5, 6])
        #expect(short.nonce == [1, 2, 3, 4, 5, 6])
    }

    @Test func requestsThatCannotBe() throws {
        let imprint = [UInt8](repeating: 0xAA, count: 32)
        for (algorithm, imprint, nonce, policy) in [
            (ImprintAlgorithm.sha256, Array(imprint.dropLast()), Self.nonce, nil), (.sha384, imprint, Self.nonce, nil),
            (.sha256, imprint, [1, 2, 3], nil), (.sha256, imprint, [UInt8](repeating: 0, count: 8), nil),
            (.sha256, imprint, [UInt8](repeating: 1, count: 21), nil), (.sha256, imprint, Self.nonce, "SHA256"),
            (.sha256, imprint, Self.nonce, "1"), (.sha256, imprint, Self.nonce, ""),
            (.sha256, imprint, Self.nonce, "1..2"),
            (.sha256, imprint, Self.nonce, "9.9"),
        ] as [(ImprintAlgorithm, [UInt8], [UInt8], String?)] {
            #expect(throws: LogError.self, "\(algorithm) \(imprint.count) \(nonce) \(policy ?? "-")") {
                try TimeStampRequest(algorithm: algorithm, imprint: imprint, nonce: nonce, policy: policy)
            }
        }
    }

    /// A refusal as an authority would write it: status 2, a text, bad algorithm (bit 0).
    @Test func refusal() throws {
        let bytes = hexBytes("301a3018020102300f0c0d6e6f7420746f646179202e2e2e03020780")
        let response = try TimeStampResponse(parsing: bytes)
        #expect(response.status == 2)
        #expect(response.statusText == "not today ...; failure bits 0")
        #expect(response.content == nil)
        let request = try TimeStampRequest(
            algorithm: .sha256, imprint: [UInt8](repeating: 1, count: 32), nonce: Self.nonce)
        let root = try LocalAuthority.selfSigned
        let error = #expect(throws: LogError.self) { try response.verify(request, trust: root) }
        #expect(error?.code == .timeStampRefused)
        #expect(error?.detail.contains("not today") == true)
    }

    @Test(arguments: ["", "00", "3000", "30820000", "ff", "3005300302010000", "308400000001"])
    func noResponse(hex: String) {
        let error = #expect(throws: LogError.self) { try TimeStampResponse(parsing: hexBytes(hex)) }
        #expect(error?.code == .malformedTimeStamp)
    }

    @Test func limits() {
        let large = [UInt8](repeating: 0x30, count: TimeStampResponse.maximumByteCount + 1)
        #expect(throws: LogError.self) { try TimeStampResponse(parsing: large) }
        #expect(throws: LogError.self) { try TimeStampTrust(pem: large) }
        #expect(throws: LogError.self) { try TimeStampTrust(roots: []) }
        #expect(throws: LogError.self) { try TimeStampTrust(roots: [[1, 2, 3]]) }
    }

    @Test(
        arguments: [
            ("-----BEGIN CERTIFICATE-----\nAAAA\n", LogError.Code.malformedBase64),
            ("-----BEGIN CERTIFICATE-----\nAAA\n-----END CERTIFICATE-----\n", .malformedBase64),
            ("-----BEGIN CERTIFICATE-----\n-----BEGIN CERTIFICATE-----\n", .malformedBase64),
            ("-----END CERTIFICATE-----\n", .malformedBase64),
            ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", .malformedTimeStamp),
            ("nothing\n", .malformedTimeStamp),
            ("", .malformedTimeStamp),
        ])
    func noCertificates(text: String, code: LogError.Code) {
        let error = #expect(throws: LogError.self) { try TimeStampTrust(pem: Array(text.utf8)) }
        #expect(error?.code == code)
    }

    /// The whole way with an authority of our own, where the openssl program is there: a request of ours is answered, the
    /// answer verified, and nothing else verifies.
    @Test(.enabled(if: LocalAuthority.isAvailable, "skipped: no openssl program"))
    func localAuthority() throws {
        let authority = try LocalAuthority()
        defer { authority.remove() }
        let checkpoint = try Checkpoint(origin: "log.example", size: 7, root: SHA256Hasher.hash([1]))
        for algorithm in HashAlgorithm.allCases {
            let request = try TimeStampRequest(checkpoint, algorithm: algorithm, nonce: Self.nonce, policy: "1.2.3.4.1")
            let response = try TimeStampResponse(parsing: authority.answer(request.encode()))
            let content = try response.verify(request, trust: authority.trust)
            #expect(content.imprint == TreeHasher(algorithm).hash(checkpoint.text).bytes)
            #expect(content.policy == "1.2.3.4.1")
            #expect(content.time > 1_700_000_000)
            let later = try TimeStampRequest(checkpoint, algorithm: algorithm, nonce: Self.nonce.reversed())
            #expect(throws: LogError.self) { try response.verify(later, trust: authority.trust) }
            #expect(throws: LogError.self) { try response.verify(request, trust: LocalAuthority.selfSigned) }
        }
        // A certificate that is not for time stamping is refused by openssl itself; a policy that it does not know, too.
        let unknown = try TimeStampRequest(checkpoint, nonce: Self.nonce, policy: "1.2.3.4.9")
        let refused = try TimeStampResponse(parsing: authority.answer(unknown.encode()))
        #expect(refused.status == 2)
        let error = #expect(throws: LogError.self) { try refused.verify(unknown, trust: authority.trust) }
        #expect(error?.code == .timeStampRefused)
    }
}
