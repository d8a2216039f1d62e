import SupervisionModel

extension MoneroBlock {
    /// Rebuilds the bytes of a block out of its JSON form, as `json-full-chain_main` publishes it, so that its id can be
    /// computed: the JSON carries no bytes.
    static func serialise(_ fields: Fields) throws(FieldError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.appendVarint(try fields.number("major_version"))
        bytes.appendVarint(try fields.number("minor_version"))
        bytes.appendVarint(try fields.number("timestamp"))
        bytes += try fields.hex("prev_id", count: 32)
        let nonce = try fields.number("nonce")
        guard let nonce = UInt32(exactly: nonce) else {
            throw FieldError(
                .outOfRange, at: "nonce", found: "\(nonce)", expected: ("a number below 2^32", "小于 2^32 的数"))
        }
        bytes.appendLittleEndian(nonce)
        try append(minerTransaction: try fields.object("miner_tx"), to: &bytes)
        let identifiers = try fields.list("tx_hashes", limit: 65_536)
        bytes.appendVarint(UInt64(identifiers.count))
        for identifier in identifiers { bytes += try identifier.hex(count: 32) }
        return bytes
    }

    private static func append(minerTransaction fields: Fields, to bytes: inout [UInt8]) throws(FieldError) {
        let version = try fields.number("version")
        bytes.appendVarint(version)
        bytes.appendVarint(try fields.number("unlock_time"))
        let inputs = try fields.list("inputs", limit: 1)
        bytes.appendVarint(UInt64(inputs.count))
        for input in inputs {
            bytes.append(0xff)
            bytes.appendVarint(try input.object("gen").number("height"))
        }
        let outputs = try fields.list("outputs", limit: 1024)
        bytes.appendVarint(UInt64(outputs.count))
        for output in outputs {
            bytes.appendVarint(try output.number("amount"))
            if output.has("to_tagged_key") {
                let target = try output.object("to_tagged_key")
                bytes.append(0x03)
                bytes += try target.hex("key", count: 32)
                bytes += try target.hex("view_tag", count: 1)
            } else {
                bytes.append(0x02)
                bytes += try output.hex("to_key", count: 32)
            }
        }
        let extra = try fields.hex("extra")
        bytes.appendVarint(UInt64(extra.count))
        bytes += extra
        // The one that creates money has neither signatures nor, in version 2, amounts to hide.
        if version >= 2 { bytes.append(0x00) }
    }
}
