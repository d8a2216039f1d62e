/// The textual form of certificates (RFC 7468).
enum PEM {
    private static let begin: [UInt8] = Array("-----BEGIN CERTIFICATE-----".utf8)
    private static let end: [UInt8] = Array("-----END CERTIFICATE-----".utf8)

    /// The bytes of each certificate block of a text, in order; text outside of blocks is ignored.
    ///
    /// - Throws: `.tooLarge`, `.malformedBase64` for a block that is not base 64 or does not end.
    static func certificates(in text: [UInt8]) throws(LogError) -> [[UInt8]] {
        guard text.count <= TimeStampTrust.maximumByteCount else {
            throw LogError(
                .tooLarge, "\(text.count) bytes of certificates; at most \(TimeStampTrust.maximumByteCount)")
        }
        var certificates: [[UInt8]] = []
        var block: [UInt8]?
        var number = 0
        for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            var line = line
            while let last = line.last, last == 0x0D || last == 0x20 || last == 0x09 { line.removeLast() }
            if line.elementsEqual(begin) {
                guard block == nil else { throw LogError(.malformedBase64, line: number, "a block inside a block") }
                block = []
            } else if line.elementsEqual(end) {
                guard let content = block, let bytes = Base64.decode(content) else {
                    throw LogError(.malformedBase64, line: number, "the certificate that ends here is not base 64")
                }
                certificates.append(bytes)
                block = nil
            } else {
                block?.append(contentsOf: line)
            }
        }
        guard block == nil else { throw LogError(.malformedBase64, line: number, "a certificate does not end") }
        return certificates
    }
}
