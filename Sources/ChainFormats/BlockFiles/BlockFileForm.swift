/// How blocks are written in a file; found out from its first bytes.
public enum BlockFileForm: Hashable, Sendable {
    /// The bytes of one block and nothing else.
    case raw
    /// Lines of hex, each one block.
    case hexLines
    /// Lines of JSON: `{"raw": "<hex>"}`, or a captured publication `{"topic": "rawblock", "frames": [topic, body, …]}`
    /// in hex (topics `rawblock` and `rawblock2`; other topics are passed over).
    case jsonLines
    /// Frames of magic 4 bytes, length 4 bytes little-endian, block; zero bytes between frames and at the end are
    /// padding (Bitcoin Core's `blk*.dat`).
    case framed

    /// The form that the first bytes of a file show.
    ///
    /// - Parameter first: at least 64 bytes, or the whole file if it is shorter.
    init(first: some Collection<UInt8>, network: BitcoinNetwork) {
        if network.magics.contains(where: { first.prefix(4).elementsEqual($0) }) {
            self = .framed
            return
        }
        let text = first.drop { [0x20, 0x09, 0x0a, 0x0d].contains($0) }
        if text.first == UInt8(ascii: "{") {
            self = .jsonLines
        } else if !text.isEmpty, text.prefix(64).allSatisfy(Self.isHexText) {
            self = .hexLines
        } else {
            self = .raw
        }
    }

    /// Hex digits and line ends. A version number is never made of four of them on any network so far.
    private static func isHexText(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x46, 0x61...0x66, 0x0a, 0x0d: true
        default: false
        }
    }
}
