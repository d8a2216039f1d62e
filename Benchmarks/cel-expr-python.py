#!/usr/bin/env python3
"""Measures the conditions of Sources/CELConformance/CELBenchmarks.swift with Google's C++ implementation.

    pip install cel-expr-python protobuf
    python3 Benchmarks/cel-expr-python.py

Prints {"name": nanoseconds} on one line. The transaction is a map, since the package has no other values without
protobuf messages, and an evaluation includes the call from Python. Amounts are doubles: the language has no others.
"""
import json
import time

from cel_expr_python import cel

CONDITIONS = {
    "string equality": 'tx.asset == "USDT"',
    "range of an amount": "tx.amount >= 1000.5 && tx.amount < 5000000000000000000000.0",
    "in five strings": 'tx.asset in ["USDC", "DAI", "BUSD", "TUSD", "USDT"]',
    "regular expression": 'tx.memo.matches("^(INV|PO)-[0-9]{4,10}$")',
    "startsWith": 'tx.memo.startsWith("INV-")',
    "has and size": "has(tx.reference) && size(tx.reference) == 20",
    "nested fields": "tx.sender.country != tx.receiver.country && tx.sender.level == tx.receiver.level",
    "exists over 8 outputs": "tx.outputs.exists(o, o.address in watchlist)",
}
ADDRESS = "0x71c7656ec7ab88b098defb751b7401b5f6d8{}76f"
DATA = {
    "tx": {
        "asset": "USDT", "amount": 250000.0, "memo": "INV-20261122", "reference": b"\x07" * 20,
        "sender": {"country": "CN", "level": 3}, "receiver": {"country": "SG", "level": 3},
        "outputs": [{"address": ADDRESS.format(index), "value": float(index)} for index in range(8)],
    },
    "watchlist": [ADDRESS.format(7 if index == 9 else index + 10) for index in range(10)],
}
SAMPLES = 31
ROUNDS = 500


def measure(program):
    """The least time of one evaluation in nanoseconds."""
    least = float("inf")
    for _ in range(SAMPLES):
        start = time.perf_counter_ns()
        for _ in range(ROUNDS):
            program.eval(data=DATA)
        least = min(least, (time.perf_counter_ns() - start) / ROUNDS)
    return least


def main():
    kinds = cel.Type
    env = cel.NewEnv(variables={"tx": kinds.Map(kinds.STRING, kinds.DYN), "watchlist": kinds.List(kinds.STRING)})
    conditions = dict(CONDITIONS)
    conditions["all eight with &&"] = " && ".join(f"({condition})" for condition in CONDITIONS.values())
    figures = {}
    for name, condition in conditions.items():
        program = env.compile(condition)
        result = program.eval(data=DATA)
        if result.value() is not True:
            raise SystemExit(f"{name} came to {result.value()!r}")
        figures[name] = round(measure(program), 1)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
