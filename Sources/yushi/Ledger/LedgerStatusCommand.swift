import ArgumentParser
import Persistence
import SupervisionModel
import TransparencyLog
import YushiNode

struct LedgerStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Size, root, and last signed checkpoint. 大小、根与最近签名的检查点。",
        discussion: """
              yushi ledger status --store analysis
            """)

    @Option(help: "Directory of the store or of the node.")
    var store = "."

    @Option(help: "Seed of an offline store's keys.")
    var keySeed: String?

    @Flag(help: "Machine output.")
    var json = false

    func run() throws {
        let opened = try NodeStore.open(at: store, for: .reading)
        let head = try opened.ledger.head()
        let checkpoint = try opened.checkpoints.last()
        let directory = NodeStore.directory(store)
        // With what others verify; who may not read the key file sees the rest.
        let key = try? LogKey.verifier(directory: directory, seed: try SeedArgument.seed(keySeed))
        let damage = try Store.damage(in: directory)
        let cosigned = try opened.checkpoints.lastCosigned()
        let lines = try cosigned.map { try opened.checkpoints.cosignatures(size: $0.head.size) } ?? []
        if json {
            var object: JSONObject = [
                "kind": .string(opened.description.kind.rawValue), "origin": .string(opened.description.origin),
                "root": .string(head.root.hex), "size": JSONValue(head.size),
            ]
            if let checkpoint {
                object.set("checkpoint", to: .string(String(decoding: checkpoint.note, as: UTF8.self)))
                object.set("checkpointSize", to: JSONValue(checkpoint.head.size))
            }
            if let key { object.set("key", to: .string("\(key)")) }
            if let cosigned {
                object.set("cosignatures", to: .array(lines.map { .string($0) }))
                object.set("cosignedSize", to: JSONValue(cosigned.head.size))
            }
            if let damage { object.set("damage", to: .string(damage.what)) }
            return StandardOutput.write(.object(object))
        }
        StandardOutput.write("\(opened.description.origin)  \(head.size)  \(head.root.hex)")
        if let key { StandardOutput.write("log \(key)") }
        if let damage {
            StandardOutput.write(
                Language.text("nothing is signed: \(damage.what)", "已停止签名：\(damage.what)"))
        }
        if let checkpoint { StandardOutput.write(String(decoding: checkpoint.note, as: UTF8.self)) }
        if let cosigned {
            StandardOutput.write(
                Language.text("cosigned at size \(cosigned.head.size):", "在大小 \(cosigned.head.size) 时共同签名："))
            for line in lines { StandardOutput.write(line) }
        }
    }
}

/// `SEQ` or `SEQ/K`.
struct RecordPlace {
    let sequence: UInt64
    let item: UInt32?

    init(_ text: String) throws {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first, let sequence = UInt64(first), parts.count <= 2,
            parts.count == 1 || UInt32(parts[1]) != nil
        else {
            throw CommandFailure.badInput("\"\(text)\", expected the number of a record, or of an item as 184/0")
        }
        self.sequence = sequence
        item = parts.count == 2 ? UInt32(parts[1]) : nil
    }
}

struct LedgerShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a record, or an item of its result. 查看记录或其结果项。",
        discussion: """
              yushi ledger show 12 --store analysis
              yushi ledger show 12/0 --store analysis
            """)

    @Argument(help: "SEQ or SEQ/K.")
    var place: String

    @Option(help: "Directory of the store or of the node.")
    var store = "."

    @Flag(help: "Machine output (the same: records and items are JSON).")
    var json = false

    func run() throws {
        let opened = try NodeStore.open(at: store, for: .reading)
        let place = try RecordPlace(place)
        guard let record = try opened.ledger.record(place.sequence) else {
            throw CommandFailure.badInput(
                "no record \(place.sequence); the ledger has \(try opened.ledger.head().size)")
        }
        guard let index = place.item else {
            StandardOutput.write(String(decoding: record.bytes, as: UTF8.self))
            if let sealed = record.sealed { StandardOutput.write(String(decoding: sealed, as: UTF8.self)) }
            for item in record.items { write(item) }
            return
        }
        guard Int(index) < record.items.count else {
            throw CommandFailure.badInput("record \(place.sequence) has \(record.items.count) items")
        }
        write(record.items[Int(index)])
    }

    private func write(_ item: StoredItem) {
        StandardOutput.write(
            item.bytes.map { String(decoding: $0, as: UTF8.self) }
                ?? Language.text("(erased) leaf ", "（已擦除）叶 ") + item.leafHash.hex)
    }
}
