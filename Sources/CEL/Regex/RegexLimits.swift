/// Bounds on what one regular expression may cost.
package struct RegexLimits: Hashable, Sendable {
    /// Longest pattern, in bytes of UTF-8.
    package var patternBytes: Int
    /// Largest compiled program, in RE2 instructions.
    package var programSize: Int
    /// Most memory of the program and of the caches that matching builds in it, in bytes.
    package var memoryBytes: Int

    /// 4 KiB of pattern, 10,000 instructions, 4 MiB of memory: a counted repetition such as `(\pL{1,64}){1,8}` fits, a
    /// pattern that unrolls into megabytes does not.
    package static let standard = RegexLimits(patternBytes: 4096, programSize: 10_000, memoryBytes: 4 << 20)

    package init(patternBytes: Int, programSize: Int, memoryBytes: Int) {
        self.patternBytes = patternBytes
        self.programSize = programSize
        self.memoryBytes = memoryBytes
    }
}
