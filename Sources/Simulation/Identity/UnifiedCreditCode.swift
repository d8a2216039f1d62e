/// Unified social credit codes (统一社会信用代码, GB 32100-2015): 18 characters, the last one a check character.
public enum UnifiedCreditCode {
    /// Digits and capital letters without I, O, S, V and Z; the place of a character is its value.
    static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
    /// Regions of GB/T 2260 in which the parties of a simulation are registered.
    private static let regions = ["110105", "310115", "330106", "350100", "440300", "500103", "510107"]

    /// A code with a valid check character.
    ///
    /// - Parameter number: the same number gives the same code; different ones up to 31^5 differ in their organisation part.
    public static func make(_ number: Int, random: inout SeededRandom) -> String {
        var organisation: [UInt8] = []
        var rest = number
        for _ in 0..<5 {
            organisation.append(alphabet[rest % 31])
            rest /= 31
        }
        let body =
            "91" + regions[random.below(regions.count)] + "MA" + random.text(2, of: alphabet)
            + String(decoding: organisation, as: UTF8.self)
        return body + check(Array(body.utf8))
    }

    /// The check character of 17 characters: `(31 − Σ value × 3^(i−1) mod 31) mod 31`.
    static func check(_ body: [UInt8]) -> String {
        var sum = 0
        var weight = 1
        for byte in body {
            sum += (alphabet.firstIndex(of: byte) ?? 0) * weight
            weight = weight * 3 % 31
        }
        return String(decoding: [alphabet[(31 - sum % 31) % 31]], as: UTF8.self)
    }
}
