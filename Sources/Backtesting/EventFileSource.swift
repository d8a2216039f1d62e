import Glibc
public import RulePacks

/// The steps of an event file, read a line at a time: only the steps are held, so that a file may have any length.
public enum EventFileSource {
    /// The file cannot be opened or read.
    public struct Unreadable: Error, CustomStringConvertible {
        public let path: String
        /// In the words of the system.
        public let reason: String

        init(_ path: String) {
            self.path = path
            reason = String(cString: strerror(errno))
        }

        public var description: String { "\(path): \(reason)" }
    }

    /// - Parameters:
    ///   - path: `-` for standard input.
    ///   - progress: called now and then with the number of lines read.
    /// - Returns: every step; a line that cannot be used is one too, with its reason.
    public static func steps(
        _ path: String, for pack: RulePack, progress: (Int) -> Void = { _ in }
    ) throws(Unreadable) -> [EventStep] {
        guard let file = path == "-" ? fdopen(dup(STDIN_FILENO), "r") : fopen(path, "r") else {
            throw Unreadable(path)
        }
        defer { fclose(file) }
        var reader = EventFile(path: path, vocabulary: pack.vocabulary, entities: .ofEveryNetwork)
        var steps: [EventStep] = []
        var buffer: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(buffer) }
        var lines = 0
        while true {
            errno = 0
            let count = getline(&buffer, &capacity, file)
            guard count > 0, let buffer else {
                if ferror(file) != 0 { throw Unreadable(path) }
                return steps
            }
            var line = Array(UnsafeRawBufferPointer(start: buffer, count: count))
            if line.last == UInt8(ascii: "\n") { line.removeLast() }
            do throws(LoadFailure) {
                if let step = try reader.step(line) { steps.append(step) }
            } catch {
                steps.append(.faulty(FaultyLine(error)))
            }
            lines += 1
            if lines.isMultiple(of: 1024) { progress(lines) }
        }
    }
}
