import RuleEngine
import SupervisionModel
import Testing

@Suite struct TagListTests {
    private func list(_ tags: (String, String)...) -> TagList {
        TagList(
            id: "pools", version: "1", content: .zero,
            tags: tags.map { TagList.Tag(bytes: Array($0.0.utf8), label: $0.1) })
    }

    @Test func theLongestTagCounts() {
        let list = list(("/pool/", "short"), ("/pool/eu/", "long"), ("pool", "shortest"))
        #expect(list.label(in: Array("ab/pool/eu/cd".utf8)) == "long")
        #expect(list.label(in: Array("ab/pool/us/cd".utf8)) == "short")
        #expect(list.label(in: Array("carpool".utf8)) == "shortest")
        #expect(list.label(in: Array("nothing".utf8)) == nil)
        #expect(list.label(in: [UInt8]()) == nil)
    }

    @Test func theOrderOfTagsDoesNotMatter() {
        let one = list(("bb", "B"), ("aa", "A"))
        let other = list(("aa", "A"), ("bb", "B"))
        let script = Array("..bb..aa..".utf8)
        #expect(one.label(in: script) == "A", "of equal length the first in byte order")
        #expect(one.tags == other.tags)
    }

    @Test func bytesAreCompared() {
        let list = list(("é", "composed"))
        #expect(list.label(in: Array("e\u{301}".utf8)) == nil)
        #expect(list.label(in: [0xFF] + Array("é".utf8)) == "composed")
    }

    @Test func emptyAndRepeatedTagsAreLeftOut() {
        let list = list(("", "empty"), ("x", "first"), ("x", "second"))
        #expect(list.tags.map(\.label) == ["first"])
    }
}
