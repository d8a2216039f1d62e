/// The libraries of functions and macros that an environment switches on. The standard functions are always there.
public struct Library: OptionSet, Sendable {
    public let rawValue: UInt32

    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// `charAt indexOf lastIndexOf join lowerAscii upperAscii replace reverse split substring trim format strings.quote`
    public static let strings = Library(rawValue: 1 << 0)
    /// `math.greatest math.least math.ceil …`
    public static let math = Library(rawValue: 1 << 1)
    /// `lists.range slice flatten sort sortBy distinct reverse first last`
    public static let lists = Library(rawValue: 1 << 2)
    /// `sets.contains sets.equivalent sets.intersects`
    public static let sets = Library(rawValue: 1 << 3)
    /// `base64.encode base64.decode`
    public static let encoders = Library(rawValue: 1 << 4)
    /// `regex.replace regex.extract regex.extractAll`
    public static let regex = Library(rawValue: 1 << 5)
    /// `cel.bind`
    public static let bindings = Library(rawValue: 1 << 6)
    /// `all exists existsOne transformList transformMap transformMapEntry` with two variables
    public static let twoVariableComprehensions = Library(rawValue: 1 << 7)
    /// `ip cidr isIP isCIDR …`
    public static let network = Library(rawValue: 1 << 8)
    /// `?. [?] {?k: v} optional.of optMap …`
    public static let optionals = Library(rawValue: 1 << 9)
    /// `amount` and its arithmetic
    public static let amount = Library(rawValue: 1 << 10)
    /// `list.sum() list.min() list.max()`
    public static let aggregates = Library(rawValue: 1 << 11)
    /// `cel.block cel.index cel.iterVar cel.accuVar`: for tests of optimisers, not for people.
    public static let block = Library(rawValue: 1 << 12)

    /// Everything but `block`.
    public static let all: Library = [
        .strings, .math, .lists, .sets, .encoders, .regex, .bindings, .twoVariableComprehensions, .network,
        .optionals, .amount, .aggregates,
    ]
}
