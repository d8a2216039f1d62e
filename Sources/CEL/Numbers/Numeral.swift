/// A number of any of the three CEL types, for the functions that take a mix of them.
package enum Numeral: Sendable {
    case int(Int64)
    case uint(UInt64)
    case double(Double)

    /// The order of two numbers on one number line; see ``NumericOrder``.
    package func order(_ other: Numeral) -> NumericOrder {
        switch (self, other) {
        case (.int(let left), .int(let right)): .of(left, right)
        case (.int(let left), .uint(let right)): .of(left, right)
        case (.int(let left), .double(let right)): .of(left, right)
        case (.uint(let left), .int(let right)): .of(left, right)
        case (.uint(let left), .uint(let right)): .of(left, right)
        case (.uint(let left), .double(let right)): .of(left, right)
        case (.double(let left), .int(let right)): .of(left, right)
        case (.double(let left), .uint(let right)): .of(left, right)
        case (.double(let left), .double(let right)): .of(left, right)
        }
    }

    /// `math.greatest(a, b)`: the greater of the two with its own type; the first when they are equal or unordered.
    package static func greatest(_ first: Numeral, _ second: Numeral) -> Numeral {
        first.order(second) == .less ? second : first
    }

    /// `math.least(a, b)`: the lesser of the two with its own type; the first when they are equal or unordered.
    package static func least(_ first: Numeral, _ second: Numeral) -> Numeral {
        first.order(second) == .greater ? second : first
    }

    /// `math.greatest` of an argument list or of one list.
    package static func greatest(of numbers: some Sequence<Numeral>) throws(NumberError) -> Numeral {
        var iterator = numbers.makeIterator()
        guard var result = iterator.next() else { throw .emptyArguments }
        while let number = iterator.next() { result = greatest(result, number) }
        return result
    }

    /// `math.least` of an argument list or of one list.
    package static func least(of numbers: some Sequence<Numeral>) throws(NumberError) -> Numeral {
        var iterator = numbers.makeIterator()
        guard var result = iterator.next() else { throw .emptyArguments }
        while let number = iterator.next() { result = least(result, number) }
        return result
    }
}
