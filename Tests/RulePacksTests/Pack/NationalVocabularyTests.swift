import RulePacks
import SupervisionModel
import Testing

/// The vocabulary that ships has what vocabulary.md names, and explains it.
@Suite struct NationalVocabularyTests {
    private static let pack = Result { try RulePack.load(directory: PackPaths.nationalBase) }

    private func type(_ name: String) throws -> EventType {
        let vocabulary = try Self.pack.get().vocabulary
        return vocabulary[try #require(vocabulary.index(of: name), "\(name)")]
    }

    @Test func explainsEveryTypeInBothLanguages() throws {
        for type in try Self.pack.get().vocabulary.types {
            let meaning = try #require(type.meaning, "\(type.name)")
            #expect(meaning.zh.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(type.name)")
            #expect(meaning.en.utf8.allSatisfy { $0 < 0x80 }, "\(type.name)")
        }
    }

    @Test(arguments: [
        ("chain.equivocation", "blockHeight proposer round hashA hashB operator"),
        ("validator.added", "validatorId weight total"), ("validator.removed", "validatorId weight total"),
        ("validator.changed", "validatorId weight total"),
        ("admin.action", "operation contract signers threshold approvalRef operator window"),
        ("contract.deployed", "contract codeHash prevCodeHash noticeRef operator"),
        ("contract.upgraded", "contract codeHash prevCodeHash noticeRef operator"),
        ("oracle.updated", "feed value scale heartbeatS"),
        ("bridge.locked", "bridgeId asset amount counterpartChain ref"),
        ("bridge.minted", "bridgeId asset amount counterpartChain ref"),
        ("bridge.released", "bridgeId asset amount counterpartChain ref"),
        (
            "transfer",
            """
            from to amount channel direction crossBorder purposeCode endToEndId customer customerType originVASP \
            beneficiaryVASP beneficiaryHosted payeeSector payerSector region
            """
        ),
        ("travelrule.message", "ivms101Hash originVASP beneficiaryVASP version endToEndId"),
        ("ownership.proof", "address method verifier"), ("account.opened", "accountRef kind"),
        ("account.closed", "accountRef kind"), ("account.frozen", "accountRef kind"),
        ("kyc.attested", "customer level validTo beneficialOwnerHash"), ("kyc.revoked", "customer level validTo"),
        ("list.entryAdded", "listId version subject program effective"),
        ("list.entryRemoved", "listId version subject program effective"),
        ("entity.linked", "a b confidencePpm method validFrom validTo"), ("entity.unlinked", "a b"),
        ("lease.started", "assetFingerprint lessor lessee"), ("lease.ended", "assetFingerprint lessor lessee"),
        ("funding.raised", "fundingId lender lenderType kind amount"),
        ("invoice.issued", "no parties buyer seller amount goodsCode"), ("invoice.redFlushed", "no amount goodsCode"),
        ("delivery.confirmed", "no buyer seller amount goodsCode buyerSize sellerSize contractDays"),
        ("order.placed", "no amount goodsCode venue buyer seller px qty"),
        ("subsidy.granted", "programme loanId ratePpm cap shares"), ("subsidy.spent", "programme loanId"),
        ("subsidy.clawedBack", "programme loanId"), ("compensation.claimed", "programme loanId ratePpm cap shares"),
        ("compensation.paid", "programme loanId"), ("riskpool.funded", "programme loanId ratePpm cap shares"),
        ("equity.invested", "issuer class qty pctPpm"), ("equity.transferred", "issuer class qty pctPpm"),
        ("equity.withdrawn", "issuer class qty pctPpm"), ("fund.called", "issuer class qty pctPpm"),
        ("fund.distributed", "issuer class qty pctPpm"), ("holding.changed", "issuer class qty pctPpm holder"),
        ("token.issued", "issuer token supply reserve method auditor"), ("token.minted", "token supply"),
        ("token.burned", "token supply"), ("token.frozen", "token supply"),
        ("reserve.attested", "issuer token supply reserve method auditor"),
        ("trade.executed", "venue buyer seller px qty asset mandate"),
        ("listing.published", "issuer venue buyer seller px qty"), ("listing.matched", "venue buyer seller px qty"),
        ("listing.settled", "venue buyer seller px qty"),
        ("disclosure.filed", "docType period hash metrics issuer reporter contract number"),
        ("disclosure.corrected", "docType period hash metrics"),
        ("filing.registered", "registry number validTo operator serviceId"),
        ("approval.granted", "registry number validTo"), ("service.started", "operator serviceId kind"),
        ("ownership.declared", "parent child pctPpm confidencePpm"),
        ("control.inferred", "parent child pctPpm confidencePpm"), ("ip.registered", "ipNo kind owner"),
        ("ip.licensed", "ipNo kind owner"), ("ip.pledged", "ipNo kind owner"), ("ip.transferred", "ipNo kind owner"),
        ("data.accessed", "operator operatorKind dataSubjectHash purpose basis rows"),
        ("data.exported", "operator dataSubjectHash purpose basis rows"),
        ("consent.granted", "operator dataSubjectHash purpose basis"), ("consent.revoked", "dataSubjectHash"),
        ("data.published", "publisher payload"), ("incident.detected", "incidentId operator class severity affected"),
        ("incident.reported", "incidentId operator class severity affected"), ("incident.closed", "incidentId"),
        ("complaint.filed", "complaintId due hash"), ("complaint.answered", "complaintId due hash"),
        ("dispute.filed", "disputeId due hash"), ("dispute.resolved", "disputeId due hash"),
        ("commitment.filed", "commitmentId due hash"), ("milestone.met", "commitmentId milestoneId due hash"),
        ("control.attested", "controlId due hash"), ("marketing.published", "marketingId due operator hash claims"),
        ("penalty.imposed", "severityClass publicFrom publicTo"),
        ("judgment.entered", "severityClass publicFrom publicTo"), ("repair.applied", "severityClass"),
        ("repair.granted", "severityClass publicFrom publicTo"),
        ("reference.published", "table key value validFrom"), ("fx.rate", "base quote rate"),
        ("feed.recovered", "fromHeight toHeight"),
        ("chain.block", "observed headerTime prevHash producer txCount size"),
    ])
    func hasTheFieldsThatAreNamed(_ name: String, _ fields: String) throws {
        let type = try type(name)
        for field in fields.split(separator: " ") {
            #expect(type.payload.slot(of: String(field)) != nil, "\(name).\(field)")
        }
    }

    @Test(arguments: [
        ("loan", "applied approved originated disbursed repaid overdue defaulted restructured writtenOff transferred"),
        ("guarantee", "created released called"), ("collateral", "pledged released revalued enforced"),
        ("receivable", "issued confirmed transferred split financed settled overdue"),
    ])
    func familiesShareTheirFields(_ family: String, _ verbs: String) throws {
        let fields = [
            "loan": """
            loanId principal ratePpm aprPpm fees start maturity scheduleRef securityType purpose contributionShares \
            borrower lender lenderType contractDate network
            """,
            "guarantee": "guaranteeId guarantor guarantorType guarantorKind obligee debtor principalLoan amount kind",
            "collateral": """
            collateralId assetFingerprint assetType rank value secured pledgor pledgee consentRef
            """,
            "receivable": "receivableId fingerprint debtor creditor face issue due parent financer share amount",
        ]
        for verb in verbs.split(separator: " ") {
            try hasTheFieldsThatAreNamed("\(family).\(verb)", try #require(fields[family]))
        }
    }

    /// A field of an event file must be told from the event's own members; only the node's types are older than that.
    @Test func newFieldsAreNoMembersOfTheEnvelope() throws {
        for type in try Self.pack.get().vocabulary.types.dropFirst(BuiltInEvents.all.count) {
            // A text named `payload` is told from the object that holds other fields.
            for field in type.payload.fields where (field.name, field.type) != ("payload", .string) {
                #expect(!EventJSON.envelope.contains(field.name), "\(type.name).\(field.name)")
            }
        }
    }
}
