import SupervisionModel
import TransparencyLog

/// People decide: from a lead (预警线索) to a finding (正式认定), with four eyes.
extension Step {
    mutating func decide(_ input: CaseDecision) throws {
        // What people decided stands with what they decided about; both are carried over.
        if supervisor.isDeriving { return }
        guard var alert = try alert(input.alert) else {
            throw SupervisionError(.unknownAlert, "there is no alert \(input.alert)")
        }
        try check(input, alert)
        switch input.stage {
        case .proposed:
            alert.proposal = AlertState.Decision(
                outcome: input.outcome, revision: input.revision, proposedBy: input.by,
                proposerKey: Hex.encode(input.key), approvedBy: nil, note: input.note, at: time)
            alert.changed = admitted.sequence
            try store(alert, item: "case.proposed", extra: decisionItem(input))
        case .approved:
            guard let proposal = alert.proposal else {
                throw SupervisionError(.refusedDecision, "nobody has proposed a decision about alert \(input.alert)")
            }
            try checkFourEyes(input, proposal)
            alert.decision = AlertState.Decision(
                outcome: proposal.outcome, revision: input.revision, proposedBy: proposal.proposedBy,
                proposerKey: proposal.proposerKey, approvedBy: input.by, note: proposal.note, at: time)
            alert.proposal = nil
            alert.changed = admitted.sequence
            try store(alert, item: "case.decided", extra: decisionItem(input))
            try score(after: alert)
        }
    }

    private func check(_ input: CaseDecision, _ alert: AlertState) throws {
        guard configuration.accounts.contains(where: { $0.name == input.by && $0.key == input.key }) else {
            throw SupervisionError(
                .refusedDecision, "account \(input.by) with this key is not in the recorded configuration")
        }
        guard Ed25519.isValid(signature: input.signature, message: input.signedBytes, publicKey: input.key) else {
            throw SupervisionError(.refusedDecision, "the signature of \(input.by) does not verify")
        }
        guard input.revision == alert.revision else {
            throw SupervisionError(
                .refusedDecision,
                "revision \(input.revision) was seen, the alert is at revision \(alert.revision): look at it again")
        }
    }

    private func checkFourEyes(_ input: CaseDecision, _ proposal: AlertState.Decision) throws {
        guard input.by != proposal.proposedBy, Hex.encode(input.key) != proposal.proposerKey else {
            throw SupervisionError(
                .refusedDecision, "\(input.by) proposed this decision; another person must approve it")
        }
        guard input.outcome == proposal.outcome else {
            throw SupervisionError(
                .refusedDecision,
                "\(proposal.proposedBy) proposed \(proposal.outcome.rawValue), not \(input.outcome.rawValue)")
        }
        guard input.revision == proposal.revision else {
            throw SupervisionError(
                .refusedDecision, "the alert has changed since it was proposed: propose again")
        }
    }

    private func decisionItem(_ input: CaseDecision) -> JSONObject {
        [
            "by": .string(input.by), "note": .string(input.note), "outcome": .string(input.outcome.rawValue),
            "stage": .string(input.stage.rawValue),
        ]
    }
}
