import ArgumentParser
import IntegrityScore
import SupervisionModel

/// `--subjects` and `--exposures`: what is known beside the evidence.
struct SubjectFiles: ParsableArguments {
    @Option(
        help:
            "What the register knows, one JSON object a line: {subject, knownSince, sector, size, province, netAssets, previous, controlGroup}.",
        completion: .file())
    var subjects: String?

    @Option(
        help: "Who is exposed to whom, one JSON object a line: {from, to, amount}; needs --subjects.",
        completion: .file())
    var exposures: String?

    func register() throws -> SubjectRegister {
        var register = SubjectRegister()
        try read(subjects, limit: SubjectRegister.maximumLineBytes) { (line) throws(SubjectRegisterError) in
            try register.add(subject: line)
        }
        try read(exposures, limit: SubjectRegister.maximumLineBytes) { (line) throws(SubjectRegisterError) in
            try register.add(exposure: line)
        }
        return register
    }

    private func read(
        _ path: String?, limit: Int, _ add: (Span<UInt8>) throws(SubjectRegisterError) -> Void
    ) throws {
        guard let path else { return }
        try LineFile.read(path, maximumLineBytes: limit) { line, number in
            guard !line.isEmpty else { return }
            do {
                try add(line)
            } catch let error as SubjectRegisterError {
                throw CommandFailure.badInput("\(path):\(number): \(TerminalText.safe(error.text))")
            }
        }
    }
}
