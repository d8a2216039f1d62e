import SupervisionModel

/// As much of a network as it takes to name the address of a script: small, so that hot loops copy no parameters.
struct AddressSpelling: Hashable, Sendable, BitwiseCopyable {
    let network: Address.Network
    /// Whether witness programs are a form of output.
    let hasWitness: Bool
}

extension BitcoinNetwork {
    var spelling: AddressSpelling { AddressSpelling(network: addressNetwork, hasWitness: segwit != nil) }
}
