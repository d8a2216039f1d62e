import Foundation

/// Prints figures as they come: a table, or one JSON object a line.
struct BenchReport {
    private let isJSON: Bool
    private var section = ""
    private(set) var rows: [BenchRow] = []

    init(isJSON: Bool) {
        self.isJSON = isJSON
    }

    mutating func add(_ row: BenchRow) {
        rows.append(row)
        if isJSON {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            if let data = try? encoder.encode(row) { print(String(decoding: data, as: UTF8.self)) }
        } else {
            if section != row.section {
                section = row.section
                print("\n\(section)")
            }
            print(line(row))
        }
        fflush(nil)
    }

    /// Says on standard error why something is not measured.
    func skip(_ section: String, _ reason: String) {
        FileHandle.standardError.write(Data("yushi-bench: \(section) skipped: \(reason)\n".utf8))
    }

    /// Says how many limits were kept.
    func finish() {
        guard !isJSON else { return }
        let limited = rows.compactMap(\.isKept)
        print("\n\(limited.count { $0 }) of \(limited.count) limits kept")
    }

    private func line(_ row: BenchRow) -> String {
        var text = "  " + Self.padded(row.name, to: 46) + Self.padded(Self.number(row.value), to: 12, fromLeft: true)
        text += " " + Self.padded(row.unit, to: 9)
        if let limit = row.limit, let bound = row.bound {
            text += (bound == .atLeast ? "≥ " : "≤ ") + Self.padded(Self.number(limit), to: 9)
            text += row.isKept == true ? "kept  " : "MISSED"
        }
        if let note = row.note { text += "  " + note }
        return text
    }

    private static func padded(_ text: String, to width: Int, fromLeft: Bool = false) -> String {
        let padding = String(repeating: " ", count: max(0, width - text.count))
        return fromLeft ? padding + text : text + padding
    }

    /// Three significant digits below 1,000, whole numbers above.
    private static func number(_ value: Double) -> String {
        let digits = value.magnitude >= 100 ? 0 : value.magnitude >= 10 ? 1 : 2
        return String(format: "%.\(digits)f", value)
    }
}
