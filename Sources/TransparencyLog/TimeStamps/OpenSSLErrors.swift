import COpenSSL

/// The queue of errors that libcrypto keeps for each thread.
enum OpenSSLErrors {
    /// Takes all entries off the queue: reasons and details, oldest first, for people.
    static func take() -> String {
        var texts: [String] = []
        while texts.count < 20 {
            var data: UnsafePointer<CChar>?
            var flags: CInt = 0
            let code = ERR_get_error_all(nil, nil, nil, &data, &flags)
            guard code != 0 else { break }
            var text = ERR_reason_error_string(code).map { String(cString: $0) } ?? "error \(code)"
            if flags & ERR_TXT_STRING != 0, let data, data[0] != 0 { text += " (\(String(cString: data)))" }
            texts.append(text)
        }
        ERR_clear_error()
        return texts.isEmpty ? "no reason given" : texts.joined(separator: ", ")
    }
}
