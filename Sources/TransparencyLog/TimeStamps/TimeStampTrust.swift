import COpenSSL

/// Whom a verifier believes about time: root certificates, and others that may be missing in responses.
public struct TimeStampTrust: Sendable, Hashable {
    /// A longer certificate, or file of certificates, is refused unread.
    public static let maximumByteCount = 262_144

    /// Self-signed certificates in DER.
    public let roots: [[UInt8]]
    /// Certificates of intermediate authorities and of the time-stamping authority itself, in DER; they prove nothing
    /// unless a root stands above them.
    public let intermediates: [[UInt8]]

    /// - Throws: `.malformedTimeStamp` for what is no certificate, or when there is no root.
    public init(roots: [[UInt8]], intermediates: [[UInt8]] = []) throws(LogError) {
        guard !roots.isEmpty else { throw LogError(.malformedTimeStamp, "at least one root certificate is needed") }
        for (number, bytes) in (roots + intermediates).enumerated() {
            guard Certificate(bytes) != nil else {
                throw LogError(.malformedTimeStamp, "number \(number) is no certificate in DER")
            }
        }
        self.roots = roots
        self.intermediates = intermediates
    }

    /// Sorts the certificates of a chain file: those that name themselves as issuer are the roots.
    ///
    /// - Parameter pem: a text with `-----BEGIN CERTIFICATE-----` blocks; what stands between them is ignored.
    /// - Throws: `.tooLarge`, `.malformedBase64`, `.malformedTimeStamp`.
    public init(pem: [UInt8]) throws(LogError) {
        var roots: [[UInt8]] = []
        var intermediates: [[UInt8]] = []
        for bytes in try PEM.certificates(in: pem) {
            guard let certificate = Certificate(bytes) else {
                throw LogError(.malformedTimeStamp, "a block of the file is no certificate")
            }
            if certificate.isSelfIssued { roots.append(bytes) } else { intermediates.append(bytes) }
        }
        try self.init(roots: roots, intermediates: intermediates)
    }
}

/// A certificate as libcrypto holds it. One owner, freed with it.
final class Certificate {
    let pointer: OpaquePointer

    /// nil unless the bytes are one certificate in DER and nothing else.
    init?(_ bytes: [UInt8]) {
        guard bytes.count <= TimeStampTrust.maximumByteCount else { return nil }
        defer { ERR_clear_error() }
        var consumed = 0
        let parsed = bytes.withUnsafeBufferPointer { buffer in
            var position = buffer.baseAddress
            let parsed = d2i_X509(nil, &position, buffer.count)
            if let position, let start = buffer.baseAddress { consumed = position - start }
            return parsed
        }
        guard let parsed else { return nil }
        guard consumed == bytes.count else {
            X509_free(parsed)
            return nil
        }
        pointer = parsed
    }

    var isSelfIssued: Bool {
        withExtendedLifetime(self) {
            X509_NAME_cmp(X509_get_subject_name(pointer), X509_get_issuer_name(pointer)) == 0
        }
    }

    deinit {
        X509_free(pointer)
    }
}
