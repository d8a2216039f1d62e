#!/usr/bin/env python3
"""A real EVM chain behind JSON-RPC, for tests: py-evm executes, the headers are sealed as a QBFT network seals them.

    evm_chain.py [--port N] [--validators 4]

Prints `{"url", "validators"}` when it listens on loopback, ends when its standard input is closed. Beside the read-only methods
of a node (eth_chainId, eth_blockNumber, eth_getBlockByNumber, eth_getBlockReceipts, eth_getTransactionReceipt) it has

    test_mine   [[log …]]              one block, one transaction a log (contract_log.py) with one indexed parameter
    test_fork   [depth, [[log …] …]]   the last `depth` blocks are replaced by these
    test_tip    []                     id of the newest block

Needs eth-tester with py-evm and eth-keys: pip install 'eth-tester[py-evm]'. Without them it prints SKIPPED and ends with 3.
Keys are fixed and public: they guard nothing.
"""
import argparse
import http.server
import json
import sys
import threading

import json_rpc

try:
    import rlp
    from contract_log import topics_and_data
    from eth_keys import keys
    from eth_tester import PyEVMBackend
    from eth_utils import keccak
except ImportError as error:
    print(f"SKIPPED: a real EVM chain cannot be had: {error}; pip install 'eth-tester[py-evm]'", file=sys.stderr)
    sys.exit(3)

MIX = b"ctical byzantine fault tolerance"
# LOG2 with two topics and data out of the call's data: topic, topic, data.
SPEAKER = bytes.fromhex("60403603806040600037602035600035826000a200")
HEADER = ("parentHash sha3Uncles miner stateRoot transactionsRoot receiptsRoot logsBloom difficulty number gasLimit "
          "gasUsed timestamp extraData mixHash nonce baseFeePerGas withdrawalsRoot blobGasUsed excessBlobGas "
          "parentBeaconBlockRoot requestsHash").split()
NUMBERS = {"difficulty", "number", "gasLimit", "gasUsed", "timestamp", "baseFeePerGas", "blobGasUsed", "excessBlobGas"}
DYNAMIC = "chainId nonce maxPriorityFeePerGas maxFeePerGas gas to value input accessList v r s".split()


def number(raw):
    return hex(int.from_bytes(raw, "big"))


