/// Writes the few forms of DER (ITU-T X.690) that are made here: time-stamp requests and SM2 signatures. Reading is left
/// to libcrypto.
enum DER {
    /// A tag of the universal class.
    enum Tag: UInt8 {
        case boolean = 0x01
        case integer = 0x02
        case octetString = 0x04
        case null = 0x05
        case objectIdentifier = 0x06
        case sequence = 0x30
    }

    /// Tag, length, content.
    static func element(_ tag: Tag, _ content: [UInt8]) -> [UInt8] {
        var output = [tag.rawValue]
        if content.count < 0x80 {
            output.append(UInt8(content.count))
        } else {
            let length = BigEndian.bytes(UInt64(content.count)).drop { $0 == 0 }
            output.append(0x80 | UInt8(length.count))
            output.append(contentsOf: length)
        }
        return output + content
    }

    /// An INTEGER that is not negative.
    ///
    /// - Parameter bytes: big-endian; leading zeros are dropped.
    static func unsignedInteger(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var content = Array(bytes.drop { $0 == 0 })
        if content.first.map({ $0 >= 0x80 }) ?? true { content.insert(0, at: 0) }
        return element(.integer, content)
    }
}
