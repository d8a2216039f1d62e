import ChainCrypto
import ChainFormats

/// `--validators` as keys or accounts.
enum ValidatorsArgument {
    /// - Parameter text: hex digits with or without `0x`, separated by commas; nil: nobody is named.
    static func keys(_ text: String?, of format: ChainFormat) throws -> [[UInt8]] {
        guard let text else { return [] }
        let length: Int
        switch format {
        case .evm: length = 20
        case .fisco: length = 64
        case .antelope, .monero, .zcash: throw unsuited(format.rawValue)
        }
        return try text.split(separator: ",").map { part in
            let digits = part.hasPrefix("0x") ? part.dropFirst(2) : part
            guard let bytes = HexDigits.decode(digits), bytes.count == length else {
                throw CommandFailure.badInput("validator \"\(part)\", expected \(2 * length) hexadecimal digits")
            }
            return bytes
        }
    }

    static func unsuited(_ format: String) -> CommandFailure {
        CommandFailure.badInput("blocks of \(format) name no validators: leave --validators out")
    }
}
