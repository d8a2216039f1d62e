/// Something in a store that is not what was written.
public struct StoreFinding: Sendable, Hashable {
    /// Path of the file inside the store's directory.
    public let file: String
    /// Where in it: `record 12`, `item 12/0`, `tile 0/000`, `bytes 4096 ..< 8192 (table state)`.
    public let place: String
    public let english: String
    public let chinese: String

    public init(file: String, place: String, english: String, chinese: String) {
        self.file = file
        self.place = place
        self.english = english
        self.chinese = chinese
    }
}
