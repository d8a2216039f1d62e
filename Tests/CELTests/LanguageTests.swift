import CEL
import Testing

@Suite struct LanguageTests {
    @Test(arguments: [
        ("1 + 2 * 3", "int 7"),
        ("-9223372036854775808", "int -9223372036854775808"),
        ("9223372036854775808", "refused CEL1002"),
        ("-9223372036854775808 / -1", "error overflow"),
        ("-9223372036854775808 % -1", "error overflow"),
        ("7 / 0", "error division_by_zero"),
        ("0u - 1u", "error overflow"),
        ("-7 / 2", "int -3"),
        ("-7 % 2", "int -1"),
        ("!true || true", "bool true"),
        ("true || 1 / 0 > 0", "bool true"),
        ("1 / 0 > 0 || true", "bool true"),
        ("1 / 0 > 0 && false", "bool false"),
        ("1 / 0 > 0 && true", "error division_by_zero"),
        ("true ? 1 : 1 / 0", "int 1"),
        ("[1, 2, 3][1]", "int 2"),
        ("[1][1]", "error index_out_of_range"),
        ("{'a': 1}.a", "int 1"),
        ("{'a': 1}.b", "error no_such_key"),
        ("{1: 'x'}[1]", "string \"x\""),
        ("{1: 'x', 1: 'y'}", "error duplicate_key"),
        ("dyn({1: 'x', 1u: 'y'})", "error duplicate_key"),
        ("{dyn(1.0): 2}", "error unsupported_key"),
        ("dyn(1) == 1.0 && dyn(1u) == 1", "bool true"),
        ("1 == 1.0", "refused CEL2003"),
        ("0.0 / 0.0 == 0.0 / 0.0", "bool false"),
        ("0.0 / 0.0 in [0.0 / 0.0]", "bool false"),
        ("has({'a': 1}.a) && !has({'a': 1}.b)", "bool true"),
        ("'\\u00e9' == 'e\\u0301'", "bool false"),
        ("size({'\\u00e9': 1, 'e\\u0301': 2})", "int 2"),
        ("size('e\\u0301')", "int 2"),
        ("'\\U0001F468\\u200D\\U0001F469' < '\\uFFFD'", "bool false"),
        ("'\\uD83D\\uDE00'", "refused CEL1002"),
        ("b'\\u00e9'", "refused CEL1002"),
        ("b'\\xFF' == b'\\377'", "bool true"),
        ("'\\xFF' == '\\u00ff'", "bool true"),
        ("r'\\d' == '\\\\d'", "bool true"),
        ("'''a'b''' == \"a'b\"", "bool true"),
        ("{'a-b': 1}.`a-b`", "int 1"),
        ("{'if': 1}.if", "int 1"),
        ("if", "refused CEL1001"),
        ("1 = 2", "refused CEL1001"),
        ("[1, 2,]", "list [1, 2]"),
        ("type(1) == int && type(type(1)) == type", "bool true"),
        ("type([1]) == type(['a'])", "bool true"),
        ("int(9223372036854775807.0)", "error overflow"),
        ("int(-1.9)", "int -1"),
        ("uint(-1)", "error overflow"),
        ("string(1.0)", "string \"1\""),
        ("string(1e9)", "string \"1e+09\""),
        ("1 in [1, 2]", "bool true"),
        ("'a' in {'a': 1}", "bool true"),
        ("dyn(9223372036854775807) < 9223372036854775808.0", "bool false"),
        ("--19", "int 19"),
        ("!!true", "bool true"),
        ("-false", "refused CEL2003"),
    ])
    func evaluates(_ source: String, _ expected: String) {
        #expect(outcome(source) == expected)
    }

