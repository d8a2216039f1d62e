#!/usr/bin/env python3
"""Makes the vectors of contract logs: what eth-abi encodes and decodes, with signatures hashed by eth-hash and by gmssl's SM3.

    pip install eth-abi eth-utils 'eth-hash[pycryptodome]' gmssl
    abi_logs.py > ../abi-logs.jsonl

One object a line: `event`, `hash` (keccak-256 or sm3), `topics`, `data`, and `values` by the names of the parameters as eth-abi
decodes them again; what a topic holds the hash of only is left out. Numbers are decimal digits, bytes hexadecimal.
"""
import json
import random

from eth_abi import decode, encode
from eth_utils import keccak
from gmssl import func, sm3

random.seed(20261126)


def sm3_hash(data):
    return bytes.fromhex(sm3.sm3_hash(func.bytes_to_list(data)))


def plain(value):
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return str(value)
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, (list, tuple)):
        return [plain(element) for element in value]
    return value


def some(kind):
    """A value of a type, the edges of its range more often than not."""
    if kind.endswith("[]"):
        return [some(kind[:-2]) for _ in range(random.choice([0, 1, 2, 5]))]
    if kind.startswith("uint"):
        bits = int(kind[4:] or 256)
        return random.choice([0, 1, 2**bits - 1, 2**(bits - 1), random.getrandbits(bits)])
    if kind.startswith("int"):
        bits = int(kind[3:] or 256)
        return random.choice([0, -1, 2**(bits - 1) - 1, -2**(bits - 1), random.getrandbits(bits - 1)])
    if kind == "address":
        return "0x" + random.randbytes(20).hex()
    if kind == "bool":
        return random.random() < 0.5
    if kind == "bytes":
        return random.randbytes(random.choice([0, 1, 31, 32, 33, 100]))
    if kind == "string":
        return random.choice(["", "a", "应收账款 №7", "x" * 32, "€" * 40])
    return random.randbytes(int(kind[5:]))


KINDS = (["address", "bool", "bytes", "string", "uint", "int", "address[]", "string[]", "bytes[]", "uint256[]", "int64[]",
          "bytes4[]", "bool[]"] + [f"uint{8 * n}" for n in (1, 2, 4, 8, 15, 16, 31, 32)]
         + [f"int{8 * n}" for n in (1, 3, 8, 16, 32)] + [f"bytes{n}" for n in (1, 4, 20, 31, 32)])


def vector(name, parameters, digest, label):
    """`parameters`: (type, name, whether it is indexed, value)."""
    full = [{"uint": "uint256", "int": "int256"}.get(kind, kind) for kind, *_ in parameters]
    topics, kinds, body, values = [digest(f"{name}({','.join(full)})".encode())], [], [], {}
    for kind, (_, parameter, indexed, value) in zip(full, parameters):
        if not indexed:
            kinds.append(kind)
            body.append(value)
        elif kind in ("bytes", "string") or kind.endswith("[]"):
            # Of a dynamic value the topic holds a hash.
            topics.append(digest(repr(value).encode()))
        else:
            topics.append(encode([kind], [value]))
            values[parameter] = plain(decode([kind], topics[-1])[0])
    data = encode(kinds, body)
    names = [parameter for _, parameter, indexed, _ in parameters if not indexed]
    values |= dict(zip(names, map(plain, decode(kinds, data))))
    text = ", ".join(f"{kind}{' indexed' if indexed else ''} {parameter}" for kind, parameter, indexed, _ in parameters)
    print(json.dumps({"event": f"{name}({text})", "hash": label, "topics": [t.hex() for t in topics], "data": data.hex(),
                      "values": values}, ensure_ascii=False))


for digest, label in ((keccak, "keccak-256"), (sm3_hash, "sm3")):
    vector("Nothing", [], digest, label)
    vector("Transfer", [("address", "from", True, "0x" + "11" * 20), ("address", "to", True, "0x" + "22" * 20),
                        ("uint256", "value", False, 10**30)], digest, label)
    vector("Pledged", [("bytes32", "fingerprint", True, bytes(range(32))), ("string", "pledgor", False, "红塔陶瓷"),
                       ("string", "pledgee", False, "Bank A"), ("uint256", "value", False, 1_000_000),
                       ("uint256", "secured", False, 400_000)], digest, label)
for number in range(60):
    parameters, indexed = [], 0
    for place in range(random.randint(1, 7)):
        kind = random.choice(KINDS)
        is_indexed = indexed < 3 and random.random() < 0.3
        indexed += is_indexed
        parameters.append((kind, f"p{place}", is_indexed, some(kind)))
    vector(f"E{number}", parameters, *random.choice([(keccak, "keccak-256"), (sm3_hash, "sm3")]))
