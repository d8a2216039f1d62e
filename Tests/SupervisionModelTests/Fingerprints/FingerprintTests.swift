import SupervisionModel
import Testing

/// What identifies, and what is refused.
@Suite struct FingerprintTests {
    private let amount = Money(minor: 100, currency: "CNY")

    private func receivable(
        register: String? = nil, debtor: String? = "D", creditor: String? = "C", invoice: String? = "1",
        amount: Money? = Money(minor: 100, currency: "CNY")
    ) throws(FingerprintError) -> Fingerprint {
        try .receivable(
            registerNumber: register, debtor: debtor, creditor: creditor, invoiceNumber: invoice, amount: amount)
    }

    @Test func everyPartCounts() throws {
        let base = try receivable()
        #expect(try receivable() == base)
        for other in [
            try receivable(debtor: "E"), try receivable(creditor: "D"), try receivable(invoice: "2"),
            try receivable(amount: Money(minor: 101, currency: "CNY")),
            try receivable(amount: Money(minor: 100, currency: "USD")), try receivable(register: "1"),
        ] {
            #expect(other != base)
        }
    }

    @Test func partsAreKeptApart() throws {
        #expect(try receivable(debtor: "AB", creditor: "C") != receivable(debtor: "A", creditor: "BC"))
        #expect(try receivable(debtor: "A\nB", creditor: "C") != receivable(debtor: "A", creditor: "B\nC"))
        let invoice = try Fingerprint.invoice(electronicNumber: "1")
        let asset = try Fingerprint.asset(registerNumber: "1")
        #expect(invoice != asset, "a number is one of its kind")
    }

    @Test func aRegisterNumberIdentifiesAlone() throws {
        let alone = try Fingerprint.receivable(registerNumber: "ZD-1")
        #expect(try receivable(register: "zd 1", debtor: "X") == alone)
        #expect(try receivable(register: "—") == receivable(), "punctuation is no number")
    }

    @Test func aSerialNumberMakesTheDescriptionUnneeded() throws {
        let plain = try Fingerprint.asset(type: "EQUIP", serial: "7")
        #expect(try Fingerprint.asset(type: "EQUIP", serial: "7", description: "a lathe") == plain)
        #expect(try Fingerprint.asset(type: "EQUIP", description: "a lathe") != plain)
    }

    @Test func theBytesAreAsTheyAreDocumented() throws {
        #expect(
            String(decoding: try receivable().canonicalBytes, as: UTF8.self)
                == "yushi.fingerprint.1\nreceivable\nparts\nd\nc\n1\n100\ncny\n")
        #expect(
            String(decoding: try Fingerprint.asset(registerNumber: "A-1").canonicalBytes, as: UTF8.self)
                == "yushi.fingerprint.1\nasset\nnumber\na1\n")
    }

    @Test func whatCannotIdentifyIsRefusedByName() {
        func part(_ make: () throws(FingerprintError) -> Fingerprint) -> String {
            do throws(FingerprintError) { _ = try make() } catch { return "\(error.code.rawValue) \(error.part)" }
            return ""
        }
        let long = String(repeating: "a", count: Fingerprint.maximumPartBytes + 1)
        let fitting = String(repeating: "a", count: Fingerprint.maximumPartBytes)
        #expect(part { () throws(FingerprintError) in try receivable(debtor: nil) } == "missing debtor")
        #expect(part { () throws(FingerprintError) in try receivable(creditor: "——") } == "missing creditor")
        #expect(part { () throws(FingerprintError) in try receivable(invoice: "") } == "missing invoiceNumber")
        #expect(part { () throws(FingerprintError) in try receivable(amount: nil) } == "missing amount")
        #expect(
            part { () throws(FingerprintError) in try receivable(amount: Money(minor: 1, currency: "-")) }
                == "missing currency")
        #expect(part { () throws(FingerprintError) in try receivable(debtor: long) } == "tooLong debtor")
        #expect(part { () throws(FingerprintError) in try receivable(debtor: fitting) } == "")
        #expect(part { () throws(FingerprintError) in try .asset(type: "EQUIP") } == "missing description")
        #expect(part { () throws(FingerprintError) in try .invoice(number: "1", amount: amount) } == "missing seller")
    }
}
