/// Systemic risk and what spans chains.
extension Injector {
    static let systemic: [Injector] = [defaultCluster, siphoning, bridgeImbalance]
}