    @Test(arguments: [
        ("[1, 2, 3].all(x, x > 0)", "bool true"),
        ("[1, 2, 3].exists(x, x / 0 > 0 || x == 3)", "bool true"),
        ("[1, 2, 3].exists_one(x, x > 2)", "bool true"),
        ("[0, 2].exists_one(x, 1 / x > 0)", "error division_by_zero"),
        ("[1, 2, 3].map(x, x * x)", "list [1, 4, 9]"),
        ("[1, 2, 3].map(x, x > 1, x * x)", "list [4, 9]"),
        ("{'b': 1, 'a': 2}.map(k, k)", "list [\"b\", \"a\"]"),
        ("[5, 6].transformList(i, v, i * v)", "list [0, 6]"),
        ("{'a': 1}.transformMap(k, v, v + 1)", "map {\"a\": 2}"),
        ("{'a': 'b'}.transformMapEntry(k, v, {v: k})", "map {\"b\": \"a\"}"),
        ("[1, 2].transformMapEntry(i, v, {'k': v})", "error duplicate_key"),
        ("[[1], [2]].exists(x, x.exists(x, x == 2))", "bool true"),
        ("cel.bind(x, 1 / 0, true)", "bool true"),
        ("cel.bind(x, 2, cel.bind(x, x + 1, x * x))", "int 9"),
        ("[1].all(1, true)", "refused CEL1004"),
        ("optional.of(1).optMap(x, x + 1).value()", "int 2"),
        ("optional.none().value()", "error empty_optional"),
        ("{?'a': optional.none(), 'b': 1}", "map {\"b\": 1}"),
        ("[?optional.of(1), ?optional.none()]", "list [1]"),
        ("{'a': {'b': 1}}.?a.?b.orValue(0)", "int 1"),
        ("{}.?a.b.orValue(7)", "int 7"),
    ])
    func expandsMacros(_ source: String, _ expected: String) {
        #expect(outcome(source) == expected)
    }

    @Test(arguments: [
        ("amount('12.5') + amount('0.5') == 13", "bool true"),
        ("amount('10000000000000000000') > 9223372036854775807", "bool true"),
        ("amount('1') - amount('2')", "error overflow"),
        ("amount('3') * 4", "amount 12"),
        ("5 < amount('5.1')", "bool true"),
        ("amount('1') + 1", "refused CEL2003"),
        ("amount(5, 1) == amount('0.5')", "bool true"),
        ("[amount('1'), amount('2.5')].sum() == amount('3.5')", "bool true"),
        ("[1, 2, 3].sum()", "int 6"),
        ("[9223372036854775807, 1].sum()", "error overflow"),
        ("['b', 'a'].min()", "string \"a\""),
        ("[].max()", "error invalid_argument"),
        ("[3, 1, 2].sort()", "list [1, 2, 3]"),
        ("['bb', 'a'].sortBy(x, size(x))", "list [\"a\", \"bb\"]"),
        ("[[1, 2], [3]].flatten()", "list [1, 2, 3]"),
        ("[1, 1u, 2].distinct().size()", "int 2"),
        ("lists.range(3)", "list [0, 1, 2]"),
        ("[1, 2, 3, 4].slice(1, 3)", "list [2, 3]"),
        ("sets.equivalent([1, 2], [2, 1, 1])", "bool true"),
        ("sets.contains([1], [])", "bool true"),
        ("sets.intersects([1], [2])", "bool false"),
        ("regex.replace('abc', 'b', 'x')", "string \"axc\""),
        ("regex.extract('id 42', '[0-9]+').value()", "string \"42\""),
        ("'abc'.matches('(')", "refused CEL3001"),
        ("math.greatest(1, 2.5, 3u)", "uint 3u"),
        ("math.greatest('a')", "refused CEL1004"),
        ("google.protobuf.Int32Value{value: 2147483648}", "error overflow"),
        ("google.protobuf.Duration{seconds: 61} == duration('1m1s')", "bool true"),
    ])
    func hasLibraries(_ source: String, _ expected: String) {
        #expect(outcome(source) == expected)
    }

    @Test(arguments: [
        ("f(1)", "error unknown_function"),
        ("true || f(1)", "bool true"),
        ("x", "error unknown_name"),
        ("1 == 1.0", "bool true"),
        ("1 + 1u", "error no_such_overload"),
        ("'a'.matches('(')", "error invalid_argument"),
    ])
    func runsWithoutChecker(_ source: String, _ expected: String) {
        #expect(outcome(source, checked: false) == expected)
    }

    @Test func librariesAreOptional() {
        #expect(outcome("math.abs(-1)", libraries: []) == "refused CEL2001")
        #expect(outcome("[1][?0]", libraries: []) == "refused CEL1001")
        #expect(outcome("cel.block([1], cel.index(0))", libraries: .all) == "refused CEL2001")
    }
}
