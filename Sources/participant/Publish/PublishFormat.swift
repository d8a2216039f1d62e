internal import ArgumentParser
internal import ChainFormats

/// The chain families whose node publishers can be played.
enum PublishFormat: String, ExpressibleByArgument, CaseIterable {
    case bitcoin
    case litecoin
    case bsv
    /// Envelopes of the supervision protocol that are signed already.
    case envelope
    /// Events of a platform, as a reference chain in envelopes.
    case native

    /// What such a node publishes unless told otherwise.
    var defaultTopics: String {
        switch self {
        case .bitcoin, .litecoin: "hashblock,rawblock,sequence"
        // Bitcoin SV has no sequence topic.
        case .envelope, .native: ""
        case .bsv: "hashblock,rawblock,hashblock2,rawblock2"
        }
    }

    /// The network of this family by its short name.
    func network(_ name: String) throws -> BitcoinNetwork {
        if let network = BitcoinNetwork.named(name, family: rawValue) { return network }
        let names = BitcoinNetwork.all.filter { $0.family == rawValue }.map(\.name).joined(separator: ", ")
        throw CommandFailure.badInput("--network \(name): \(rawValue) has \(names)")
    }
}
