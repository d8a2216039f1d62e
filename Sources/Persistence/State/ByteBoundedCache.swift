import Supervision

/// Values of recently used keys, the least recently used ones dropped when a number of bytes is exceeded.
///
/// Remembers absence too: most keys that are asked for the first time are not there.
struct ByteBoundedCache {
    /// What an entry costs beside the bytes of key and value: dictionary slot, two array headers, links.
    private static let overhead = 160
    private static let none: Int32 = -1

    private struct Node {
        var key: StateKey
        var value: [UInt8]?
        var newer: Int32
        var older: Int32
    }

    private let capacity: Int
    private(set) var byteCount = 0
    private var places: [StateKey: Int32] = [:]
    private var nodes: [Node] = []
    private var free: [Int32] = []
    private var newest = ByteBoundedCache.none
    private var oldest = ByteBoundedCache.none

    /// - Parameter capacity: in bytes; 0 keeps nothing.
    init(capacity: Int) {
        self.capacity = capacity
    }

    /// The value and makes it the most recent; `nil` when the key is not cached, `.some(nil)` when it is known absent.
    mutating func value(for key: StateKey) -> [UInt8]?? {
        guard let place = places[key] else { return nil }
        if place != newest {
            unlink(place)
            link(place)
        }
        return .some(nodes[Int(place)].value)
    }

    mutating func put(_ value: [UInt8]?, for key: StateKey) {
        let cost = Self.cost(key, value)
        guard cost <= capacity else {
            if let place = places[key] { drop(place) }
            return
        }
        if let place = places[key] {
            byteCount += cost - Self.cost(key, nodes[Int(place)].value)
            nodes[Int(place)].value = value
            unlink(place)
            link(place)
        } else {
            let node = Node(key: key, value: value, newer: Self.none, older: Self.none)
            let place: Int32
            if let reused = free.popLast() {
                nodes[Int(reused)] = node
                place = reused
            } else {
                place = Int32(truncatingIfNeeded: nodes.count)
                nodes.append(node)
            }
            places[key] = place
            byteCount += cost
            link(place)
        }
        while byteCount > capacity, oldest != Self.none { drop(oldest) }
    }

    private static func cost(_ key: StateKey, _ value: [UInt8]?) -> Int {
        key.bytes.count + (value?.count ?? 0) + overhead
    }

    private mutating func drop(_ place: Int32) {
        unlink(place)
        let node = nodes[Int(place)]
        byteCount -= Self.cost(node.key, node.value)
        places[node.key] = nil
        nodes[Int(place)].key = StateKey([])
        nodes[Int(place)].value = nil
        free.append(place)
    }

    private mutating func unlink(_ place: Int32) {
        let (newer, older) = (nodes[Int(place)].newer, nodes[Int(place)].older)
        if newer == Self.none { newest = older } else { nodes[Int(newer)].older = older }
        if older == Self.none { oldest = newer } else { nodes[Int(older)].newer = newer }
    }

    private mutating func link(_ place: Int32) {
        nodes[Int(place)].newer = Self.none
        nodes[Int(place)].older = newest
        if newest != Self.none { nodes[Int(newest)].newer = place }
        newest = place
        if oldest == Self.none { oldest = place }
    }
}
