#!/usr/bin/env python3
"""Holds generated expressions against Google's C++ implementation.

    pip install cel-expr-python protobuf
    <program printing DifferentialRun.lines> | python3 compare.py

Reads JSON lines {"expr", "value" | "error" | "refused" | "disagreement"} and prints every expression on which the two
differ; ends with status 1 when there are any that are not listed as known differences.
"""
import base64
import json
import math
import re
import sys

from cel_expr_python import cel
from cel_expr_python.ext import ext_bindings, ext_encoders, ext_math, ext_optional, ext_strings

TYPE = cel.Type
VARIABLES = {
    "b": (TYPE.BOOL, True), "i": (TYPE.INT, 7), "u": (TYPE.UINT, 9), "d": (TYPE.DOUBLE, 2.5),
    "s": (TYPE.STRING, "h\u00e9llo \U0001F600"), "y": (TYPE.BYTES, b"\xffa"),
    "l": (TYPE.List(TYPE.INT), [1, -2, 3]), "n": (TYPE.List(TYPE.STRING), ["a", "bc"]),
    "m": (TYPE.Map(TYPE.STRING, TYPE.INT), {"a": 1, "k": -5}),
}

# Where the specification or its suite sides with us, or leaves the choice; pattern of the expression, reason.
KNOWN = [
    (r"\.substring\(.*,", "C++ refuses an end at the end of the string in this version"),
    (r"\.split\(", "the empty string has no pieces when split by the empty string, as in cel-go"),
    (r"\.reverse\(\)|strings\.quote", "not in the C++ string extension of this version"),
    (r"getMilliseconds", "the portion below a second, not the total"),
]

# The same for expressions that our checker refuses and C++ evaluates.
KNOWN_REFUSALS = [
    (r"\[\]\.", "an element of an empty list takes the type of the first overload that fits, as in cel-go"),
]


def plain(text):
    """C++ pads fractions of a second to 3, 6 or 9 digits and prints some NaN as -nan, which upperAscii makes -NAN.
    Infinity is +Inf and -Inf as in Go here, inf and -inf in C++."""
    text = re.sub(r"(\.\d*?)0+(?=[sZ])", r"\1", text)
    text = re.sub(r"\.(?=[sZ])", "", text).replace("-nan", "NaN").replace("-NAN", "NAN")
    return re.sub(r"\+?(?i:inf)", "inf", text)


def same(ours, theirs):
    kind, value = ours.get("t"), ours.get("v")
    if kind == "null":
        return theirs is None
    if kind == "bool":
        return theirs is value
    if kind in ("int", "uint"):
        return not isinstance(theirs, (bool, float)) and isinstance(theirs, int) and theirs == int(value)
    if kind == "double":
        number = float(value)
        if not isinstance(theirs, float):
            return False
        if math.isnan(number):
            return math.isnan(theirs)
        return number == theirs and math.copysign(1, number) == math.copysign(1, theirs)
    if kind == "string":
        return isinstance(theirs, str) and plain(theirs) == plain(value)
    if kind == "bytes":
        return isinstance(theirs, (bytes, bytearray)) and plain(bytes(theirs).decode("latin-1")) == plain(
            base64.b64decode(value).decode("latin-1"))
    if kind == "list":
        # Elements come as accessors.
        elements = [element.value() if hasattr(element, "value") else element for element in theirs]
        return len(elements) == len(value) and all(map(same, value, elements))
    return False


def main():
    env = cel.NewEnv(
        variables={name: kind for name, (kind, _) in VARIABLES.items()},
        extensions=[
            ext_math.ExtMath(), ext_strings.ExtStrings(), ext_bindings.ExtBindings(), ext_optional.ExtOptional(),
            ext_encoders.ExtEncoders(),
        ])
    data = {name: value for name, (_, value) in VARIABLES.items()}
    total = differences = known = 0
    for line in sys.stdin:
        case = json.loads(line)
        expression = case["expr"]
        total += 1
        try:
            result = env.compile(expression).eval(data=data)
            failed = str(result.type()) == "ERROR"
            theirs = result.value()
        except Exception as error:  # noqa: BLE001 - every refusal counts as one
            failed, theirs = True, f"{type(error).__name__}: {error}"
        if "value" in case:
            agrees = not failed and same(case["value"], theirs)
        else:
            agrees = failed and "disagreement" not in case
        if agrees:
            continue
        explained = KNOWN + (KNOWN_REFUSALS if "refused" in case else [])
        if any(re.search(pattern, expression) for pattern, _ in explained):
            known += 1
            continue
        differences += 1
        ours = {key: value for key, value in case.items() if key != "expr"}
        print(f"{expression}\n  ours:   {json.dumps(ours, ensure_ascii=False)}\n  theirs: {theirs!r}")
    print(f"{total} expressions, {differences} differences, {known} known differences")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
