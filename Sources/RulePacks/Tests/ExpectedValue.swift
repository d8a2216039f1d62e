import SupervisionModel

/// What a test expects of a `let`, as its file says it: read by the kind of the value it is compared with.
public struct ExpectedValue: Sendable {
    /// As written.
    public let text: String
    let money: Money?
    let entity: EntityRef?

    public func matches(_ value: TestValue) -> Bool {
        switch value {
        case .absent: text == "absent"
        case .bool(let value): text == (value ? "true" : "false")
        case .int(let value): money?.minor == value || Int128(text) == value
        case .text(let value): text.utf8.elementsEqual(value.utf8)
        case .entity(let value): entity == value
        case .time(let value): TimeText.timestamp(text) == value
        case .span(let value): DurationText.signed(text) == value
        }
    }
}
