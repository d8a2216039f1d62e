/// What identifies an invoice, a receivable or a thing on every platform (vocabulary.md C3): two platforms that speak of
/// one thing arrive at one fingerprint, however they spell it.
///
/// The number of a register, or of an electronic invoice, names a thing alone where there is one. Otherwise the parts do,
/// each in `CanonicalText`, with an amount in minor units. The fingerprint is the SHA-256 of `canonicalBytes`, in
/// lowercase hexadecimal.
public struct Fingerprint: Hashable, Sendable {
    /// What is identified. Raw values are part of the bytes: never change one.
    public enum Kind: String, Sendable, CaseIterable {
        case invoice, receivable, asset
    }

    /// Bytes of one part in UTF-8; a longer one is refused.
    public static let maximumPartBytes = 1_024

    public let kind: Kind
    /// Canonical number of a register or of an electronic invoice; `nil` when the parts identify.
    private let number: String?
    /// Canonical parts in the order of the kind; absent ones are empty. None beside a number.
    private let parts: [String]

    /// - Parameters:
    ///   - electronicNumber: number of an electronic invoice, unique by itself.
    ///   - number: number of a paper invoice, with its code where it has one.
    public static func invoice(
        electronicNumber: String? = nil, code: String? = nil, number: String? = nil, seller: String? = nil,
        buyer: String? = nil, amount: Money? = nil
    ) throws(FingerprintError) -> Fingerprint {
        try Fingerprint(
            .invoice, "electronicNumber", electronicNumber,
            [("code", code, false), ("number", number, true), ("seller", seller, true), ("buyer", buyer, false)],
            amount: .some(amount))
    }

    /// - Parameters:
    ///   - registerNumber: number in the uniform register of security in movables.
    ///   - invoiceNumber: number of the invoice, or of the contract, that it arose from.
    public static func receivable(
        registerNumber: String? = nil, debtor: String? = nil, creditor: String? = nil, invoiceNumber: String? = nil,
        amount: Money? = nil
    ) throws(FingerprintError) -> Fingerprint {
        try Fingerprint(
            .receivable, "registerNumber", registerNumber,
            [("debtor", debtor, true), ("creditor", creditor, true), ("invoiceNumber", invoiceNumber, true)],
            amount: .some(amount))
    }

    /// - Parameters:
    ///   - registerNumber: title number, patent number, frame number … of a register.
    ///   - type: REALTY, EQUIP, INVENTORY … as `assetType` of the vocabulary.
    ///   - serial: number that its maker gave it.
    ///   - description: where there is no number, what and where it is.
    public static func asset(
        registerNumber: String? = nil, type: String? = nil, serial: String? = nil, description: String? = nil
    ) throws(FingerprintError) -> Fingerprint {
        let isNumbered = serial.map { !CanonicalText.fold($0).isEmpty } ?? false
        return try Fingerprint(
            .asset, "registerNumber", registerNumber,
            [
                ("type", type, true), ("serial", serial, false),
                ("description", isNumbered ? nil : description, !isNumbered),
            ],
            amount: nil)
    }

    /// - Parameters:
    ///   - parts: name, text, and whether the kind cannot do without it.
    ///   - amount: `nil` for kinds that have none.
    private init(
        _ kind: Kind, _ numberName: String, _ number: String?, _ parts: [(name: String, text: String?, isNeeded: Bool)],
        amount: Money??
    ) throws(FingerprintError) {
        self.kind = kind
        let folded = try Fingerprint.fold(number, numberName)
        guard folded.isEmpty else {
            self.number = folded
            self.parts = []
            return
        }
        self.number = nil
        var canonical: [String] = []
        for part in parts {
            let text = try Fingerprint.fold(part.text, part.name)
            guard !text.isEmpty || !part.isNeeded else { throw FingerprintError(.missing, part: part.name) }
            canonical.append(text)
        }
        if case .some(let amount) = amount {
            guard let amount else { throw FingerprintError(.missing, part: "amount") }
            canonical.append(String(amount.minor))
            let currency = try Fingerprint.fold(amount.currency, "currency")
            guard !currency.isEmpty else { throw FingerprintError(.missing, part: "currency") }
            canonical.append(currency)
        }
        self.parts = canonical
    }

    private static func fold(_ text: String?, _ name: String) throws(FingerprintError) -> String {
        guard let text else { return "" }
        guard text.utf8.count <= maximumPartBytes else { throw FingerprintError(.tooLong, part: name) }
        return CanonicalText.fold(text)
    }

    /// What is hashed: UTF-8 lines, each ended by a line feed: `yushi.fingerprint.1`, the kind, then `number` and the
    /// number, or `parts` and one line a part. Canonical texts hold no line feed, so that no two differ in one reading.
    public var canonicalBytes: [UInt8] {
        let lines = ["yushi.fingerprint.1", kind.rawValue] + (number.map { ["number", $0] } ?? ["parts"] + parts)
        return Array(lines.map { $0 + "\n" }.joined().utf8)
    }

    public static func == (left: Fingerprint, right: Fingerprint) -> Bool {
        left.canonicalBytes == right.canonicalBytes
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(canonicalBytes) }
}
