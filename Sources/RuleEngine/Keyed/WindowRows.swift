/// What a window counts of each event of a tail, evaluated once an event: a table with one row an event.
struct WindowRows {
    private let width: Int
    private var values: [Scalar] = []
    private(set) var count = 0

    init(width: Int) {
        self.width = width
    }

    subscript(row: Int, column: Int) -> Scalar { values[row * width + column] }

    /// Adds a row at the end.
    /// - Parameter fill: appends exactly `width` values.
    mutating func append(_ fill: (inout [Scalar]) -> Void) {
        fill(&values)
        count += 1
    }

    mutating func insert(_ row: [Scalar], at index: Int) {
        values.insert(contentsOf: row, at: index * width)
        count += 1
    }

    /// - Parameter rows: ascending.
    mutating func remove(_ rows: [Int]) {
        guard let first = rows.first else { return }
        if rows.last == first + rows.count - 1 {
            values.removeSubrange(first * width..<(first + rows.count) * width)
        } else {
            var next = 0
            var kept: [Scalar] = []
            kept.reserveCapacity(values.count)
            for row in 0..<count {
                if next < rows.count, rows[next] == row {
                    next += 1
                } else {
                    kept.append(contentsOf: values[row * width..<(row + 1) * width])
                }
            }
            values = kept
        }
        count -= rows.count
    }
}
