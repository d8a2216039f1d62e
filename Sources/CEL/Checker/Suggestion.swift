/// Finds the name somebody probably meant.
enum Suggestion {
    /// The closest of `names`, if it is at most two edits away (one for names of up to four letters).
    static func nearest(to name: String, among names: some Sequence<String>) -> String? {
        let wanted = Array(name.utf8.prefix(64))
        let limit = wanted.count <= 4 ? 1 : 2
        var best: (distance: Int, name: String)?
        for candidate in names where !candidate.hasPrefix("@") && !candidate.hasPrefix("_") {
            let letters = Array(candidate.utf8.prefix(64))
            guard abs(letters.count - wanted.count) <= limit else { continue }
            let distance = editDistance(wanted, letters)
            guard distance <= limit, distance > 0 else { continue }
            if let current = best {
                let isBetter =
                    distance < current.distance
                    || (distance == current.distance && candidate.utf8.lexicographicallyPrecedes(current.name.utf8))
                guard isBetter else { continue }
            }
            best = (distance, candidate)
        }
        return best?.name
    }

    /// Insertions, deletions, replacements and swaps of neighbours that turn one name into the other.
    private static func editDistance(_ first: [UInt8], _ second: [UInt8]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...second.count)
        for (row, letter) in first.enumerated() {
            var current = [row + 1]
            for (column, other) in second.enumerated() {
                var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (letter == other ? 0 : 1))
                if row > 0, column > 0, letter == second[column - 1], first[row - 1] == other {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return last.last ?? 0
    }
}
