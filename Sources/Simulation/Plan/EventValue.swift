internal import SupervisionModel

/// Values of fields in the form of event files.
enum EventValue {
    /// Minor units of a currency: `{"currency":"CNY","minor":"12345"}`.
    static func amount(_ minor: Int, _ currency: String = "CNY") -> JSONValue {
        ["currency": .string(currency), "minor": .string(String(minor))]
    }

    static func moment(_ moment: Timestamp) -> JSONValue { .string(moment.rfc3339) }

    static func party(_ party: Party) -> JSONValue { .string(party.reference) }

    static func parties(_ parties: [Party]) -> JSONValue { .array(parties.map { .string($0.reference) }) }

    static func integer(_ value: Int) -> JSONValue { .integer(Int64(value)) }

    /// A price in hundredths of a unit.
    static func price(hundredths: Int) -> JSONValue { ["den": 100, "num": .integer(Int64(hundredths))] }
}

/// Yuan as fen: the minor units that events count in.
func yuan(_ whole: Int, fen: Int = 0) -> Int { whole * 100 + fen }
