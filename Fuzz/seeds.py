#!/usr/bin/env python3
"""Writes first inputs for the fuzzers from the files of the project: blocks, rules, conditions.

    Fuzz/seeds.py DIR        writes DIR/TARGET/…
"""
import json
import os
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
HEX = re.compile(r"^[0-9a-f]{200,}$")


def put(folder, target, number, content):
    place = folder / target
    place.mkdir(parents=True, exist_ok=True)
    (place / f"seed-{number:04d}").write_bytes(content)


def hexes(value):
    """All long hexadecimal texts in a JSON value."""
    if isinstance(value, str) and HEX.match(value):
        yield bytes.fromhex(value)
    elif isinstance(value, dict):
        for member in value.values():
            yield from hexes(member)
    elif isinstance(value, list):
        for member in value:
            yield from hexes(member)


def families(folder):
    """Blocks of the other families: the project's own fixtures, and real ones where they lie beside the repository."""
    fixtures = ROOT / "Tests/ChainFormatsTests/Fixtures"
    for number, line in enumerate((fixtures / "evm-blocks.jsonl").read_text().splitlines()):
        block = json.loads(line)
        put(folder, "block-evm", number, bytes.fromhex(block["block"]))
        for place, receipt in enumerate(block["receipts"][:5]):
            put(folder, "block-evm", 1000 + 10 * number + place, bytes.fromhex(receipt))
    put(folder, "block-evm", 999, (fixtures / "evm-rpc.json").read_bytes())
    for number, line in enumerate((fixtures / "fisco-headers.jsonl").read_text().splitlines()):
        put(folder, "block-fisco", number, line.encode())
    for number, path in enumerate(sorted((fixtures / "envelopes").glob("*.cbor"))):
        put(folder, "block-envelope", number, path.read_bytes())
    for name in ("evm-qbft-rpc.jsonl", "fisco-sm2-rpc.jsonl"):
        for number, line in enumerate((fixtures / name).read_text().splitlines()):
            put(folder, "bridge", number + (100 if name.startswith("fisco") else 0), line.encode())
    for number, line in enumerate((fixtures / "abi-logs.jsonl").read_text().splitlines()):
        log = json.loads(line)
        put(folder, "contract-log", number, log["event"].encode() + b"\n" + bytes.fromhex(log["data"]))
    examples = ROOT / "Config/examples/six-chains"
    put(folder, "log-mapping", 0, (examples / "pledges.yaml").read_bytes())
    for number, line in enumerate((examples / "scf-1.jsonl").read_text().splitlines()):
        put(folder, "transaction", number, line.encode())
    shared = pathlib.Path(os.environ.get("YUSHI_SHARED", ROOT.parent / "shared")) / "data/chains"
    for number, path in enumerate(sorted((shared / "fixtures/fisco").glob("*.json"))):
        put(folder, "block-fisco", 100 + number, path.read_bytes())
    for number, path in enumerate(sorted((shared / "fixtures/monero").glob("*.bin"))):
        put(folder, "block-monero", number, path.read_bytes())
    for number, path in enumerate(sorted((shared / "fixtures/zcash").glob("*.txt"))):
        put(folder, "block-zcash", number, bytes.fromhex(path.read_text().strip()))
    captured = shared / "captures/antelope/blocks.jsonl"
    for number, line in enumerate(captured.read_text().splitlines() if captured.exists() else ()):
        put(folder, "block-antelope", number, bytes.fromhex(json.loads(line)["raw"]))
    frames = shared / "captures/monero/frames_pair.jsonl"
    for number, line in enumerate(frames.read_text().splitlines()[-6:] if frames.exists() else ()):
        put(folder, "block-monero", 100 + number, line.encode())


def main():
    folder = pathlib.Path(sys.argv[1])
    blocks = ROOT / "Tests/ChainFormatsTests/Fixtures/core-kernel-blocks.jsonl"
    if blocks.exists():
        found = (block for line in blocks.read_text().splitlines() for block in hexes(json.loads(line)))
        for number, block in enumerate(sorted(set(found), key=len)[:60]):
            put(folder, "block", number, block)
    families(folder)
    conditions = set()
    for number, path in enumerate(sorted((ROOT / "Rules").rglob("*.yaml"))):
        put(folder, "rule-pack", number, path.read_bytes())
        conditions.update(re.findall(r"^\s*(?:when|where):\s*(\S.*)$", path.read_text(encoding="utf-8"), re.M))
    for number, condition in enumerate(sorted(conditions)):
        put(folder, "cel-expression", number, condition.encode())
    small = {
        "cel-regex": ["^(INV|PO)-[0-9]{4,10}$", "(a+)+$"],
        "cel-network": ["192.168.0.1/24", "2001:db8::1/64", "::ffff:1.2.3.4"],
        "cel-number": ["12.5", "-0", "1e308", str(2**256 - 1)],
        "cel-text": ["%s %.3f %d\nabc", "YWJj", "a,b\n,"],
        "cel-time": ["2025-03-01T00:00:00.5Z", "1h30m1.5s", "Asia/Shanghai"],
        "canonical-json": ['{"a":[1,"\\u00e9",null,true]}'],
        "checkpoint": ["example.org/log\n3\nqINS1GRFhWHwdkUeqLEoP4yEMkTBBzxBkGwGQlVlVcs=\n"],
        "tile-path": ["tile/0/x001/000.p/44", "tile/entries/000"],
        "verifier-key": ["example.org+1c8c9f4f+AaxJhYk0wBQTWvbVBzrUCRvQ4uJyhOqmGjWAyoLk8+lC"],
    }
    for target, texts in small.items():
        for number, text in enumerate(texts):
            put(folder, target, number, text.encode())


if __name__ == "__main__":
    main()
