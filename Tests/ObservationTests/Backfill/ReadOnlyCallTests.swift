import Observation
import SupervisionModel
import Testing

@Suite struct ReadOnlyCallTests {
    /// Every byte that can leave towards an RPC port (R13).
    @Test(arguments: [
        (ReadOnlyCall.getBlockchainInfo, "getblockchaininfo", ""),
        (.getBestBlockHash, "getbestblockhash", ""),
        (.getBlockHash(height: .max), "getblockhash", "18446744073709551615"),
        (.getBlockHeader(.zero, verbose: true), "getblockheader", "\"\(String(repeating: "0", count: 64))\",true"),
        (.getBlockHeader(.zero, verbose: false), "getblockheader", "\"\(String(repeating: "0", count: 64))\",false"),
        (.getBlock(.zero), "getblock", "\"\(String(repeating: "0", count: 64))\",0"),
        (.getChainTips, "getchaintips", ""),
        (.getZMQNotifications, "getzmqnotifications", ""),
    ])
    func body(_ call: ReadOnlyCall, _ method: String, _ parameters: String) {
        #expect(
            call.body == "{\"jsonrpc\":\"1.0\",\"id\":\"yushi\",\"method\":\"\(method)\",\"params\":[\(parameters)]}")
    }

    @Test func paths() {
        let hash = SimulatedChain.digest(1)
        #expect(RESTResource.chainInfo.path == "/rest/chaininfo.json")
        #expect(RESTResource.headers(count: 9_999, from: hash).path == "/rest/headers/2000/\(hash.hex).bin")
        #expect(RESTResource.block(hash).path == "/rest/block/\(hash.hex).bin")
        #expect(RESTResource.blockHash(height: 7).path == "/rest/blockhashbyheight/7.bin")
    }
}
