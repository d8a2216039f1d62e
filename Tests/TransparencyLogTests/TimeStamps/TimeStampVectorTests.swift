import Foundation
import Testing
import TransparencyLog

/// Responses of time-stamping authorities, made by other software.
@Suite(.enabled(if: SharedVectors.arePresent, Comment(rawValue: SharedVectors.skipped)))
struct TimeStampVectorTests {
    /// What was asked is not beside every response, so the request is made from what the response says: then only the
    /// certificates and the signature can be wrong.
    private static func request(for response: TimeStampResponse) throws -> TimeStampRequest {
        let content = try #require(response.content)
        return try TimeStampRequest(
            algorithm: try #require(content.algorithm), imprint: content.imprint, nonce: try #require(content.nonce))
    }

    private static func trust(_ folder: String) throws -> TimeStampTrust {
        try TimeStampTrust(pem: SharedVectors.bytes("rfc3161/\(folder)/ts_chain.pem"))
    }

    private static func response(_ path: String) throws -> TimeStampResponse {
        try TimeStampResponse(parsing: SharedVectors.bytes("rfc3161/\(path).tsr"))
    }

    @Test(
        arguments: [
            ("sigstage", "response-sha256", 1_746_791_935, nil),
            ("sigstage", "response-sha384", 1_746_791_935, nil),
            ("sigstage", "response-sha512", 1_746_791_936, nil),
            ("sigstage", "response-no-embedded-cert", 1_750_234_382, nil),
            ("sigstage", "response-invalid-signature", 1_746_791_935, .untrustedTimeStamp),
            ("test_tsa", "response", 1_728_402_032, nil),
            // Its authority had a certificate of another day: its request and root are not among the vectors.
            ("test_tsa", "other_response", 1_730_381_504, .untrustedTimeStamp),
            // Certificates that were put into the token later are neither trusted nor in the way.
            ("test_tsa", "response-injected-certs", 1_728_402_032, nil),
        ] as [(String, String, UInt64, LogError.Code?)])
    func responses(folder: String, file: String, time: UInt64, code: LogError.Code?) throws {
        let response = try Self.response("\(folder)/\(file)")
        #expect(response.status == 0)
        let content = try #require(response.content)
        #expect(content.time == time)
        #expect(content.policy == "1.3.6.1.4.1.57264.2")
        let request = try Self.request(for: response)
        let trust = try Self.trust(folder)
        do throws(LogError) {
            let verified = try response.verify(request, trust: trust)
            #expect(code == nil)
            #expect(verified == content)
        } catch {
            #expect(error.code == code, "\(error)")
        }
        // Another root, however good, says nothing about it.
        let stranger = try Self.trust(folder == "sigstage" ? "test_tsa" : "sigstage")
        let error = #expect(throws: LogError.self) { try response.verify(request, trust: stranger) }
        #expect(error?.code == .untrustedTimeStamp)
    }

    /// Its chain is a single root, in DER in spite of its name.
    @Test func identrust() throws {
        let response = try Self.response("identrust/issue-104")
        #expect(response.content?.time == 1_741_683_128)
        #expect(response.content?.serialNumber == "400195846778d8ebd3e0d31354082a24")
        let trust = try TimeStampTrust(roots: [SharedVectors.bytes("rfc3161/identrust/ts_chain.pem")])
        let verified = try response.verify(Self.request(for: response), trust: trust)
        #expect(verified.policy == "2.16.840.1.113839.0.6.13.3")
    }

    /// The certificates of this authority were valid in 2023.
    @Test func expired() throws {
        let response = try Self.response("sigstore.mock/response-expired")
        let content = try #require(response.content)
        #expect(content.time == 1_675_209_600)
        #expect(content.serialNumber.hasPrefix("-"))
        #expect(content.nonce == [0x49, 0x96, 0x02, 0xD2])
        #expect(
            SHA256Hasher.hash(try SharedVectors.bytes("rfc3161/sigstore.mock/payload")).bytes == content.imprint)
        // Its nonce has four bytes: not one that is asked for here.
        #expect(throws: LogError.self) { try Self.request(for: response) }
    }

    @Test func timeOfTheVerifier() throws {
        let response = try Self.response("test_tsa/response")
        let request = try Self.request(for: response)
        let trust = try Self.trust("test_tsa")
        try response.verify(request, trust: trust, at: 1_800_000_000)
        for time in [UInt64(1_500_000_000), 2_100_000_000] {
            let error = #expect(throws: LogError.self) { try response.verify(request, trust: trust, at: time) }
            #expect(error?.code == .untrustedTimeStamp)
        }
    }

    /// What openssl and sigstore wrote is what is written here.
    @Test func requestsAreTheSameBytes() throws {
        let response = try Self.response("test_tsa/response")
        #expect(try Self.request(for: response).encode() == SharedVectors.bytes("rfc3161/test_tsa/request.der"))
        let imprint = try #require(response.content).imprint
        for (nonce, file) in [("34cfa9899986d2f5", "sigstage/request"), ("b17470d29bfe1226", "test_tsa/other_request")]
        {
            let request = try TimeStampRequest(algorithm: .sha512, imprint: imprint, nonce: hexBytes(nonce))
            #expect(try request.encode() == SharedVectors.bytes("rfc3161/\(file).der"))
        }
    }

    @Test func anotherRequest() throws {
        let response = try Self.response("sigstage/response-sha256")
        let trust = try Self.trust("sigstage")
        let content = try #require(response.content)
        let nonce = try #require(content.nonce)
        func code(_ request: TimeStampRequest) -> LogError.Code? {
            do throws(LogError) { try response.verify(request, trust: trust) } catch { return error.code }
            return nil
        }
        let policy = "1.3.6.1.4.1.57264.2"
        #expect(
            try code(TimeStampRequest(algorithm: .sha256, imprint: content.imprint, nonce: nonce, policy: policy))
                == nil)
        #expect(
            try code(
                TimeStampRequest(algorithm: .sha256, imprint: content.imprint, nonce: nonce, policy: policy + ".1"))
                == .timeStampMismatch)
        #expect(
            try code(TimeStampRequest(algorithm: .sm3, imprint: content.imprint, nonce: nonce)) == .timeStampMismatch)
        #expect(
            try code(TimeStampRequest(algorithm: .sha256, imprint: content.imprint, nonce: [1] + nonce.dropFirst()))
                == .timeStampMismatch)
        #expect(
            try code(TimeStampRequest(algorithm: .sha256, imprint: [UInt8](repeating: 1, count: 32), nonce: nonce))
                == .timeStampMismatch)
    }

    /// Whatever byte is changed: the response is refused, or what is believed is what was asked for.
    @Test func flippedBytes() throws {
        let bytes = try SharedVectors.bytes("rfc3161/test_tsa/response.tsr")
        let good = try TimeStampResponse(parsing: bytes)
        let request = try Self.request(for: good)
        let trust = try Self.trust("test_tsa")
        var refused = 0
        for index in stride(from: 0, to: bytes.count, by: 3) {
            var changed = bytes
            changed[index] ^= 0x01
            guard let response = try? TimeStampResponse(parsing: changed),
                let content = try? response.verify(request, trust: trust)
            else {
                refused += 1
                continue
            }
            #expect(content == good.content, "byte \(index)")
        }
        #expect(refused > bytes.count / 6)
        #expect(throws: LogError.self) { try TimeStampResponse(parsing: bytes + [0]) }
        #expect(throws: LogError.self) { try TimeStampResponse(parsing: bytes.dropLast()) }
        #expect(ParserRoundTrips.timeStamp(bytes))
    }
}
