import COpenSSL

/// A fetched algorithm. OpenSSL 3 looks an algorithm up by name at every implicit fetch, which costs more than
/// hashing a tree node; so each is fetched once for the process.
///
/// `@unchecked Sendable`: an `EVP_MD` is immutable after the fetch and shared between threads by design
/// (EVP_MD_fetch(3)); it is never freed.
struct FetchedDigest: @unchecked Sendable {
    let pointer: OpaquePointer

    private static let sha256 = FetchedDigest("SHA256")
    private static let sm3 = FetchedDigest("SM3")

    private init(_ name: String) {
        // Without it nothing here can be right. libcrypto has SHA-256 in the default and FIPS providers, SM3 in the
        // default one.
        guard let fetched = EVP_MD_fetch(nil, name, nil) else {
            preconditionFailure("libcrypto offers no \(name): check its provider configuration")
        }
        pointer = fetched
    }

    static func of(_ algorithm: HashAlgorithm) -> FetchedDigest {
        switch algorithm {
        case .sha256: sha256
        case .sm3: sm3
        }
    }
}
