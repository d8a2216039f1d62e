public import SupervisionModel

/// A network of Monero.
public enum MoneroNetwork: String, Hashable, Sendable, CaseIterable {
    case main, test, stage, regtest

    /// Our name of a network as `get_info` names it.
    static func name(ofType text: String) -> String {
        switch text {
        case "mainnet": "main"
        case "testnet": "test"
        case "stagenet": "stage"
        case "fakechain": "regtest"
        default: text
        }
    }

    /// Id of the first block (Monero `cryptonote_config.h`, `GENESIS_TX` and `GENESIS_NONCE` of each network). A chain of
    /// `--regtest` begins with the main network's.
    public var genesis: Digest32 {
        let text =
            switch self {
            case .main, .regtest: "418015bb9ae982a1975da7d79277c2705727a56894ba0fb246adaabb1f4632e3"
            case .test: "48ca7cd3c8de5b6a4d53d2861fbdaedca141553559f9be9520068053cda8430b"
            case .stage: "76ee3cc98646292206cd3e86f74d88b4dcc1d937088645e9b0cbca84b7ce74eb"
            }
        return Digest32(hex: text) ?? .zero
    }

    /// Seconds between two blocks (`DIFFICULTY_TARGET_V2`).
    public static let targetSpacing: Int64 = 120
}
