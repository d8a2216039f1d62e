internal import CZeroMQ

/// Keys of 32 bytes as 40 characters of Z85 (RFC 32), which is how libzmq takes and gives them.
enum CurveText {
    /// 40 characters and the closing zero.
    static let size = 41

    private static let keySize = 32

    static func checked(_ bytes: [UInt8]) throws(ZeroMQError) -> [UInt8] {
        guard bytes.count == keySize else {
            throw ZeroMQError(.invalidKey, "a CURVE key has \(keySize) bytes, found \(bytes.count)")
        }
        return bytes
    }

    static func decode(_ z85: String) throws(ZeroMQError) -> [UInt8] {
        // libzmq 4.3 does not check the alphabet of its input.
        let alphabet = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#".utf8
        guard z85.utf8.count == size - 1, z85.utf8.allSatisfy(alphabet.contains) else {
            throw ZeroMQError(.invalidKey, "a CURVE key in Z85 has 40 characters of its alphabet (RFC 32)")
        }
        var bytes = [UInt8](repeating: 0, count: keySize)
        guard zmq_z85_decode(&bytes, z85) != nil else {
            throw ZeroMQError(.invalidKey, "the text is not Z85 (RFC 32)")
        }
        return bytes
    }

    static func encode(_ bytes: [UInt8]) -> String {
        var text = [CChar](repeating: 0, count: size)
        _ = zmq_z85_encode(&text, bytes, bytes.count)
        return string(text)
    }

    /// What libzmq has written, up to the closing zero.
    static func string(_ text: [CChar]) -> String {
        String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
