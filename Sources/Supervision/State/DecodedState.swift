import SupervisionModel

/// What every input needs of the state, decoded once: right exactly while the stored bytes are those it was decoded
/// from. Belongs to one supervisor.
final class DecodedState {
    private var coreBytes: [UInt8] = []
    private var coreState = CoreState()
    private var chains: [ChainID: (bytes: [UInt8], state: ChainState)] = [:]

    func core(_ bytes: [UInt8]) throws(StateDecodingError) -> CoreState {
        if bytes != coreBytes { keep(try CoreState(decoding: bytes), as: bytes) }
        return coreState
    }

    func keep(_ state: CoreState, as bytes: [UInt8]) {
        coreState = state
        coreBytes = bytes
    }

    func chain(_ id: ChainID, _ bytes: [UInt8]) throws(StateDecodingError) -> ChainState {
        if let known = chains[id], known.bytes == bytes { return known.state }
        let state = try ChainState(decoding: bytes)
        keep(state, of: id, as: bytes)
        return state
    }

    func keep(_ state: ChainState, of id: ChainID, as bytes: [UInt8]) {
        chains[id] = (bytes, state)
    }
}
