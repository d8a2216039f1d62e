import ChainCrypto
import ChainFormats

/// `--validators` as keys or accounts.
enum ValidatorsArgument {
    /// - Parameter text: hex digits with or without `0x`, separated by commas; nil: nobody is named.
    static func keys(_ text: String?, of format: ChainFormat) throws -> [[UInt8]] {
        guard let text else { return [] }
        if format == .envelope { return try signingKeys(text, of: "--validators").map(\.bytes) }
        let length: Int
        switch format {
        case .evm: length = 20
        case .fisco: length = 64
        case .antelope, .envelope, .monero, .zcash: throw unsuited(format.rawValue)
        }
        return try text.split(separator: ",").map { part in
            let digits = part.hasPrefix("0x") ? part.dropFirst(2) : part
            guard let bytes = HexDigits.decode(digits), bytes.count == length else {
                throw CommandFailure.badInput("validator \"\(part)\", expected \(2 * length) hexadecimal digits")
            }
            return bytes
        }
    }

    /// Keys with the scheme they sign by, separated by commas.
    static func signingKeys(_ text: String?, of option: String) throws -> [SigningKey] {
        try (text ?? "").split(separator: ",").map { part in
            guard let key = SigningKey(part) else {
                throw CommandFailure.badInput(
                    "\(option) \"\(part.prefix(140))\", expected SCHEME:HEX with one of "
                        + SignatureScheme.allCases.map { "\($0.rawValue) (\($0.keyByteCount) bytes)" }
                        .joined(separator: ", "))
            }
            return key
        }
    }

    static func unsuited(_ format: String) -> CommandFailure {
        CommandFailure.badInput("blocks of \(format) name no validators: leave --validators out")
    }
}
