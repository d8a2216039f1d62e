public import SupervisionModel

extension GradeHistory {
    /// `{"above","below","day"?,"letter","preview"?}`.
    public var json: JSONValue {
        var object: JSONObject = [
            "above": .array(daysAbove.map { .integer($0) }), "below": .array(daysBelow.map { .integer($0) }),
            "letter": .string(letter.rawValue),
        ]
        object["day"] = day.map { .string($0.text) }
        object["preview"] = preview.map {
            ["letter": .string($0.letter.rawValue), "replyBy": .string($0.replyBy.text)]
        }
        return .object(object)
    }

    /// - Throws: `JSONReadError` with the member concerned.
    public init(_ json: JSONValue) throws(JSONReadError) {
        let reader = JSONReader(json)
        self.init(
            letter: try Self.letter(try reader.member("letter")),
            preview: try reader.optional("preview").map { member throws(JSONReadError) in
                Preview(
                    letter: try Self.letter(try member.member("letter")),
                    replyBy: try Self.day(try member.member("replyBy")))
            }, daysAbove: try Self.days(try reader.member("above")),
            daysBelow: try Self.days(try reader.member("below")),
            day: try reader.optional("day").map { member throws(JSONReadError) in try Self.day(member) })
    }

    private static func letter(_ reader: JSONReader) throws(JSONReadError) -> Grade.Letter {
        let text = try reader.asString()
        guard let letter = Grade.Letter(rawValue: text) else {
            throw reader.invalid(expected: "A, B, C, D or M", found: text)
        }
        return letter
    }

    private static func days(_ reader: JSONReader) throws(JSONReadError) -> [Int64] {
        var days: [Int64] = []
        for element in try reader.asArray() { days.append(try element.asInteger(in: 0...1_000_000)) }
        guard days.count == 3 else { throw reader.invalid(expected: "3 numbers", found: "\(days.count)") }
        return days
    }

    private static func day(_ reader: JSONReader) throws(JSONReadError) -> Day {
        let text = try reader.asString()
        guard let day = Day(text: text) else { throw reader.invalid(expected: "a day", found: text) }
        return day
    }
}
