/// Messages no node should send, one kind after the other.
enum Garbage {
    /// Message number `index` of the garbage: the parts.
    static func message(_ index: Int, oversizeBytes: Int, generator: inout SplitMix64) -> [[UInt8]] {
        let topic = Array("rawblock".utf8)
        let noise = (0..<300).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
        return switch index % 8 {
        // Noise where a block should be, with a counter far ahead.
        case 0: [topic, noise, [0xFF, 0xFF, 0xFF, 0x7F]]
        // One part, two parts, four parts, very many parts.
        case 1: [topic]
        case 2: [topic, noise]
        case 3: [topic, noise, [0, 0, 0, 0], noise]
        case 4: [topic] + [[UInt8]](repeating: [0], count: 100)
        // A counter of the wrong size, a hash of the wrong size.
        case 5: [topic, noise, [1, 2, 3]]
        case 6: [Array("hashblock".utf8), Array(noise.prefix(31)), [0, 0, 0, 0]]
        // More than a subscriber accepts: it has to disconnect.
        default: [topic, [UInt8](repeating: 0x5A, count: oversizeBytes), [0, 0, 0, 0]]
        }
    }
}
