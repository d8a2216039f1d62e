import ChainFormats
public import RulePacks
import SupervisionModel

extension EntityReader {
    /// Reads addresses of every network known here, in lists, event files and tests.
    ///
    /// The first network whose spelling a text has counts: Bitcoin before its forks, main before test networks.
    public static let ofEveryNetwork = EntityReader { text, _ in
        for network in BitcoinNetwork.all {
            if let address = Address(text, network: network) { return .address(address) }
        }
        return nil
    }
}
