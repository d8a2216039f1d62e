/// Writes RLP, apart from the code under test.
enum TestRLP {
    static func bytes(_ content: [UInt8]) -> [UInt8] {
        content.count == 1 && content[0] < 0x80 ? content : head(0x80, content.count) + content
    }

    static func list(_ items: [[UInt8]]) -> [UInt8] {
        let content = items.flatMap { $0 }
        return head(0xc0, content.count) + content
    }

    private static func head(_ base: UInt8, _ count: Int) -> [UInt8] {
        guard count > 55 else { return [base + UInt8(count)] }
        var length: [UInt8] = []
        var rest = count
        while rest > 0 {
            length.insert(UInt8(rest & 0xff), at: 0)
            rest >>= 8
        }
        return [base + 55 + UInt8(length.count)] + length
    }
}
