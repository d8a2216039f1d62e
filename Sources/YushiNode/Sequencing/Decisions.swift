import Persistence
public import Supervision
public import SupervisionModel

/// Makes signed decisions about alerts and brings them into the ledger.
public struct Decisions {
    private let storePath: String
    private let keys: AccountKeys

    public init(storePath: String) {
        self.storePath = NodeStore.directory(storePath)
        keys = AccountKeys(store: self.storePath)
    }

    /// A decision about an alert as it stands, signed by an account.
    public func sign(
        _ outcome: CaseDecision.Outcome, stage: CaseDecision.Stage, alert: AlertState, by name: String,
        note: String, keyFile: String?
    ) throws -> CaseDecision {
        func decision(key: [UInt8], signature: [UInt8]) -> CaseDecision {
            CaseDecision(
                alert: alert.id, revision: alert.revision, outcome: outcome, stage: stage, by: name, key: key,
                note: note, signature: signature)
        }
        let key = try keys.publicKey(of: name, file: keyFile)
        let unsigned = decision(key: key, signature: [])
        return decision(
            key: key, signature: try keys.sign(unsigned.signedBytes, as: name, file: keyFile).signature)
    }

    /// Records the decision, or hands it to the node that runs on the store.
    /// - Returns: true when it is recorded, false when it was handed in.
    public func submit(_ decision: CaseDecision, at moment: Timestamp, seed: [UInt8]) throws -> Bool {
        let input = Input.caseDecision(decision)
        do {
            let store = try Store.open(at: storePath, for: .writing, seed: seed)
            let sequencer = try Sequencer(store: store, spends: UnknownSpends())
            try Bootstrap.activateEngine(of: sequencer, at: moment)
            try sequencer.admit(input, at: moment)
            try sequencer.flush()
            try store.checkpoints.sign(
                with: LogKey.signer(of: store, directory: storePath, seed: seed), origin: store.description.origin)
            try store.close()
            return true
        } catch let error as StoreError where error.code == .locked {
            let store = try Store.open(at: storePath, for: .reading, seed: seed)
            _ = try store.inbox.submit(input.json.encode(), at: moment.milliseconds)
            return false
        }
    }
}
