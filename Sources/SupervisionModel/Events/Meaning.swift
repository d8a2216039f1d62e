/// What a type or a field of the vocabulary means, in both languages. For people only: nothing is computed from it.
public struct Meaning: Hashable, Sendable {
    public let zh: String
    public let en: String

    public init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }
}
