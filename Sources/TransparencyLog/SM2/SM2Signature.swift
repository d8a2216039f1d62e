import COpenSSL

/// The two forms of a signature: `r ‖ s` in notes, `SEQUENCE { r, s }` in DER for libcrypto (GM/T 0009-2012).
enum SM2Signature {
    /// nil unless there are 64 bytes.
    static func der(_ raw: [UInt8]) -> [UInt8]? {
        guard raw.count == SM2.signatureByteCount else { return nil }
        let content = DER.unsignedInteger(raw[..<32]) + DER.unsignedInteger(raw[32...])
        return DER.element(.sequence, content)
    }

    /// nil when it is not the DER of two numbers of at most 256 bits.
    static func raw(der: [UInt8]) -> [UInt8]? {
        var pointer: OpaquePointer?
        let parsed = der.withUnsafeBufferPointer { buffer in
            var position = buffer.baseAddress
            return d2i_ECDSA_SIG(&pointer, &position, buffer.count)
        }
        guard let parsed else { return nil }
        defer { ECDSA_SIG_free(parsed) }
        var raw = [UInt8](repeating: 0, count: SM2.signatureByteCount)
        let isWritten = raw.withUnsafeMutableBufferPointer { buffer -> Bool in
            guard let start = buffer.baseAddress else { return false }
            return BN_bn2binpad(ECDSA_SIG_get0_r(parsed), start, 32) == 32
                && BN_bn2binpad(ECDSA_SIG_get0_s(parsed), start + 32, 32) == 32
        }
        return isWritten ? raw : nil
    }
}
