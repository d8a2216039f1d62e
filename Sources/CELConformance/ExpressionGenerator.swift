public import CEL

/// Makes random well-typed expressions from a seed, for comparison with another implementation.
///
/// The same seed makes the same expressions everywhere. Only functions that implementations have in common occur.
public struct ExpressionGenerator: Sendable {
    /// The types the generator speaks of.
    enum Kind: CaseIterable {
        case bool, int, uint, double, string, bytes, timestamp, duration, ints, strings, map
    }

    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    /// The variables of the expressions, their types as the suite writes them, and their values.
    public static let variables: [(name: String, type: CELType, value: Value)] = [
        ("b", .bool, .bool(true)), ("i", .int, .int(7)), ("u", .uint, .uint(9)), ("d", .double, .double(2.5)),
        ("s", .string, .string("h\u{E9}llo \u{1F600}")), ("y", .bytes, .bytes([255, 97])),
        ("l", .list(.int), .list([.int(1), .int(-2), .int(3)])),
        ("n", .list(.string), .list([.string("a"), .string("bc")])),
        ("m", .map(.string, .int), .map(MapValue(strings: [("a", .int(1)), ("k", .int(-5))]))),
    ]

    /// SplitMix64.
    private mutating func random() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }

    private mutating func below(_ bound: Int) -> Int { Int(random() % UInt64(bound)) }

    private mutating func pick(_ choices: [String]) -> String { choices[below(choices.count)] }

    /// The next expression. Its value is a bool, number, string or bytes, or a list of such.
    public mutating func next() -> String {
        let kind = Kind.allCases[below(Kind.allCases.count)]
        let depth = 1 + below(4)
        let expression = make(kind, depth, [])
        return switch kind {
        case .timestamp, .duration: "string(\(expression))"
        case .map: "\(expression) == \(make(.map, 1, []))"
        default: expression
        }
    }

    private mutating func make(_ kind: Kind, _ depth: Int, _ bound: [String]) -> String {
        if depth <= 0 || below(8) == 0 { return leaf(kind, bound) }
        if below(12) == 0 {
            return
                "(\(make(.bool, depth - 1, bound)) ? \(make(kind, depth - 1, bound)) : \(make(kind, depth - 1, bound)))"
        }
        if below(30) == 0, kind == .int {
            let name = "v\(bound.count)"
            return "cel.bind(\(name), \(make(.int, depth - 1, bound)), \(make(.int, depth - 1, bound + [name])))"
        }
        let template = pick(Self.templates(kind))
        return fill(template, depth - 1, bound)
    }

    /// Replaces `$i` by an int, `$s` by a string … and `@i`, `@s` by one that may use the variable `x` or `z` bound around.
    private mutating func fill(_ template: String, _ depth: Int, _ bound: [String]) -> String {
        var result = ""
        var characters = template.makeIterator()
        let name = "x\(bound.count)"
        while let character = characters.next() {
            switch character {
            case "$":
                guard let letter = characters.next(), let kind = Self.kind(letter) else { continue }
                result += make(kind, depth, bound)
            case "@":
                guard let letter = characters.next(), let kind = Self.kind(letter) else { continue }
                result += make(kind, depth, bound + [name])
            case "#": result += name
            default: result.append(character)
            }
        }
        return result
    }

    private static func kind(_ letter: Character) -> Kind? {
        switch letter {
        case "b": .bool
        case "i": .int
        case "u": .uint
        case "d": .double
        case "s": .string
        case "y": .bytes
        case "t": .timestamp
        case "r": .duration
        case "l": .ints
        case "n": .strings
        case "m": .map
        default: nil
        }
    }

    private mutating func leaf(_ kind: Kind, _ bound: [String]) -> String {
        switch kind {
        case .int where !bound.isEmpty && below(2) == 0: pick(bound)
        case .bool: pick(["true", "false", "b"])
        case .int: pick(["0", "1", "-1", "2", "10", "i", "9223372036854775807", "-9223372036854775808", "0x1F", "63"])
        case .uint: pick(["0u", "1u", "2u", "18446744073709551615u", "u", "0xFFu"])
        case .double:
            pick(["0.0", "-0.0", "1.0", "1.5", "-2.25", "1e300", "9223372036854775808.0", "d", "0.1", "1e-7"])
        case .string:
            pick([
                "''", "'a'", "'abc'", "s", "'\\u00e9'", "'e\\u0301'", "'\\U0001F600'", "'12'", "'-7'", "'1.5'",
                "'true'",
                "r'\\d+'", "' x '",
            ])
        case .bytes: pick(["b''", "b'abc'", "y", "b'\\xff'", "b'\\303\\251'"])
        case .timestamp:
            pick([
                "timestamp('2024-02-29T23:59:59.123456789Z')", "timestamp('1970-01-01T00:00:00Z')", "timestamp(0)",
                "timestamp('9999-12-31T23:59:59Z')", "timestamp('0001-01-01T00:00:00Z')",
                "timestamp('1999-12-31T23:00:00+05:30')",
            ])
        case .duration:
            pick([
                "duration('0s')", "duration('1h30m')", "duration('-1.125s')", "duration('1ns')", "duration('2400000h')",
            ])
        case .ints: pick(["[]", "[1, 2, 3]", "l", "[i]", "[0, -1]"])
        case .strings: pick(["['a']", "n", "['b', 'a', 'b']", "['']"])
        case .map: pick(["{'a': 1}", "m", "{'x': 2, 'y': 3}"])
        }
    }

    private static func templates(_ kind: Kind) -> [String] {
        switch kind {
        case .bool:
            [
                "($b && $b)", "($b || $b)", "!$b", "($i == $i)", "($i < $i)", "($u >= $u)", "($d < $d)", "($d == $d)",
                "($s == $s)", "($s < $s)", "($y == $y)", "($y < $y)", "($l == $l)", "($m == $m)", "($t < $t)",
                "($r >= $r)", "($b != $b)", "$s.startsWith($s)", "$s.endsWith($s)", "$s.contains($s)",
                "$s.matches('[a-c]+')",
                "($i in $l)", "($s in $n)", "($s in $m)", "$l.all(#, @b)", "$l.exists(#, @b)", "$l.exists_one(#, @b)",
                "has($m.a)", "bool($s)", "(dyn($i) == $d)", "(dyn($i) < $u)", "(dyn($u) >= $d)", "(dyn($d) > $i)",
                "($i == dyn($s))", "(type($i) == int)", "([$d] == [$d])", "math.isNaN($d)",
            ]
        case .int:
            [
                "($i + $i)", "($i - $i)", "($i * $i)", "($i / $i)", "($i % $i)", "-($i)", "size($s)", "size($l)",
                "size($y)", "size($m)", "int($d)", "int($u)", "int($s)", "int($t)", "$l[$i]", "$m['a']", "$m.k",
                "$t.getFullYear()", "$t.getMonth()", "$t.getDayOfYear()", "$t.getDayOfWeek()", "$t.getHours('+09:00')",
                "$r.getSeconds()", "$r.getMinutes()", "$s.indexOf($s)", "$s.lastIndexOf($s)", "math.abs($i)",
                "math.sign($i)",
                "math.greatest($i, $i)", "math.least([$i, $i, $i])", "math.bitAnd($i, $i)", "math.bitXor($i, $i)",
                "math.bitShiftLeft($i, $i)", "math.bitShiftRight($i, $i)", "math.bitNot($i)", "$l[?$i].orValue($i)",
            ]
        case .uint:
            [
                "($u + $u)", "($u - $u)", "($u * $u)", "($u / $u)", "($u % $u)", "uint($i)", "uint($d)", "uint($s)",
                "math.bitOr($u, $u)", "math.bitShiftRight($u, $i)",
            ]
        case .double:
            [
                "($d + $d)", "($d - $d)", "($d * $d)", "($d / $d)", "-($d)", "double($i)", "double($u)", "double($s)",
                "math.ceil($d)", "math.floor($d)", "math.round($d)", "math.trunc($d)", "math.sqrt($d)",
            ]
        case .string:
            [
                "($s + $s)", "string($i)", "string($u)", "string($d)", "string($b)", "string($y)", "$n[$i]",
                "$s.charAt($i)", "$s.substring($i)", "$s.substring($i, $i)", "$s.lowerAscii()", "$s.upperAscii()",
                "$s.replace($s, $s)", "$s.trim()", "$n.join($s)", "'%s|%d'.format([$s, $i])", "$s.reverse()",
                "string($t)", "string($r)",
            ]
        case .bytes: ["($y + $y)", "bytes($s)", "base64.decode(base64.encode($y))"]
        case .timestamp: ["($t + $r)", "($t - $r)", "timestamp($i)"]
        case .duration: ["($r + $r)", "($r - $r)", "($t - $t)"]
        case .ints:
            [
                "($l + $l)", "$l.map(#, @i)", "$l.filter(#, @b)", "[$i, $i]", "$l.map(#, @b, @i)",
                "[$i, ?optional.of($i)]",
            ]
        case .strings: ["($n + $n)", "$s.split($s)", "$n.map(#q, $s)", "[$s, $s]"]
        case .map: ["{'a': $i, 'k': $i}", "{'a': $i, $s: $i}"]
        }
    }
}
