/// stub
public final class OutputIndex: Sendable {
    public struct Limits: Sendable { public init() {} }
    init(path: String, limits: Limits) throws(StoreError) {}
}
