import COpenSSL

/// A response as libcrypto holds it. One owner, freed with it.
final class ParsedTimeStamp {
    private let pointer: OpaquePointer

    /// - Throws: `.tooLarge`, `.malformedTimeStamp`.
    init(_ bytes: [UInt8]) throws(LogError) {
        guard bytes.count <= TimeStampResponse.maximumByteCount else {
            throw LogError(
                .tooLarge,
                "a time-stamp response of \(bytes.count) bytes; at most \(TimeStampResponse.maximumByteCount)")
        }
        ERR_clear_error()
        var consumed = 0
        let parsed = bytes.withUnsafeBufferPointer { buffer in
            var position = buffer.baseAddress
            let parsed = d2i_TS_RESP(nil, &position, buffer.count)
            if let position, let start = buffer.baseAddress { consumed = position - start }
            return parsed
        }
        guard let parsed else {
            throw LogError(.malformedTimeStamp, "no TimeStampResp in DER: \(OpenSSLErrors.take())")
        }
        guard consumed == bytes.count else {
            TS_RESP_free(parsed)
            throw LogError(.malformedTimeStamp, "\(bytes.count - consumed) bytes follow the TimeStampResp")
        }
        pointer = parsed
    }

    deinit {
        TS_RESP_free(pointer)
    }

    /// `PKIStatus`.
    var status: Int {
        guard let information = TS_RESP_get_status_info(pointer) else { return Int(TS_STATUS_REJECTION) }
        return ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(information))
    }

    /// The texts of the status, and the numbers of the bits in `PKIFailureInfo`.
    var statusText: String {
        guard let information = TS_RESP_get_status_info(pointer) else { return "" }
        var parts: [String] = []
        if let texts = TS_STATUS_INFO_get0_text(information) {
            for index in 0..<min(OPENSSL_sk_num(texts), 20) {
                guard let text = OPENSSL_sk_value(texts, index) else { continue }
                let string = UnsafeRawPointer(text).assumingMemoryBound(to: ASN1_STRING.self)
                parts.append(String(decoding: Self.bytes(of: string), as: UTF8.self))
            }
        }
        if let failures = TS_STATUS_INFO_get0_failure_info(information) {
            let bits = (CInt(0)..<32).filter { ASN1_BIT_STRING_get_bit(failures, $0) == 1 }
            if !bits.isEmpty { parts.append("failure bits \(bits.map { "\($0)" }.joined(separator: " "))") }
        }
        return String(parts.joined(separator: "; ").prefix(1_000))
    }

    /// What the token says; nil when there is none.
    ///
    /// - Throws: `.malformedTimeStamp` for a time that is none, or before 1970.
    func content() throws(LogError) -> TimeStampResponse.Content? {
        guard let information = TS_RESP_get_tst_info(pointer) else { return nil }
        defer { ERR_clear_error() }
        guard let imprint = TS_TST_INFO_get_msg_imprint(information),
            let digest = TS_MSG_IMPRINT_get_msg(imprint),
            let serial = TS_TST_INFO_get_serial(information),
            let policy = TS_TST_INFO_get_policy_id(information),
            let time = Self.time(of: information)
        else { throw LogError(.malformedTimeStamp, "the time stamp lacks a part or its time is none") }
        var object: OpaquePointer?
        X509_ALGOR_get0(&object, nil, nil, TS_MSG_IMPRINT_get_algo(imprint))
        let nid = object.map { OBJ_obj2nid($0) }
        var nonce: [UInt8]?
        if let number = TS_TST_INFO_get_nonce(information), ASN1_STRING_type(number) & V_ASN1_NEG == 0 {
            nonce = Array(Self.bytes(of: number).drop { $0 == 0 })
        }
        let sign = ASN1_STRING_type(serial) & V_ASN1_NEG == 0 ? "" : "-"
        return TimeStampResponse.Content(
            time: time, algorithm: ImprintAlgorithm.allCases.first { $0.nid == nid }, imprint: Self.bytes(of: digest),
            nonce: nonce, policy: Self.text(of: policy),
            serialNumber: sign + Hexadecimal.encode(Self.bytes(of: serial)))
    }

    /// - Throws: `.untrustedTimeStamp`.
    func verifySignature(trust: TimeStampTrust, time: UInt64) throws(LogError) {
        ERR_clear_error()
        guard let context = TS_VERIFY_CTX_new(), let store = X509_STORE_new() else {
            throw LogError(.untrustedTimeStamp, "out of memory")
        }
        defer { TS_VERIFY_CTX_free(context) }
        // The context owns both from here on.
        TS_VERIFY_CTX_set_store(context, store)
        for bytes in trust.roots {
            guard let root = Certificate(bytes),
                withExtendedLifetime(root, { X509_STORE_add_cert(store, $0.pointer) }) == 1
            else {
                throw LogError(.untrustedTimeStamp, "a root certificate cannot be used: \(OpenSSLErrors.take())")
            }
        }
        if let others = OPENSSL_sk_new_null() {
            TS_VERIFY_CTX_set_certs(context, others)
            for bytes in trust.intermediates {
                guard let certificate = Certificate(bytes) else { continue }
                withExtendedLifetime(certificate) {
                    // The list owns one reference of each.
                    if X509_up_ref($0.pointer) == 1, OPENSSL_sk_push(others, UnsafeRawPointer($0.pointer)) <= 0 {
                        X509_free($0.pointer)
                    }
                }
            }
        }
        X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store), Int(clamping: time))
        let flags = UInt32(TS_VFY_SIGNATURE) | UInt32(TS_VFY_VERSION) | UInt32(TS_VFY_SIGNER)
        TS_VERIFY_CTX_set_flags(context, CInt(bitPattern: flags))
        guard withExtendedLifetime(self, { TS_RESP_verify_response(context, pointer) }) == 1 else {
            throw LogError(.untrustedTimeStamp, "the time stamp does not verify: \(OpenSSLErrors.take())")
        }
    }

    private static func bytes(of string: UnsafePointer<ASN1_STRING>) -> [UInt8] {
        Array(UnsafeBufferPointer(start: ASN1_STRING_get0_data(string), count: Int(max(0, ASN1_STRING_length(string)))))
    }

    private static func text(of object: OpaquePointer) -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        let count = OBJ_obj2txt(&buffer, CInt(buffer.count), object, 1)
        return String(
            decoding: buffer.prefix(Int(max(0, min(count, 255)))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func time(of information: OpaquePointer) -> UInt64? {
        var parts = tm()
        guard let time = TS_TST_INFO_get_time(information), ASN1_TIME_to_tm(time, &parts) == 1 else { return nil }
        let days = CivilDay.daysSince1970(
            year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
        let seconds = Int(parts.tm_hour) * 3_600 + Int(parts.tm_min) * 60 + Int(parts.tm_sec)
        return UInt64(exactly: days * 86_400 + seconds)
    }
}
