import ArgumentParser
import ScoreDocuments
import SupervisionModel
import YushiNode

/// `yushi score status-list`: what became of issued documents, signed.
struct ScoreStatusListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status-list",
        abstract: "Sign the list of restated, withdrawn and disputed score documents. 签发评分文件状态清单。",
        discussion: """
            Entries are JSON objects a line, {document, state: restated|withdrawn|disputed, by}. Readers refuse a list
            that has expired: sign a new one before.
              yushi score status-list --key score.key --issuer supervisor.example --entries status.jsonl > status.jws
            """)

    @Option(help: "Key file (see `yushi score key`).", completion: .file())
    var key: String

    @Option(help: "Who issues it: as in the documents.")
    var issuer: String

    @Option(help: "The entries; none when left out.", completion: .file())
    var entries: String?

    @Option(help: "Hours for which it is valid.")
    var validHours = 24

    @Option(help: "When it is issued, RFC 3339; now when left out.")
    var at: String?

    func validate() throws {
        guard (1...720).contains(validHours) else { throw ValidationError("--valid-hours: 1 to 720") }
    }

    func run() throws {
        let list = ScoreStatusList(
            issuer: issuer, issuedAt: try MomentArgument.moment(at, option: "--at"),
            validity: .hours(Int64(validHours)), entries: try read())
        StandardOutput.write(try list.signed(with: try ScoreKeyFile.read(key)))
    }

    private func read() throws -> [ScoreStatusList.Entry] {
        guard let entries else { return [] }
        var read: [ScoreStatusList.Entry] = []
        try LineFile.read(entries, maximumLineBytes: 4096) { line, number in
            guard !line.isEmpty else { return }
            do {
                let reader = JSONReader(try JSONParser.parse(line, maximumBytes: 4096))
                try reader.allowOnly(["document", "state", "by"])
                let text = try reader.string("state")
                guard let state = ScoreStatusList.State(rawValue: text) else {
                    throw try reader.member("state").invalid(expected: "restated, withdrawn or disputed", found: text)
                }
                read.append(
                    ScoreStatusList.Entry(
                        document: try reader.string("document"), state: state, by: try reader.optionalString("by")))
            } catch {
                throw CommandFailure.badInput("\(entries):\(number): \(error)")
            }
        }
        return read
    }
}
