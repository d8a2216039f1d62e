/// The elements of a constant list, prepared for `x in list`.
///
/// Strings and integers are found by hash; the rest, and lists where the kinds mix, by comparison.
struct ConstantSet: Sendable {
    private enum Contents: Sendable {
        case texts(TextTable)
        case ints([Int64])
        case values([Value])
    }

    private let contents: Contents
    let count: Int

    init(_ values: [Value]) {
        count = values.count
        var texts: [String] = []
        var ints: [Int64] = []
        for value in values {
            if case .string(let text) = value { texts.append(text) }
            if case .int(let int) = value { ints.append(int) }
        }
        if texts.count == values.count {
            contents = .texts(TextTable(texts))
        } else if ints.count == values.count {
            contents = .ints(ints.sorted())
        } else {
            contents = .values(values)
        }
    }

    @inline(__always)
    func contains(_ value: Value, _ frame: FramePointer) -> Bool {
        switch (contents, value) {
        case (.texts(let table), .string(let text)): table.contains(text)
        case (.texts, _): false
        case (.ints(let ints), .int(let int)): Self.contains(ints, int)
        case (.ints(let ints), _): ints.contains { equal(.int($0), value, frame) }
        case (.values(let values), _): values.contains { equal($0, value, frame) }
        }
    }

    private func equal(_ left: Value, _ right: Value, _ frame: FramePointer) -> Bool {
        var comparison = ValueComparison(frame)
        return comparison.equal(left, right)
    }

    private static func contains(_ sorted: [Int64], _ wanted: Int64) -> Bool {
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] == wanted { return true }
            if sorted[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        return false
    }
}

/// Constant strings in an open table, found by their bytes.
final class TextTable: Sendable {
    private let cells: [(hash: UInt64, text: String)?]
    private let mask: Int

    init(_ texts: [String]) {
        var size = 8
        while size < texts.count * 2 { size *= 2 }
        var cells: [(hash: UInt64, text: String)?] = Array(repeating: nil, count: size)
        for text in texts {
            let hash = UTF8Comparison.hash(text)
            var index = Int(truncatingIfNeeded: hash) & (size - 1)
            while let cell = cells[index], cell.hash != hash || !UTF8Comparison.equal(cell.text, text) {
                index = (index + 1) & (size - 1)
            }
            cells[index] = (hash, text)
        }
        self.cells = cells
        mask = size - 1
    }

    func contains(_ text: String) -> Bool {
        let hash = UTF8Comparison.hash(text)
        var index = Int(truncatingIfNeeded: hash) & mask
        while let cell = cells[index] {
            if cell.hash == hash, UTF8Comparison.equal(cell.text, text) { return true }
            index = (index + 1) & mask
        }
        return false
    }
}
