import Glibc
import RuleEngine
import RulePacks

/// Reads the event file that a command is about, a line at a time: only its steps are held.
enum EventFileArgument {
    /// - Throws: status 3 when the file cannot be read. Lines that cannot be used are steps too.
    static func steps(_ path: String, for pack: RulePack) throws -> [EventStep] {
        guard let file = path == "-" ? fdopen(dup(STDIN_FILENO), "r") : fopen(path, "r") else {
            throw CommandFailure.environment("\(path): \(String(cString: strerror(errno)))")
        }
        defer { fclose(file) }
        var reader = EventFile(path: path, vocabulary: pack.vocabulary, entities: .ofEveryNetwork)
        var steps: [EventStep] = []
        let progress = Progress(Language.text("reading", "读取"))
        var buffer: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(buffer) }
        var lines = 0
        while true {
            errno = 0
            let count = getline(&buffer, &capacity, file)
            guard count > 0, let buffer else {
                if ferror(file) != 0 {
                    throw CommandFailure.environment("\(path): \(String(cString: strerror(errno)))")
                }
                break
            }
            var line = Array(UnsafeRawBufferPointer(start: buffer, count: count))
            if line.last == UInt8(ascii: "\n") { line.removeLast() }
            do throws(LoadFailure) {
                if let step = try reader.step(line) { steps.append(step) }
            } catch {
                steps.append(.faulty(FaultyLine(error)))
            }
            lines += 1
            if lines.isMultiple(of: 1024) { progress.update(lines, of: 0, unit: Language.text("lines", "行")) }
        }
        progress.finish()
        return steps
    }
}
