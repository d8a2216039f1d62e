import AuditLedger
@_spi(Fuzzing) import CEL
import CELConformance
import ChainFormats
import RulePacks
import TransparencyLog

/// A reader of outside bytes.
enum FuzzTarget: String, CaseIterable {
    case block
    case blockAntelope = "block-antelope"
    case blockEnvelope = "block-envelope"
    case blockEVM = "block-evm"
    case blockFISCO = "block-fisco"
    case blockMonero = "block-monero"
    case blockZcash = "block-zcash"
    case bridge
    case contractLog = "contract-log"
    case logMapping = "log-mapping"
    case transaction
    case celExpression = "cel-expression"
    case celJSON = "cel-json"
    case celRegex = "cel-regex"
    case celNetwork = "cel-network"
    case celNumber = "cel-number"
    case celText = "cel-text"
    case celTime = "cel-time"
    case rulePack = "rule-pack"
    case ledgerRecord = "ledger-record"
    case ledgerProof = "ledger-proof"
    case canonicalJSON = "canonical-json"
    case note
    case checkpoint
    case offlineProof = "offline-proof"
    case witnessRequest = "witness-request"
    case verifierKey = "verifier-key"
    case trustPolicy = "trust-policy"
    case tilePath = "tile-path"
    case entryBundle = "entry-bundle"

    /// Feeds the bytes to the reader.
    ///
    /// - Returns: whether what must hold of anything that was read holds; refused input is no finding.
    func run(_ bytes: [UInt8]) -> Bool {
        switch self {
        case .block: BlockFuzzing.exercise(bytes)
        case .blockAntelope: return FormatFuzzing.exercise(bytes, .antelope)
        case .blockEnvelope: return FormatFuzzing.exercise(bytes, .envelope)
        case .blockEVM: return FormatFuzzing.exercise(bytes, .evm)
        case .blockFISCO: return FormatFuzzing.exercise(bytes, .fisco)
        case .blockMonero: return FormatFuzzing.exercise(bytes, .monero)
        case .blockZcash: return FormatFuzzing.exercise(bytes, .zcash)
        case .bridge: return BridgeFuzzing.exercise(bytes)
        case .contractLog: return ABIFuzzing.log(bytes)
        case .logMapping: return PackFuzzing.mapping(bytes)
        case .transaction: return PackFuzzing.transaction(bytes)
        case .celExpression: CELFuzzing.expression(bytes)
        case .celJSON: CELFuzzing.json(bytes)
        case .celRegex, .celNetwork, .celNumber, .celText, .celTime: return runFunctions(bytes)
        case .rulePack: PackFuzzing.run(bytes)
        case .ledgerRecord: LedgerRoundTrips.record(bytes)
        case .ledgerProof: LedgerRoundTrips.itemProof(bytes)
        case .canonicalJSON: LedgerRoundTrips.json(bytes)
        case .note: ParserRoundTrips.note(bytes)
        case .checkpoint: ParserRoundTrips.checkpoint(bytes)
        case .offlineProof: ParserRoundTrips.offlineProof(bytes)
        case .witnessRequest: ParserRoundTrips.addCheckpointRequest(bytes)
        case .verifierKey: ParserRoundTrips.verifierKey(bytes)
        case .trustPolicy: ParserRoundTrips.policy(bytes)
        case .tilePath: ParserRoundTrips.tilePath(bytes)
        case .entryBundle: ParserRoundTrips.bundle(bytes)
        }
        return true
    }

    /// The functions of the condition language that read texts.
    private func runFunctions(_ bytes: [UInt8]) -> Bool {
        switch self {
        case .celRegex: RegexFuzzing.pattern(bytes)
        case .celNetwork: NetworkFuzzing.address(bytes) && NetworkFuzzing.network(bytes)
        case .celNumber: NumberFuzzing.amount(bytes) && NumberFuzzing.double(bytes)
        case .celText: TextFuzzing.format(bytes) && TextFuzzing.base64(bytes) && TextFuzzing.search(bytes)
        case .celTime:
            TimeFuzzing.timestamp(bytes) && TimeFuzzing.duration(bytes) && TimeFuzzing.zoneFile(bytes)
                && TimeFuzzing.zoneName(bytes)
        default: true
        }
    }
}
