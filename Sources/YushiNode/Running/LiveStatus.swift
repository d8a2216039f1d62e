import Glibc
import Observation
public import Persistence
public import SupervisionModel

/// How the feeds of a running node stand, in a file beside the store: for `yushi status`, and for nothing else. What counts is in
/// the ledger.
public struct LiveStatus: Sendable {
    /// Older than this, nobody runs.
    private static let validity = Interval.seconds(15)
    private static let greatestFile = 1 << 20

    private let chains: [JSONValue]

    /// What a running node last wrote; nil when none runs.
    public static func read(_ store: Store, now: Timestamp) -> LiveStatus? {
        guard let bytes = SmallFile.read(store.layout.live, limit: greatestFile),
            let document = try? JSONParser.parse(bytes, maximumBytes: greatestFile),
            let at = document["at"]?.integer, let chains = document["chains"]?.array,
            now.interval(since: Timestamp(milliseconds: at)) <= validity
        else { return nil }
        return LiveStatus(chains: chains)
    }

    /// Height that the best source stands by; nil when none has said anything.
    public func bestHeight(of chain: ChainID) -> Int64? { entry(chain)?["bestHeight"]?.integer }

    /// The sources of a chain: `{name, height, gaps, pollFailures, silentSeconds, feeds: [{address, state, reason}]}`.
    public func sources(of chain: ChainID) -> [JSONValue] { entry(chain)?["sources"]?.array ?? [] }

    private func entry(_ chain: ChainID) -> JSONValue? {
        chains.first { $0["chain"]?.string?.utf8.elementsEqual(chain.text.utf8) == true }
    }

    // MARK: Writing

    static func write(_ chains: [(ChainID, ChainStatus)], at moment: Timestamp, layout: StoreLayout) {
        let document: JSONValue = [
            "at": .integer(moment.milliseconds), "chains": .array(chains.map { view($0.0, $0.1) }),
        ]
        // A reader sees the old file or the new one. It need not survive a crash.
        let path = layout.live + ".new"
        guard let file = fopen(path, "w") else { return }
        let bytes = document.encode()
        let isWritten = fwrite(bytes, 1, bytes.count, file) == bytes.count
        if fclose(file) == 0, isWritten { rename(path, layout.live) }
    }

    static func remove(_ layout: StoreLayout) { unlink(layout.live) }

    private static func view(_ chain: ChainID, _ status: ChainStatus) -> JSONValue {
        var object: JSONObject = ["chain": .string(chain.text), "sources": .array(status.sources.map(view))]
        if let best = status.bestHeight { object.set("bestHeight", to: JSONValue(best)) }
        return .object(object)
    }

    private static func view(_ source: ChainStatus.Source) -> JSONValue {
        var object: JSONObject = [
            "feeds": .array(source.feeds.map(view)), "gaps": .array(source.gaps.map { .string($0.rawValue) }),
            "name": .string(source.name), "pollFailures": .integer(Int64(source.pollFailures)),
            "silentSeconds": .integer(source.silent.milliseconds / 1000),
        ]
        if let height = source.height { object.set("height", to: JSONValue(height)) }
        return .object(object)
    }

    private static func view(_ feed: ChainStatus.Feed) -> JSONValue {
        var object: JSONObject = ["address": .string(feed.address)]
        switch feed.connection {
        case .connecting: object.set("state", to: "connecting")
        case .ready: object.set("state", to: "ready")
        case .lost: object.set("state", to: "lost")
        case .refused(let reason):
            object.set("state", to: "refused")
            object.set("reason", to: .string(reason.rawValue))
        }
        return .object(object)
    }
}
