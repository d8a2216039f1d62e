import SupervisionModel
import Testing

/// Width, case and punctuation make no difference; everything else does.
@Suite struct CanonicalTextTests {
    @Test(arguments: [
        ("INV-2025/0001", "inv20250001"), ("ＩＮＶ－２０２５／０００１", "inv20250001"), ("  a\tb\u{3000}c\n", "abc"),
        ("甲公司（福建）", "甲公司福建"), ("「甲」·乙・丙、丁。", "甲乙丙丁"), ("々〆〇", "々〆〇"), ("№ 12 ™", "12"),
        ("ｶﾞｷﾞｸﾞｼﾞﾁﾞﾂﾞﾄﾞﾊﾞﾊﾟﾎﾟｳﾞﾜﾞｦﾞ", "ガギグジヂヅドバパポヴヷヺ"), ("ｱﾞ", "ア"), ("ﾞｱ", "ア"), ("カ\u{FF9E}", "カ"),
        ("ｯﾞﾅﾞﾝ", "ッナン"), ("ÀÖØÞß×÷", "àöøþß"), ("ΑΡΣΩ", "αρσω"), ("ЀЁЏАЯ", "ѐёџая"), ("㈱①Ⅳ", "㈱①Ⅳ"),
        ("￥100.00", "10000"), ("a\u{200B}\u{FEFF}b\u{FE0F}", "ab"), ("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", ""),
        ("", ""),
        ("한국ᄀ", "한국ᄀ"), ("😀a", "😀a"),
    ])
    func folds(_ text: String, _ expected: String) {
        #expect(Array(CanonicalText.fold(text).utf8) == Array(expected.utf8))
    }

    @Test func foldingTwiceChangesNothing() {
        var scalars = String.UnicodeScalarView()
        for value in [0..<0x600, 0x2000..<0x3200, 0xFE00..<0x10000] as [Range<UInt32>] {
            for point in value { if let scalar = Unicode.Scalar(point) { scalars.append(scalar) } }
        }
        let once = CanonicalText.fold(String(scalars))
        #expect(CanonicalText.fold(once).utf8.elementsEqual(once.utf8))
        #expect(!once.utf8.contains(0x0A))
    }

    @Test(arguments: [("甲", "乙"), ("0", "O"), ("1", "l"), ("台", "臺"), ("é", "e"), ("ガ", "カ")])
    func differentCharactersStayDifferent(_ one: String, _ other: String) {
        #expect(CanonicalText.fold(one) != CanonicalText.fold(other))
    }
}
