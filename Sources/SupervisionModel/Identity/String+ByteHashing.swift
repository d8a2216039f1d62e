extension String {
    /// Hashes the UTF-8 bytes in one call. (`String`'s own hash is that of canonical equivalence: slower, and equal for
    /// texts that are different bytes.)
    public func combineBytes(into hasher: inout Hasher) {
        let isCombined: Void? = utf8.withContiguousStorageIfAvailable {
            hasher.combine(bytes: UnsafeRawBufferPointer($0))
        }
        if isCombined == nil { for byte in utf8 { hasher.combine(byte) } }
    }
}
