internal import ArgumentParser
internal import Glibc
internal import RulePacks
internal import SupervisionModel

/// `participant fingerprint`: the fingerprints that a platform's events must carry.
struct FingerprintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fingerprint",
        abstract: "Fingerprints of invoices, receivables and assets. 计算发票、应收账款与担保物的指纹。",
        discussion: """
            Reads one JSON object a line and prints one fingerprint a line; Docs/FINGERPRINTS.md says what each kind is
            made of. The first line that cannot be used ends it with status 2.

            Example: participant fingerprint receivables.jsonl
            """
    )

    @Argument(help: "The file to read; - for standard input.")
    var file: String

    @Flag(help: "Print {fingerprint, canonical} instead, to compare with an implementation of your own.")
    var json = false

    func run() throws {
        guard let input = fopen(file == "-" ? "/dev/stdin" : file, "r") else {
            throw CommandFailure.environment("\(file): \(String(cString: strerror(errno)))")
        }
        defer { fclose(input) }
        var reader = FingerprintFile(path: file == "-" ? "stdin" : file)
        var buffer: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(buffer) }
        while true {
            let count = getline(&buffer, &capacity, input)
            guard count > 0, let start = buffer else { break }
            var line = Array(UnsafeRawBufferPointer(start: start, count: count))
            if line.last == UInt8(ascii: "\n") { line.removeLast() }
            do throws(LoadFailure) {
                if let fingerprint = try reader.fingerprint(line) { print(fingerprint) }
            } catch {
                throw CommandFailure.badInput(error.description)
            }
        }
        guard ferror(input) == 0 else {
            throw CommandFailure.environment("\(file): \(String(cString: strerror(errno)))")
        }
    }

    private func print(_ fingerprint: Fingerprint) {
        guard json else { return StandardOutput.write(fingerprint.digest.hex) }
        let canonical = String(decoding: fingerprint.canonicalBytes, as: UTF8.self)
        let object: JSONObject = [
            "canonical": .string(canonical), "fingerprint": .string(fingerprint.digest.hex),
        ]
        StandardOutput.write(String(decoding: object.encode(), as: UTF8.self))
    }
}
