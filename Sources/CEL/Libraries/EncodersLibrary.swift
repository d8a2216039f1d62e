/// `base64.encode base64.decode` (cel-go ext/encoders).
enum EncodersLibrary {
    static let declarations: [FunctionDeclaration] = [
        FunctionDeclaration(
            "base64.encode",
            .global("base64_encode_bytes", .bytes, .string) { context, bytes in
                guard case .bytes(let bytes) = bytes else { return .null }
                guard Libraries.charge(context, bytes: bytes.count * 2) else { return .budgetExceeded }
                return .string(Base64.encode(bytes))
            }),
        FunctionDeclaration(
            "base64.decode",
            .global("base64_decode_string", .string, .bytes) { context, text in
                guard case .string(let text) = text else { return .null }
                guard Libraries.charge(context, bytes: text.utf8.count) else { return .budgetExceeded }
                return Libraries.attempt { () throws(TextError) in .bytes(try Base64.decode(text)) }
            }),
    ]
}
