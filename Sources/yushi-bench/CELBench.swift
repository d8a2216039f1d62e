import CELConformance
import Foundation

/// The conditions of rules, beside the limits of a 2-core machine, and beside Google's C++ implementation when its
/// Python package is installed.
enum CELBench {
    static func run(_ report: inout BenchReport) throws {
        let section = "cel: ns per evaluation, cost budget on, one thread"
        let peer = peerFigures(report)
        for measurement in try CELBenchmarks().run() {
            report.add(
                BenchRow(
                    section: section, name: measurement.name, value: measurement.least, unit: "ns",
                    limit: measurement.goal, bound: .atMost,
                    note: "median \(Int(measurement.nanoseconds.rounded())) ns, cost \(measurement.cost)"))
            if let figure = peer[measurement.name] {
                report.add(
                    BenchRow(
                        section: section, name: "  cel-expr-python (C++)", value: figure, unit: "ns",
                        note: "\(Int((figure / measurement.least).rounded())) times ours; with the call from Python"))
            }
        }
    }

    /// Nanoseconds by name; empty when the package or Python is not there.
    private static func peerFigures(_ report: BenchReport) -> [String: Double] {
        let script = "Benchmarks/cel-expr-python.py"
        guard FileManager.default.fileExists(atPath: script) else { return [:] }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", script]
        let output = Pipe()
        process.standardOutput = output
        guard (try? process.run()) != nil else { return [:] }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0, let figures = try? JSONDecoder().decode([String: Double].self, from: data)
        else {
            report.skip("cel-expr-python", "pip install cel-expr-python protobuf")
            return [:]
        }
        return figures
    }
}
