#!/usr/bin/env python3
"""Makes the FISCO BCOS fixtures: headers of 2.x and 3.x, with Keccak-256/secp256k1 and with SM3/SM2, by code of others.

    pip install eth-keys gmssl rlp
    fisco_headers.py > ../fisco-headers.jsonl

One object a line, as JSON-RPC answers it, and `note`. No node made these: they follow the rules that the chain's source
states, and the digests and signatures are those of eth-keys and gmssl. The keys are fixed and public.
"""
import json
import struct

import rlp
from eth_keys import keys
from eth_utils import keccak, to_bytes
from gmssl import func, sm2, sm3


def sm3_hash(data):
    return bytes.fromhex(sm3.sm3_hash(func.bytes_to_list(data)))


class Secp256k1:
    name, hash = "secp256k1", staticmethod(keccak)

    def __init__(self, seed):
        self.key = keys.PrivateKey(bytes([seed]) * 32)
        self.node = self.key.public_key.to_bytes()

    def sign(self, digest):
        made = self.key.sign_msg_hash(digest)
        return to_bytes(made.r).rjust(32, b"\0") + to_bytes(made.s).rjust(32, b"\0") + bytes([made.v])


class SM2:
    name, hash = "sm2", staticmethod(sm3_hash)

    def __init__(self, seed):
        private = (bytes([seed]) * 32).hex()
        crypt = sm2.CryptSM2(private_key=private, public_key="")
        self.node = bytes.fromhex(crypt._kg(int(private, 16), sm2.default_ecc_table["g"]))
        self.crypt = sm2.CryptSM2(private_key=private, public_key=self.node.hex())

    def sign(self, digest):
        # The number that must never repeat, repeated on purpose: a fixture is made once more to the same bytes.
        return bytes.fromhex(self.crypt.sign_with_sm3(digest, "1f" * 32))


def tree(leaves, digest):
    while len(leaves) > 1:
        leaves = [digest(b"".join(leaves[n:n + 2])) for n in range(0, len(leaves), 2)]
    return leaves[0]


def release3(crypto, version, transactions, signers, with_key=False):
    nodes = sorted((crypto(n) for n in range(1, 5)), key=lambda n: n.node)
    ids = [crypto.hash(b"transaction %d" % n) for n in range(transactions)]
    weights, gas, stamp, extra = [1, 2, 1, 3], 0x1f2e3d, 1_700_000_000_123, b"\xab\xcd"
    parent = crypto.hash(b"parent")
    roots = [tree(ids, crypto.hash) if ids else b"\0" * 32, crypto.hash(b"receipts"), crypto.hash(b"state")]
    data = struct.pack(">i", version) + struct.pack(">q", 41) + parent + b"".join(roots) + struct.pack(">q", 42)
    data += str(gas).encode() + struct.pack(">qq", stamp, 2) + b"".join(n.node for n in nodes) + extra
    data += b"".join(struct.pack(">q", w) for w in weights)
    digest = crypto.hash(data)
    seals = [{"sealerIndex": n, "signature": "0x" + (nodes[n].sign(digest) + (nodes[n].node if with_key else b"")).hex()}
             for n in signers]
    made = {
        "note": f"{crypto.name} 0x{version:08x}, {transactions} transactions", "version": version, "number": 42,
        "parentInfo": [{"blockNumber": 41, "blockHash": "0x" + parent.hex()}], "txsRoot": "0x" + roots[0].hex(),
        "receiptsRoot": "0x" + roots[1].hex(), "stateRoot": "0x" + roots[2].hex(), "gasUsed": f"{gas:x}",
        "timestamp": stamp, "sealer": 2, "sealerList": ["0x" + n.node.hex() for n in nodes],
        "extraData": "0x" + extra.hex(), "consensusWeights": weights, "signatureList": seals,
        "hash": "0x" + digest.hex()}
    if transactions:
        made["transactions"] = [{"hash": "0x" + i.hex()} for i in ids]
    print(json.dumps(made))


def release2(crypto, signers, with_key):
    nodes = sorted((crypto(n) for n in range(1, 5)), key=lambda n: n.node)
    parent = crypto.hash(b"parent")
    roots = [crypto.hash(b"root %d" % n) for n in range(4)]
    stamp = 1_600_000_000_456
    integer = lambda n: n.to_bytes((n.bit_length() + 7) // 8, "big")
    digest = crypto.hash(rlp.encode([
        parent, *roots, b"\0" * 256, integer(7), b"", integer(21_000), integer(stamp), [b"\x01\x02"], integer(1),
        [n.node for n in nodes]]))
    seals = [{"index": hex(n), "signature": "0x" + (nodes[n].sign(digest) + (nodes[n].node if with_key else b"")).hex()}
             for n in signers]
    print(json.dumps({
        "note": f"{crypto.name} 2.x", "parentHash": "0x" + parent.hex(), "stateRoot": "0x" + roots[0].hex(),
        "transactionsRoot": "0x" + roots[1].hex(), "receiptsRoot": "0x" + roots[2].hex(), "dbHash": "0x" + roots[3].hex(),
        "logsBloom": "0x" + "00" * 256, "number": 7, "gasLimit": "0x0", "gasUsed": "0x5208", "timestamp": hex(stamp),
        "extraData": ["0x0102"], "sealer": "0x1", "sealerList": [n.node.hex() for n in nodes], "signatureList": seals,
        "hash": "0x" + digest.hex()}))


for crypto in (Secp256k1, SM2):
    release3(crypto, 0x03000000, 0, (1, 3))
    release3(crypto, 0x03010000, 5, (0, 1, 3), with_key=crypto is SM2)
    release2(crypto, (0, 2, 3), with_key=crypto is SM2)
