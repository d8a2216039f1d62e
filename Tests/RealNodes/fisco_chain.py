#!/usr/bin/env python3
"""A chain of FISCO BCOS 3.1 form with SM3 and SM2 behind JSON-RPC, for tests: no node, but every hash and signature as one makes them.

    fisco_chain.py [--port N] [--sealers 4]

Prints `{"url", "group", "sealers"}` when it listens on loopback, ends when its standard input is closed. Beside the read-only
methods of a node (getBlockNumber, getBlockByNumber, getTransactionReceipt) it has

    test_mine   [[log …]]          one block, one transaction a log (contract_log.py)
    test_fork   [depth, [[log …] …]]   the last `depth` blocks are replaced by these
    test_tip    []                     id of the newest block

Needs gmssl and eth-abi: pip install gmssl eth-abi. Without them it prints SKIPPED and ends with 3. Keys are fixed and public:
they guard nothing.
"""
import argparse
import http.server
import json
import struct
import sys
import threading
import time

import json_rpc

try:
    from contract_log import topics_and_data
    from gmssl import func, sm2, sm3
except ImportError as error:
    print(f"SKIPPED: a chain with SM2 cannot be made: {error}; pip install gmssl eth-abi", file=sys.stderr)
    sys.exit(3)

GROUP = "group0"
VERSION = 0x03010000
CONTRACT = "5fbdb2315678afecb367f032d93f642f64180aa3"


def digest(data):
    return bytes.fromhex(sm3.sm3_hash(func.bytes_to_list(data)))


class Sealer:
    def __init__(self, seed):
        private = (bytes([seed]) * 32).hex()
        maker = sm2.CryptSM2(private_key=private, public_key="")
        self.node = bytes.fromhex(maker._kg(int(private, 16), sm2.default_ecc_table["g"]))
        self.signer = sm2.CryptSM2(private_key=private, public_key=self.node.hex())

    def sign(self, hashed):
        return bytes.fromhex(self.signer.sign_with_sm3(hashed))


def tree(leaves):
    """Merkle.h, width 2: the last of an odd level is hashed alone."""
    while len(leaves) > 1:
        leaves = [digest(b"".join(leaves[n:n + 2])) for n in range(0, len(leaves), 2)]
    return leaves[0] if leaves else b"\0" * 32


class Chain:
    def __init__(self, count):
        self.sealers = sorted((Sealer(n) for n in range(1, count + 1)), key=lambda sealer: sealer.node)
        self.blocks = []
        self.receipts = {}
        self.round = 0
        self.mine([])

    def mine(self, logs):
        height = len(self.blocks)
        stamp = max(int(time.time() * 1000), self.blocks[-1]["timestamp"] + 1 if self.blocks else 0)
        ids, leaves = [], []
        for place, log in enumerate(logs):
            topics, data = topics_and_data(log, digest)
            identifier = digest(f"transaction {height}/{place}/{self.round}".encode())
            ids.append(identifier)
            # TarsHashable.h, impl_calculate of a receipt of version 0.
            leaves.append(digest(
                struct.pack(">i", 0) + b"24000" + CONTRACT.encode() + struct.pack(">i", 0) + CONTRACT.encode()
                + b"".join(topics) + data + struct.pack(">q", height)))
            self.receipts["0x" + identifier.hex()] = {
                "version": 0, "gasUsed": "24000", "contractAddress": CONTRACT, "status": 0, "output": "0x",
                "blockNumber": height, "hash": "0x" + leaves[-1].hex(), "transactionHash": "0x" + identifier.hex(),
                "logEntries": [{"address": CONTRACT, "topics": ["0x" + t.hex() for t in topics], "data": "0x" + data.hex()}]}
        parents = [(height - 1, bytes.fromhex(self.blocks[-1]["hash"][2:]))] if self.blocks else []
        roots = [tree(ids), tree(leaves), digest(b"state %d" % height)]
        sealer, weights = height % len(self.sealers), [1] * len(self.sealers)
        # BlockHeaderImpl.cpp, calculateHash.
        hashed = digest(
            struct.pack(">i", VERSION) + b"".join(struct.pack(">q", n) + h for n, h in parents) + b"".join(roots)
            + struct.pack(">q", height) + str(24000 * len(ids)).encode() + struct.pack(">qq", stamp, sealer)
            + b"".join(s.node for s in self.sealers) + b"".join(struct.pack(">q", w) for w in weights))
        quorum = len(self.sealers) - (len(self.sealers) - 1) // 3 if height else 0
        signers = sorted((height + n) % len(self.sealers) for n in range(quorum))
        self.blocks.append({
            "version": VERSION, "number": height, "hash": "0x" + hashed.hex(), "timestamp": stamp, "sealer": sealer,
            "parentInfo": [{"blockNumber": n, "blockHash": "0x" + h.hex()} for n, h in parents],
            "txsRoot": "0x" + roots[0].hex(), "receiptsRoot": "0x" + roots[1].hex(), "stateRoot": "0x" + roots[2].hex(),
            "gasUsed": hex(24000 * len(ids)), "extraData": "0x", "consensusWeights": weights,
            "sealerList": ["0x" + s.node.hex() for s in self.sealers],
            "signatureList": [{"sealerIndex": n, "signature": "0x" + self.sealers[n].sign(hashed).hex()} for n in signers],
            "transactions": [{"hash": "0x" + i.hex()} for i in ids]})

    def fork(self, depth, branch):
        self.round += 1
        del self.blocks[len(self.blocks) - depth:]
        for logs in branch:
            self.mine(logs)


class Handler(json_rpc.Handler):
    chain = None

    def result(self, method, params):
        chain = self.chain
        if method == "getBlockNumber":
            return len(chain.blocks) - 1
        if method == "getBlockByNumber":
            return chain.blocks[params[2]] if params[2] < len(chain.blocks) else None
        if method == "getTransactionReceipt":
            return chain.receipts.get(params[2])
        if method == "test_mine":
            chain.mine(params[0])
            return chain.blocks[-1]["hash"]
        if method == "test_fork":
            chain.fork(params[0], params[1])
            return chain.blocks[-1]["hash"]
        if method == "test_tip":
            return chain.blocks[-1]["hash"]
        raise LookupError(method)


def main():
    parser = argparse.ArgumentParser(description="a chain of FISCO BCOS form with SM2 behind JSON-RPC")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--sealers", type=int, default=4)
    arguments = parser.parse_args()
    Handler.chain = Chain(arguments.sealers)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", arguments.port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps({"url": f"http://127.0.0.1:{server.server_port}", "group": GROUP,
                      "sealers": ["sm2:" + sealer.node.hex() for sealer in Handler.chain.sealers],
                      "contract": "0x" + CONTRACT}), flush=True)
    sys.stdin.read()
    server.shutdown()


main()
