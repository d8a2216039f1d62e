public import SupervisionModel

extension Address {
    /// The text people know: base58check, bech32 or bech32m. Pure and the same everywhere; about 5 µs.
    public var text: String {
        let network = BitcoinNetwork.spelling(of: network)
        let payload = Array(payload.bytes.prefix(Int(length)))
        switch kind {
        case .publicKeyHash:
            return Base58Check.encode([network.publicKeyHashVersion] + payload)
        case .scriptHash:
            return Base58Check.encode((network.scriptHashVersions.first.map { [$0] } ?? []) + payload)
        case .witness:
            let prefix = network.bech32Prefix ?? ""
            // An address that no script has (made by hand) has no text of its own: its parts are named.
            return WitnessAddress.encode(prefix: prefix, version: version, program: payload)
                ?? "\(prefix)?v\(version)?\(Hex.encode(payload))"
        }
    }

    /// Reads an address of that network; nil for a wrong checksum, another network's address or another length.
    ///
    /// Witness programs above 32 bytes are valid addresses, but have no `Address`: nil.
    public init?(_ text: some StringProtocol, network: BitcoinNetwork) {
        if let prefix = network.bech32Prefix,
            let (version, program) = WitnessAddress.decode(text, prefix: prefix)
        {
            self.init(network.spelling, .witness, version: version, payload: program.span.bytes)
            return
        }
        guard let bytes = Base58Check.decode(text), bytes.count == 21, let version = bytes.first else { return nil }
        let payload = Array(bytes.dropFirst())
        if version == network.publicKeyHashVersion {
            self.init(network.spelling, .publicKeyHash, payload: payload.span.bytes)
        } else if network.scriptHashVersions.contains(version) {
            self.init(network.spelling, .scriptHash, payload: payload.span.bytes)
        } else {
            return nil
        }
    }

    /// The scriptPubKey that pays to this address.
    public var script: [UInt8] {
        let payload = Array(payload.bytes.prefix(Int(length)))
        return switch kind {
        case .publicKeyHash: [0x76, 0xa9, 20] + payload + [0x88, 0xac]
        case .scriptHash: [0xa9, 20] + payload + [0x87]
        case .witness: [version == 0 ? 0 : 0x50 + version, length] + payload
        }
    }
}

extension BitcoinNetwork {
    /// The network whose version bytes and prefix spell addresses of that kind of network.
    static func spelling(of network: Address.Network) -> BitcoinNetwork {
        switch network {
        case .bitcoinMain: .main
        case .bitcoinTest: .test
        case .bitcoinRegtest: .regtest
        case .litecoinMain: .litecoinMain
        case .litecoinTest: .litecoinTest
        case .litecoinRegtest: .litecoinRegtest
        case .bsvMain: .bsvMain
        case .bsvTest: .bsvTest
        case .bsvRegtest: .bsvRegtest
        }
    }
}