class Chain:
    """Blocks executed by py-evm, sealed anew: roots and receipts stay, parent, mix and extra data are QBFT's."""

    def __init__(self, count):
        self.signers = sorted((keys.PrivateKey(bytes([n]) * 32) for n in range(1, count + 1)),
                              key=lambda key: key.public_key.to_canonical_address())
        self.validators = [key.public_key.to_canonical_address() for key in self.signers]
        self.blocks = []
        self.start()

    def start(self):
        self.backend = PyEVMBackend()
        self.evm = self.backend.chain
        self.owner = [keys.PrivateKey(key.to_bytes()) for key in self.backend._key_lookup.values()][0]
        self.address = self.owner.public_key.to_canonical_address()
        self.nonce = 0
        self.speaker = keccak(rlp.encode([self.address, 0]))[12:]
        self.logs = []
        self.take(0, ())
        head = b"\x60" + bytes([len(SPEAKER)]) + b"\x60\x0c\x60\x00\x39\x60" + bytes([len(SPEAKER)]) + b"\x60\x00\xf3"
        self.execute([(b"", head + SPEAKER)])

    def execute(self, calls):
        transactions = []
        builder = self.evm.get_vm().get_transaction_builder()
        for to, data in calls:
            unsigned = builder.new_unsigned_dynamic_fee_transaction(
                chain_id=self.evm.chain_id, max_fee_per_gas=10**10, max_priority_fee_per_gas=10**9, access_list=[],
                nonce=self.nonce, gas=200_000, to=to, value=0, data=data)
            self.nonce += 1
            transactions.append(unsigned.as_signed_transaction(self.owner))
        self.evm.mine_all(transactions)
        height = self.evm.get_canonical_head().block_number
        block = self.evm.get_canonical_block_by_number(height)
        self.take(height, block.get_receipts(self.evm.chaindb))

    def mine(self, logs):
        self.logs.append(logs)
        self.execute([(self.speaker, self.call(log)) for log in logs])

    @staticmethod
    def call(log):
        topics, data = topics_and_data(log, keccak)
        return topics[0] + topics[1] + data

    def fork(self, depth, branches):
        """Executes everything anew up to the fork, then the other blocks."""
        kept = self.logs[:len(self.logs) - depth]
        old = self.blocks
        self.blocks = []
        self.start()
        for logs in kept:
            self.mine(logs)
        # The time of execution differs between two runs: what is kept is the old chain's own.
        self.blocks = old[:len(self.blocks)]
        for logs in branches:
            self.mine(logs)

    def take(self, height, receipts):
        block = self.evm.get_canonical_block_by_number(height)
        parts = rlp.decode(rlp.encode(block), strict=False)
        header = list(parts[0])
        if height:
            header[0] = self.blocks[height - 1]["id"]
        identifier, header = self.seal(header, height)
        bodies = [receipt.encode() if hasattr(receipt, "encode") else rlp.encode(receipt) for receipt in receipts]
        self.blocks.append({"id": identifier, "header": header, "parts": parts, "receipts": bodies})

    def seal(self, header, height):
        """The block id and the header with its seals (Besu QbftExtraDataCodec)."""
        common = [b"\0" * 32, self.validators, []]

        def base(tail):
            changed = list(header)
            changed[7], changed[12], changed[13], changed[14] = b"\x01", rlp.encode(common + tail), MIX, b"\0" * 8
            changed[2] = self.validators[height % len(self.validators)]
            return changed
        signed = keccak(rlp.encode(base([b"", []])))
        quorum = (2 * len(self.validators) + 2) // 3
        chosen = [self.signers[(height + n) % len(self.signers)] for n in range(quorum)] if height else []
        seals = []
        for key in chosen:
            signature = key.sign_msg_hash(signed)
            seals.append(signature.r.to_bytes(32, "big") + signature.s.to_bytes(32, "big") + bytes([signature.v]))
        return signed, base([b"", seals])

    def block(self, height):
        if height >= len(self.blocks):
            return None
        made = self.blocks[height]
        answer = {name: number(raw) if name in NUMBERS else "0x" + raw.hex() for name, raw in zip(HEADER, made["header"])}
        answer |= {"hash": "0x" + made["id"].hex(), "uncles": [], "transactions": []}
        if len(made["parts"]) > 3:
            answer["withdrawals"] = []
        for raw in made["parts"][1]:
            items = rlp.decode(raw[1:], strict=False)
            entry = {"type": hex(raw[0]), "hash": "0x" + keccak(raw).hex()}
            for name, item in zip(DYNAMIC, items):
                if name == "accessList":
                    entry[name] = []
                elif name == "to":
                    entry[name] = "0x" + item.hex() if item else None
                else:
                    entry[name] = "0x" + item.hex() if name == "input" else number(item)
            answer["transactions"].append(entry)
        return answer

    def receipts(self, height):
        answers = []
        for raw, body in zip(self.blocks[height]["parts"][1], self.blocks[height]["receipts"]):
            status, gas, bloom, logs = rlp.decode(body[1:] if body[0] < 0xc0 else body, strict=False)
            answers.append({
                "transactionHash": "0x" + keccak(raw).hex(), "type": hex(raw[0]), "status": number(status),
                "cumulativeGasUsed": number(gas), "logsBloom": "0x" + bloom.hex(), "contractAddress": None,
                "logs": [{"address": "0x" + a.hex(), "topics": ["0x" + t.hex() for t in ts], "data": "0x" + d.hex()}
                         for a, ts, d in logs]})
        return answers


class Handler(json_rpc.Handler):
    chain = None

    def result(self, method, params):
        chain = self.chain
        if method == "eth_chainId":
            return hex(chain.evm.chain_id)
        if method == "eth_blockNumber":
            return hex(len(chain.blocks) - 1)
        if method == "eth_getBlockByNumber":
            return chain.block(int(params[0], 16))
        if method == "eth_getBlockReceipts":
            return chain.receipts(int(params[0], 16))
        if method == "eth_getTransactionReceipt":
            for height in range(len(chain.blocks)):
                for receipt in chain.receipts(height):
                    if receipt["transactionHash"] == params[0]:
                        return receipt
            return None
        if method == "test_mine":
            chain.mine(params[0])
            return "0x" + chain.blocks[-1]["id"].hex()
        if method == "test_fork":
            chain.fork(params[0], params[1])
            return "0x" + chain.blocks[-1]["id"].hex()
        if method == "test_tip":
            return "0x" + chain.blocks[-1]["id"].hex()
        raise LookupError(method)


def main():
    parser = argparse.ArgumentParser(description="a real EVM chain behind JSON-RPC")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--validators", type=int, default=4)
    arguments = parser.parse_args()
    Handler.chain = Chain(arguments.validators)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", arguments.port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps({"url": f"http://127.0.0.1:{server.server_port}",
                      "validators": ["0x" + v.hex() for v in Handler.chain.validators],
                      "contract": "0x" + Handler.chain.speaker.hex()}), flush=True)
    sys.stdin.read()
    server.shutdown()


main()
