import CDigests

/// RIPEMD-160 (ISO/IEC 10118-3).
public enum RIPEMD160 {
    /// The 20-byte digest of a buffer.
    public static func hash(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 20) { buffer, count in
            cdigests_ripemd160(bytes.baseAddress, bytes.count, buffer.baseAddress)
            count = 20
        }
    }
}
