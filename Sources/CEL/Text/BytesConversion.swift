/// The conversions between `string` and `bytes`.
package enum BytesConversion {
    /// `string(bytes)`: the bytes must be UTF-8, without surrogates or overlong forms.
    package static func string(_ bytes: [UInt8]) throws(TextError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .invalidUTF8 }
        return text
    }

    /// `bytes(string)`: the UTF-8 bytes.
    package static func bytes(_ text: String) -> [UInt8] {
        Array(text.utf8)
    }
}
