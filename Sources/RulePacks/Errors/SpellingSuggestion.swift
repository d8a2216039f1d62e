/// The nearest of several known names to a misspelt one.
enum SpellingSuggestion {
    /// Longer names are not compared: the distance costs their product.
    private static let maximumLength = 64

    /// The name with the least edit distance, if that is at most a third of its length (at least 1); of equals the first.
    static func nearest(to word: String, among names: [String]) -> String? {
        let wanted = Array(word.unicodeScalars.map(\.properties.lowercaseMapping))
        guard wanted.count <= maximumLength else { return nil }
        var best: (name: String, distance: Int)?
        for name in names where !name.utf8.elementsEqual(word.utf8) {
            let candidate = Array(name.unicodeScalars.map(\.properties.lowercaseMapping))
            guard candidate.count <= maximumLength else { continue }
            let distance = distance(wanted, candidate)
            guard distance <= max(1, candidate.count / 3), distance < best?.distance ?? .max else { continue }
            best = (name, distance)
        }
        return best?.name
    }

    /// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
    private static func distance(_ left: [String], _ right: [String]) -> Int {
        guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
        var beforeLast = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        for row in 1...left.count {
            var current = [row] + [Int](repeating: 0, count: right.count)
            for column in 1...right.count {
                let cost = left[row - 1] == right[column - 1] ? 0 : 1
                current[column] = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + cost)
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    current[column] = min(current[column], beforeLast[column - 2] + 1)
                }
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
