import CELConformance

/// Prints generated expressions with their values, one JSON object a line, for `Fuzz/cel/compare.py`.
///
///     cel-differential SEED COUNT
@main
enum CELDifferential {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
        guard arguments.count == 2, let seed = arguments.first, let count = arguments.last, count <= 10_000_000 else {
            print("usage: cel-differential SEED COUNT")
            return
        }
        for line in try DifferentialRun().lines(seed: seed, count: Int(count)) { print(line) }
    }
}
