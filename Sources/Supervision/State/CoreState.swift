import SupervisionModel

/// What the core knows apart from chains, rules and people: which engine, configuration, pack and lists are in force.
struct CoreState: Hashable {
    var semantics: Int64 = 0
    var configuration = Digest32.zero
    var pack = Digest32.zero
    var model = Digest32.zero
    /// By id, ascending.
    var lists: [ContentActivation] = []
    /// Time of the latest record.
    var time = Timestamp.distantPast
    /// The greatest watermark so far: what has been passed stays passed when a chain comes back or is new.
    var watermark = Timestamp.distantPast
    /// No alert that waits for finality has its latest event before this; `distantFuture` when none waits. Saves looking
    /// for them after every input.
    var pendingFloor = Timestamp.distantFuture
    /// The day that the next `day.closed` closes; `nil` before the first record.
    var openDay: Day?
    var records: UInt64 = 0
    var digest = StateDigest()

    func encode() -> [UInt8] {
        var writer = ByteWriter()
        writer.write(semantics)
        writer.write(configuration)
        writer.write(pack)
        writer.write(model)
        writer.write(UInt64(lists.count))
        for list in lists {
            writer.write(list.id)
            writer.write(list.version)
            writer.write(list.content)
        }
        writer.write(time.milliseconds)
        writer.write(watermark.milliseconds)
        writer.write(pendingFloor.milliseconds)
        writer.write(openDay != nil)
        writer.write(Int64(openDay?.number ?? 0))
        writer.write(records)
        writer.writeRaw(digest.bytes)
        return writer.bytes
    }

    init() {}

    init(decoding bytes: [UInt8]) throws(StateDecodingError) {
        var reader = ByteReader(bytes)
        semantics = try reader.signed()
        configuration = try reader.digest()
        pack = try reader.digest()
        model = try reader.digest()
        for _ in 0..<(try reader.count()) {
            lists.append(
                ContentActivation(
                    id: try reader.string(), version: try reader.string(), content: try reader.digest()))
        }
        time = Timestamp(milliseconds: try reader.signed())
        watermark = Timestamp(milliseconds: try reader.signed())
        pendingFloor = Timestamp(milliseconds: try reader.signed())
        let hasDay = try reader.bool()
        let day = Day(number: Int32(truncatingIfNeeded: try reader.signed()))
        openDay = hasDay ? day : nil
        records = try reader.unsigned()
        digest = try StateDigest(from: &reader)
    }
}
