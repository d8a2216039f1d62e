/// What a piece of evidence is about. Raw values are stored and give the order of dimensions: never renumber.
public enum Dimension: Int, Sendable, Hashable, CaseIterable, Comparable {
    /// CHN: integrity and operation of the chain.
    case chain = 0
    /// AML: anti-money-laundering.
    case moneyLaundering = 1
    /// CRD: credit and the conduct of lending.
    case credit = 2
    /// SCF: authenticity of assets in supply-chain finance.
    case supplyChain = 3
    /// DIS: disclosure and governance.
    case disclosure = 4
    /// DAT: data and privacy.
    case data = 5
    /// COM: consumers and complaints.
    case complaints = 6

    /// The three letters used in files and reason codes.
    public var code: String {
        switch self {
        case .chain: "CHN"
        case .moneyLaundering: "AML"
        case .credit: "CRD"
        case .supplyChain: "SCF"
        case .disclosure: "DIS"
        case .data: "DAT"
        case .complaints: "COM"
        }
    }

    /// nil for a code that is none of the seven.
    public init?(code: String) {
        guard let match = Self.allCases.first(where: { $0.code.hasBytes(of: code) }) else { return nil }
        self = match
    }

    public static func < (lhs: Dimension, rhs: Dimension) -> Bool { lhs.rawValue < rhs.rawValue }
}
