import ScoreDocuments
import SupervisionModel
import Testing

@Suite struct ScoreCredentialTests {
    private let saltKey = [UInt8](repeating: 7, count: 32)

    private func credential(_ statement: ScoreStatement = ScoreDocumentTests.statement()) throws -> String {
        try ScoreCredential.issue(statement, with: ScoreDocumentTests.key(), saltKey: saltKey)
    }

    private func verify(_ text: String) throws -> ScoreVerifier.Verified {
        try ScoreDocumentTests.verify(text, keys: [ScoreDocumentTests.key().publicKey])
    }

    private func code(_ text: String) throws -> DocumentError.Code? {
        let key = try ScoreDocumentTests.key().publicKey
        return ScoreDocumentTests.code { () throws(DocumentError) in
            try ScoreDocumentTests.verify(text, keys: [key])
        }
    }

    @Test func everythingOrTheGradeAlone() throws {
        let whole = try credential()
        let all = try verify(whole)
        #expect(all.form == "sd-jwt")
        #expect(all.statement.score == ScoreDocumentTests.score)
        let grade = try ScoreCredential.presenting(whole, only: ["grade"])
        let shown = try verify(grade)
        #expect(shown.statement.score == ["grade": "B+", "subject": "operator:scf-1"])
        #expect(shown.statement.id == all.statement.id)
        let nothing = try ScoreCredential.presenting(whole, only: [])
        #expect(try verify(nothing).statement.score == ["subject": "operator:scf-1"])
        #expect(throws: DocumentError.self) { try ScoreCredential.presenting(whole, only: ["trend"]) }
    }

    /// What is not shown is not there in any form: not the value, and not which digest it has.
    @Test func nothingLeaks() throws {
        let whole = try credential()
        let grade = try ScoreCredential.presenting(whole, only: ["grade"])
        let parts = whole.split(separator: "~")
        #expect(parts.count == 8)
        #expect(grade.split(separator: "~").count == 2)
        // Another issuer's secret: other salts, so other digests, of the same values.
        let elsewhere = try ScoreCredential.issue(
            ScoreDocumentTests.statement(), with: ScoreDocumentTests.key(),
            saltKey: [UInt8](repeating: 8, count: 32))
        #expect(Set(elsewhere.split(separator: "~")).intersection(parts).isEmpty)
    }

    @Test func disclosuresThatWereNotSigned() throws {
        let whole = try credential()
        let parts = whole.split(separator: "~").map(String.init)
        let forged = ScoreDocumentTests.base64url(#"["salt","grade","A+"]"#)
        #expect(try code(parts[0] + "~" + forged + "~") == .disclosure)
        #expect(try code(parts[0] + "~" + parts[1] + "~" + parts[1] + "~") == .disclosure)
        #expect(try code(parts[0] + "~" + parts[1] + "~eyJ9~") == .disclosure)
        #expect(try code(parts[0] + "~" + parts[1]) == .malformed, "a key binding is not expected")
        // A disclosure of another credential of the same key.
        var score = ScoreDocumentTests.score
        score.set("grade", to: "A+")
        let better = try credential(ScoreDocumentTests.statement(score)).split(separator: "~").map(String.init)
        #expect(try code(parts[0] + "~" + better[1] + "~") == .disclosure)
    }

    @Test func signatureIsChecked() throws {
        let whole = try credential()
        let dot = try #require(whole.firstIndex(of: "."))
        var changed = Array(whole.utf8)
        let place = whole.utf8.distance(from: whole.startIndex, to: dot) + 20
        changed[place] = changed[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
        #expect(try code(String(decoding: changed, as: UTF8.self)) == .badSignature)
        let plain = try ScoreDocumentTests.statement().signed(with: ScoreDocumentTests.key())
        #expect(try code(plain + "~") == .wrongKind, "the plain form is no credential")
        let jwt = String(whole.prefix { $0 != "~" })
        #expect(try code(jwt) == .wrongKind, "a credential without its form is no plain score")
    }
}
