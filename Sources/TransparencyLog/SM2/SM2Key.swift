import COpenSSL

/// An SM2 key as libcrypto holds it. One owner, freed with it.
final class SM2Key {
    let pointer: OpaquePointer

    /// - Parameters:
    ///   - publicKey: 65 bytes.
    ///   - scalar: the 32 bytes of the private number; nil for a key that only verifies.
    init?(publicKey: [UInt8], scalar: [UInt8]? = nil) {
        guard publicKey.count == SM2.publicKeyByteCount, publicKey[0] == 0x04,
            let context = EVP_PKEY_CTX_new_from_name(nil, "SM2", nil)
        else { return nil }
        defer {
            EVP_PKEY_CTX_free(context)
            ERR_clear_error()
        }
        var group: [CChar] = Array("SM2".utf8CString)
        var point = publicKey
        // libcrypto takes numbers in the byte order of the machine.
        var number: [UInt8] = []
        if let scalar { number = scalar.reversed() }
        if UInt16(1).bigEndian == 1 { number.reverse() }
        defer { for index in number.indices { number[index] = 0 } }
        let key: OpaquePointer? = group.withUnsafeMutableBufferPointer { group in
            point.withUnsafeMutableBufferPointer { point in
                number.withUnsafeMutableBufferPointer { number in
                    var parameters = [
                        OSSL_PARAM_construct_utf8_string(Self.pointer(to: "group"), group.baseAddress, 0),
                        OSSL_PARAM_construct_octet_string(Self.pointer(to: "pub"), point.baseAddress, point.count),
                    ]
                    if !number.isEmpty {
                        parameters.append(
                            OSSL_PARAM_construct_BN(Self.pointer(to: "priv"), number.baseAddress, number.count))
                    }
                    parameters.append(OSSL_PARAM_construct_end())
                    let selection = CInt(number.isEmpty ? COPENSSL_PKEY_PUBLIC_KEY : COPENSSL_PKEY_KEYPAIR)
                    var key: OpaquePointer?
                    guard EVP_PKEY_fromdata_init(context) == 1,
                        EVP_PKEY_fromdata(context, &key, selection, &parameters) == 1
                    else { return nil }
                    return key
                }
            }
        }
        guard let key else { return nil }
        pointer = key
    }

    deinit {
        EVP_PKEY_free(pointer)
    }

    /// The name of a parameter (core_names.h, `OSSL_PKEY_PARAM_…`). A parameter keeps the pointer, so it must outlive the
    /// call that makes it.
    private static func pointer(to name: StaticString) -> UnsafePointer<CChar> {
        UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
    }
}

/// A digest context to which the identity of the signer is bound: what signing and verifying begin with.
final class SM2Operation {
    let context: OpaquePointer
    private let keyContext: OpaquePointer

    init?(_ key: SM2Key) {
        guard let keyContext = EVP_PKEY_CTX_new_from_pkey(nil, key.pointer, nil) else { return nil }
        guard let context = EVP_MD_CTX_new() else {
            EVP_PKEY_CTX_free(keyContext)
            return nil
        }
        self.context = context
        self.keyContext = keyContext
        // The digest context uses the key context and leaves its freeing to us.
        EVP_MD_CTX_set_pkey_ctx(context, keyContext)
        guard EVP_PKEY_CTX_set1_id(keyContext, SM2.identity, CInt(SM2.identity.count)) == 1 else { return nil }
    }

    deinit {
        EVP_MD_CTX_free(context)
        EVP_PKEY_CTX_free(keyContext)
    }
}
