/// Brings the spellings of one name or number together (vocabulary.md C3): width, case, spaces and punctuation make no
/// difference.
///
/// By tables of this file only, so that no release of a Unicode library changes a fingerprint:
/// * wide forms of ASCII and the ideographic space become ASCII, narrow katakana become wide, with their voiced marks;
/// * capitals of ASCII, Latin-1, Greek and Cyrillic become small;
/// * spaces, controls, punctuation and symbols are left out. Letters, digits and ideographs stay as they are, also
///   those that Unicode calls compatible (`㈱`, `①`, CJK compatibility ideographs): they are other characters.
public enum CanonicalText {
    /// The canonical form; empty when nothing but spaces and punctuation is there. Complexity is O(n).
    public static func fold(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var previous: UInt32?
        for scalar in text.unicodeScalars {
            let value = wide(scalar.value)
            if value == voicedMark || value == semiVoicedMark, let base = previous,
                let voiced = voiced(base, isFully: value == voicedMark), let folded = Unicode.Scalar(voiced)
            {
                result.removeLast()
                result.append(folded)
                previous = nil
                continue
            }
            previous = nil
            guard isKept(value), let folded = Unicode.Scalar(small(value)) else { continue }
            result.append(folded)
            // Only a narrow letter takes a narrow mark.
            if (0xFF66...0xFF9D).contains(scalar.value) { previous = value }
        }
        return String(result)
    }

    // MARK: Width

    /// Narrow katakana from U+FF66 on, in the order of their code points.
    private static let katakana: [UInt32] = [
        0x30F2, 0x30A1, 0x30A3, 0x30A5, 0x30A7, 0x30A9, 0x30E3, 0x30E5, 0x30E7, 0x30C3, 0x30FC, 0x30A2, 0x30A4, 0x30A6,
        0x30A8, 0x30AA, 0x30AB, 0x30AD, 0x30AF, 0x30B1, 0x30B3, 0x30B5, 0x30B7, 0x30B9, 0x30BB, 0x30BD, 0x30BF, 0x30C1,
        0x30C4, 0x30C6, 0x30C8, 0x30CA, 0x30CB, 0x30CC, 0x30CD, 0x30CE, 0x30CF, 0x30D2, 0x30D5, 0x30D8, 0x30DB, 0x30DE,
        0x30DF, 0x30E0, 0x30E1, 0x30E2, 0x30E4, 0x30E6, 0x30E8, 0x30E9, 0x30EA, 0x30EB, 0x30EC, 0x30ED, 0x30EF, 0x30F3,
    ]

    private static let voicedMark: UInt32 = 0xFF9E
    private static let semiVoicedMark: UInt32 = 0xFF9F

    private static func wide(_ value: UInt32) -> UInt32 {
        switch value {
        case 0xFF01...0xFF5E: value - 0xFEE0
        case 0x3000: 0x20
        case 0xFF66...0xFF9D: katakana[Int(value - 0xFF66)]
        default: value
        }
    }

    /// カ to ト and ハ to ホ have voiced forms one further, ハ to ホ semi-voiced ones two further; so does ウ, as ヴ.
    private static func voiced(_ base: UInt32, isFully: Bool) -> UInt32? {
        let isOfHa = [0x30CF, 0x30D2, 0x30D5, 0x30D8, 0x30DB].contains(base)
        guard isFully else { return isOfHa ? base + 2 : nil }
        switch base {
        case 0x30A6: return 0x30F4
        case 0x30EF: return 0x30F7
        case 0x30F2: return 0x30FA
        // ッ stands between チ and ツ, which shifts the pairs by one.
        case 0x30AB...0x30C1: return base % 2 == 1 ? base + 1 : nil
        case 0x30C4...0x30C8: return base % 2 == 0 ? base + 1 : nil
        default: return isOfHa ? base + 1 : nil
        }
    }

    // MARK: Case

    private static func small(_ value: UInt32) -> UInt32 {
        switch value {
        case 0x41...0x5A, 0xC0...0xD6, 0xD8...0xDE, 0x391...0x3A1, 0x3A3...0x3AB, 0x410...0x42F: value + 0x20
        case 0x400...0x40F: value + 0x50
        default: value
        }
    }

    // MARK: What stays

    private static func isKept(_ value: UInt32) -> Bool {
        switch value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0..<0xC0, 0xD7, 0xF7: false
        // Spaces, dashes, quotes, raised figures, currency signs, № and ™, arrows, mathematics, boxes, symbols. Roman
        // and circled numbers are none.
        case 0x2000...0x214F, 0x2190...0x245F, 0x2500...0x2BFF, 0x2E00...0x2E7F: false
        // 々〆〇 are letters of names.
        case 0x3005...0x3007: true
        case 0x3001...0x303F, 0x30A0, 0x30FB: false
        // Variation selectors, vertical and small forms, byte order mark, narrow punctuation, wide signs, tags.
        case 0xFE00...0xFE6F, 0xFEFF, 0xFF5F...0xFF65, 0xFF9E...0xFF9F, 0xFFE0...0xFFFF, 0xE0000...0xE0FFF: false
        default: true
        }
    }
}
