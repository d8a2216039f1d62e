import COpenSSL

/// The hash function of the imprint in a time stamp.
public enum ImprintAlgorithm: String, Sendable, Hashable, CaseIterable {
    case sha256
    case sha384
    case sha512
    case sm3

    /// The number of bytes of a digest.
    public var byteCount: Int {
        switch self {
        case .sha256, .sm3: 32
        case .sha384: 48
        case .sha512: 64
        }
    }

    /// libcrypto's number of the algorithm.
    var nid: CInt {
        switch self {
        case .sha256: NID_sha256
        case .sha384: NID_sha384
        case .sha512: NID_sha512
        case .sm3: NID_sm3
        }
    }

    /// The OBJECT IDENTIFIER in DER (RFC 5754 section 2; GM/T 0006-2012).
    var objectIdentifier: [UInt8] {
        switch self {
        case .sha256: [0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01]
        case .sha384: [0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02]
        case .sha512: [0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03]
        case .sm3: [0x06, 0x08, 0x2A, 0x81, 0x1C, 0xCF, 0x55, 0x01, 0x83, 0x11]
        }
    }
}
