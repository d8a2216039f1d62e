internal import ArgumentParser
internal import ChainCrypto
internal import ChainFormats
internal import Glibc
internal import ParticipantNode

/// `participant generate-blocks`: a file of valid regtest blocks made from a seed.
struct GenerateBlocksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate-blocks",
        abstract: "Make a file of valid regtest blocks from a seed. 由种子生成一份有效的 regtest 区块文件。",
        discussion: """
            The same seed and count give the same bytes. Accounts mine and pay each other; signatures are of the right
            shape only, as an observer does not check them. One block a line, hexadecimal, from height 1.

            Example: participant generate-blocks --seed 7 --count 200 --out blocks.hex
            """
    )

    @Option(help: "Seed of everything that is chosen.")
    var seed: UInt64 = 0

    @Option(help: "How many blocks, 1 to 100000.")
    var count: Int

    @Option(help: "The file to write; - for standard output.")
    var out: String

    @Option(help: "bitcoin, litecoin or bsv.")
    var format = PublishFormat.bitcoin

    @Option(help: "Most payments in a block, 0 to 1000.")
    var payments = 8

    @Option(help: "at=HEIGHT,depth=COUNT: COUNT blocks that lose, followed by one more that win. May be repeated.")
    var reorg: [String] = []

    func run() throws {
        guard (1...100_000).contains(count) else {
            throw CommandFailure.badInput("--count \(count): expected 1 to 100000")
        }
        guard (0...1_000).contains(payments) else {
            throw CommandFailure.badInput("--payments \(payments): expected 0 to 1000")
        }
        guard let file = fopen(out == "-" ? "/dev/stdout" : out, "w") else {
            throw CommandFailure.environment("\(out): \(String(cString: strerror(errno)))")
        }
        defer { fclose(file) }
        var plans: [ReorgPlan] = []
        do throws(ReorgPlan.Malformed) {
            for text in reorg { plans.append(try ReorgPlan(text)) }
        } catch {
            throw CommandFailure.badInput(error.description)
        }
        var blocks = try GeneratedBlocks(
            seed: seed,
            network: try format.network("regtest"),
            mostPayments: payments,
            reorganisations: plans
        )
        for _ in 0..<count {
            let line = Array((HexDigits.encode(try blocks.next().bytes) + "\n").utf8)
            guard fwrite(line, 1, line.count, file) == line.count else {
                throw CommandFailure.environment("\(out): \(String(cString: strerror(errno)))")
            }
        }
        guard fflush(file) == 0 else { throw CommandFailure.environment("\(out): \(String(cString: strerror(errno)))") }
    }
}
