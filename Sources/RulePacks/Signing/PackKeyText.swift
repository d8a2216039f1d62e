package import TransparencyLog

/// Reads the text of a public key, a vkey, out of a file.
package enum PackKeyText {
    /// `nil` after a report.
    package static func read(_ node: YAMLNode, _ name: String, _ diagnostics: Diagnostics) -> VerifierKey? {
        guard let text = diagnostics.text(node, name) else { return nil }
        do throws(LogError) {
            let key = try VerifierKey(text)
            if key.type.isVerifiableLog { return key }
        } catch {}
        diagnostics.report(.wrongType, at: node.location, [name, "a public key, NAME+ID+BASE64", node.kind])
        return nil
    }
}
