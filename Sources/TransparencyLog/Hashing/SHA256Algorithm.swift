import COpenSSL

/// The fetched algorithm. OpenSSL 3 looks an algorithm up by name at every implicit fetch, which costs more than
/// hashing a tree node; so it is fetched once for the process.
///
/// `@unchecked Sendable`: an `EVP_MD` is immutable after the fetch and shared between threads by design
/// (EVP_MD_fetch(3)); it is never freed.
struct SHA256Algorithm: @unchecked Sendable {
    let pointer: OpaquePointer

    static let shared: SHA256Algorithm = {
        let fetched = EVP_MD_fetch(nil, "SHA256", nil)
        // Without SHA-256 nothing here can be right. Every build of libcrypto has it, in the default and FIPS providers.
        guard let fetched else { preconditionFailure("libcrypto offers no SHA-256: check its provider configuration") }
        return SHA256Algorithm(pointer: fetched)
    }()
}
