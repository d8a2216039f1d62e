import Crypto
import Supervision
import SupervisionModel

/// People who decide, with keys that are the same in every run.
struct TestPeople {
    private let seeds: [[UInt8]] = (1...3).map { [UInt8](repeating: $0, count: 32) }

    private func key(_ index: Int) throws -> Curve25519.Signing.PrivateKey {
        try Curve25519.Signing.PrivateKey(rawRepresentation: seeds[index])
    }

    static let names = ["analyst", "reviewer", "stranger"]

    /// The first two are in the configuration.
    var accounts: [Account] {
        (0..<2).compactMap { index in
            (try? key(index)).map { Account(name: Self.names[index], key: Array($0.publicKey.rawRepresentation)) }
        }
    }

    /// A decision about the alert as it stands.
    func decide(
        _ alert: AlertState, _ outcome: CaseDecision.Outcome, _ stage: CaseDecision.Stage, by index: Int,
        name: String? = nil, revision: Int64? = nil, forged: Bool = false
    ) throws -> CaseDecision {
        let key = try key(index)
        func decision(_ signature: [UInt8]) -> CaseDecision {
            CaseDecision(
                alert: alert.id, revision: revision ?? alert.revision, outcome: outcome, stage: stage,
                by: name ?? Self.names[index], key: Array(key.publicKey.rawRepresentation), note: "seen",
                signature: signature)
        }
        let signature = try key.signature(for: decision([]).signedBytes)
        return decision(forged ? [UInt8](repeating: 1, count: 64) : Array(signature))
    }
}
