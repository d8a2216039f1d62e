/// Entry points for fuzzing the regular expressions. Each takes any bytes and says whether the laws held; a harness
/// traps on false.
@_spi(Fuzzing)
public enum RegexFuzzing {
    /// The first line is the pattern, the second the replacement, the rest the text.
    public static func pattern(_ bytes: [UInt8]) -> Bool {
        let lines = bytes.split(separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard lines.count == 3 else { return true }
        let limits = RegexLimits(patternBytes: 256, programSize: 2000, memoryBytes: 1 << 18)
        do throws(RegexError) {
            let program = try RegexProgram(pattern: lines[0], limits: limits)
            let text = lines[2]
            let whole = try RegexFunctions.replace(text, program, with: "\\0")
            guard UTF8Text.equal(whole, text) else { return false }
            if program.groupCount == 0 {
                let found = try RegexFunctions.extractAll(text, program)
                guard program.matches(text) == !found.isEmpty else { return false }
                guard found.allSatisfy({ UTF8Text.contains(text, $0) }) else { return false }
            }
            _ = try RegexFunctions.replace(text, program, with: lines[1], maximumBytes: 1 << 16)
            return true
        } catch {
            return !error.message.isEmpty
        }
    }
}
