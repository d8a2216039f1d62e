#!/usr/bin/env python3
"""Makes the EVM fixtures: blocks that py-evm executed, and the same headers sealed as consortium chains seal them.

    pip install eth-tester[py-evm] eth-keys rlp
    evm_blocks.py > ../evm-blocks.jsonl
    evm_blocks.py rpc > ../evm-rpc.json

One object a line: `{"note", "block": hex of the RLP, "receipts": [hex], "hash": the id, "validators": [hex]}`. The keys
are fixed and public: they guard nothing. Blocks carry the time they are made at, so that a second run makes others. Blocks named "executed …" are real in the sense that py-evm ran them; seals are
put onto them here, by the rules of EIP-225 and of Besu's codecs, since no consortium node is at hand.
"""
import json
import sys

import rlp
from eth_keys import keys
from eth_tester import PyEVMBackend
from eth_utils import keccak, to_bytes

MIX = b"ctical byzantine fault tolerance"
KEYS = sorted((keys.PrivateKey(bytes([n]) * 32) for n in range(1, 8)), key=lambda k: k.public_key.to_canonical_address())
# LOG2 with the topics of an ERC-20 Transfer to the caller, data of 32 bytes; deployed as it is.
TOPIC = keccak(b"Transfer(address,address,uint256)")
RUNTIME = (b"\x60\x2a\x60\x00\x52" + b"\x33" + b"\x7f" + TOPIC + b"\x60\x20\x60\x00\xa2" + b"\x00")
REVERT = b"\x60\x00\x60\x00\xfd"


def deploy(code):
    """Init code that returns `code`."""
    head = b"\x60" + bytes([len(code)]) + b"\x60\x0c\x60\x00\x39\x60" + bytes([len(code)]) + b"\x60\x00\xf3"
    return head + code


def executed():
    """Blocks of a chain of four kinds of transactions, with receipts."""
    backend = PyEVMBackend()
    chain = backend.chain
    owners = [keys.PrivateKey(key.to_bytes()) for key in backend._key_lookup.values()]
    accounts = [key.public_key.to_canonical_address() for key in owners]
    nonces = [0] * len(owners)
    builder = chain.get_vm().get_transaction_builder()

    def sign(sender=0, to=b"", value=0, data=b"", gas=200_000, kind=2):
        nonce, nonces[sender] = nonces[sender], nonces[sender] + 1
        common = {"nonce": nonce, "gas": gas, "to": to, "value": value, "data": data}
        if kind == 0:
            unsigned = builder.create_unsigned_transaction(gas_price=10**10, **common)
        elif kind == 1:
            unsigned = builder.new_unsigned_access_list_transaction(
                chain_id=chain.chain_id, gas_price=10**10, access_list=[(accounts[4], (1, 2))], **common)
        else:
            unsigned = builder.new_unsigned_dynamic_fee_transaction(
                chain_id=chain.chain_id, max_fee_per_gas=10**10, max_priority_fee_per_gas=10**9, access_list=[], **common)
        return unsigned.as_signed_transaction(owners[sender], *([chain.chain_id] if kind == 0 else []))

    chain.mine_all([])
    chain.mine_all([sign(data=deploy(RUNTIME)), sign(data=deploy(REVERT))])
    speaker, failer = (keccak(rlp.encode([accounts[0], n]))[12:] for n in (0, 1))
    chain.mine_all([
        sign(to=accounts[1], value=12345), sign(to=speaker), sign(to=failer, value=7),
        sign(to=accounts[2], value=10**18, kind=0), sign(to=accounts[3], value=1, kind=1)])
    chain.mine_all([sign(n % 5 + 1, accounts[0], n + 1, gas=21_000) for n in range(140)])
    for number in range(chain.get_canonical_head().block_number + 1):
        block = chain.get_canonical_block_by_number(number)
        receipts = block.get_receipts(chain.chaindb) if number else ()
        yield number, block, receipts


def encoded(receipt):
    return receipt.encode() if hasattr(receipt, "encode") else rlp.encode(receipt)


def line(note, parts, receipts, identifier, validators=()):
    print(json.dumps({
        "note": note, "block": rlp.encode(parts).hex(), "receipts": receipts, "hash": identifier.hex(),
        "validators": [v.hex() for v in validators]}))


def seal(key, digest):
    signature = key.sign_msg_hash(digest)
    return to_bytes(signature.r).rjust(32, b"\0") + to_bytes(signature.s).rjust(32, b"\0") + bytes([signature.v])


def with_extra(header, extra, mix=None, difficulty=None, nonce=None):
    header = list(header)
    header[12] = extra
    if mix is not None:
        header[13] = mix
    if difficulty is not None:
        header[7] = difficulty
    if nonce is not None:
        header[14] = nonce
    return header


def sealed(parts, receipts):
    """The last executed block again as QBFT, IBFT 2 and Clique chains would seal it."""
    addresses = [key.public_key.to_canonical_address() for key in KEYS]
    for count, signers, round_number, vote in ((4, 3, 0, None), (7, 5, 300, None), (4, 4, 1, (b"\x11" * 20, b"\xff"))):
        listed = addresses[:count]
        common = [b"\0" * 32, listed, list(vote) if vote else []]
        rounds = b"" if round_number == 0 else round_number.to_bytes(4, "big").lstrip(b"\0")
        base = lambda tail: with_extra(parts[0], rlp.encode(common + tail), MIX, b"\x01", b"\0" * 8)
        signed = keccak(rlp.encode(base([rounds, []])))
        seals = [seal(key, signed) for key in KEYS[:signers]]
        identifier = keccak(rlp.encode(base([b"", []])))
        line(f"qbft {signers} of {count}, round {round_number}", [base([rounds, seals])] + parts[1:], receipts, identifier, listed)
    listed = addresses[:4]
    for round_number, vote in ((0, b""), (2, [b"\x22" * 20, b"\0"])):
        common = [b"\7" * 32, listed, vote]
        rounds = round_number.to_bytes(4, "big")
        base = lambda tail: with_extra(parts[0], rlp.encode(common + tail), MIX, b"\x01", b"\0" * 8)
        signed = keccak(rlp.encode(base([rounds])))
        seals = [seal(key, signed) for key in KEYS[:3]]
        identifier = keccak(rlp.encode(base([])))
        line(f"ibft2 3 of 4, round {round_number}", [base([rounds, seals])] + parts[1:], receipts, identifier, listed)
    for note, names in (("clique epoch", addresses[:4]), ("clique", [])):
        extra = b"\0" * 32 + b"".join(names)
        base = lambda tail: with_extra(parts[0], extra + tail, b"\0" * 32, b"\x02", b"\0" * 8)
        header = base(seal(KEYS[1], keccak(rlp.encode(base(b"")))))
        line(note, [header] + parts[1:], receipts, keccak(rlp.encode(header)), addresses[:4])


HEADER = ("parentHash sha3Uncles miner stateRoot transactionsRoot receiptsRoot logsBloom difficulty number gasLimit "
          "gasUsed timestamp extraData mixHash nonce baseFeePerGas withdrawalsRoot blobGasUsed excessBlobGas "
          "parentBeaconBlockRoot requestsHash").split()
NUMBERS = {"difficulty", "number", "gasLimit", "gasUsed", "timestamp", "baseFeePerGas", "blobGasUsed", "excessBlobGas"}
LEGACY = "nonce gasPrice gas to value input v r s".split()
LISTED = "chainId nonce gasPrice gas to value input accessList v r s".split()
DYNAMIC = "chainId nonce maxPriorityFeePerGas maxFeePerGas gas to value input accessList v r s".split()
TEXTS = {"to", "input"}


def number(raw):
    return hex(int.from_bytes(raw, "big"))


def rpc():
    """The block of five transactions as JSON-RPC servers render it, null for what is absent."""
    for _, block, receipts in executed():
        parts = rlp.decode(rlp.encode(block), strict=False)
        if len(parts[1]) == 5:
            break
    rendered = {name: number(raw) if name in NUMBERS else "0x" + raw.hex() for name, raw in zip(HEADER, parts[0])}
    rendered |= {"hash": "0x" + block.hash.hex(), "totalDifficulty": None, "uncles": [], "withdrawals": [], "transactions": []}
    answers = []
    for index, (raw, receipt) in enumerate(zip(parts[1], receipts)):
        kind = raw[0] if isinstance(raw, bytes) else 0
        names = {0: LEGACY, 1: LISTED, 2: DYNAMIC}[kind]
        items = rlp.decode(raw[1:], strict=False) if kind else raw
        made = {"type": hex(kind), "blockNumber": rendered["number"]}
        for name, item in zip(names, items):
            if name == "accessList":
                made[name] = [{"address": "0x" + a.hex(), "storageKeys": ["0x" + k.hex() for k in ks]} for a, ks in item]
            elif name in TEXTS:
                made[name] = ("0x" + item.hex()) if item or name == "input" else None
            else:
                made[name] = number(item)
        rendered["transactions"].append(made)
        body = encoded(receipt)
        status, gas, bloom, logs = rlp.decode(body[1:] if body[0] < 0xc0 else body, strict=False)
        answers.append({
            "type": hex(kind), "status": number(status), "cumulativeGasUsed": number(gas), "logsBloom": "0x" + bloom.hex(),
            "contractAddress": None,
            "logs": [{"address": "0x" + a.hex(), "topics": ["0x" + t.hex() for t in ts], "data": "0x" + d.hex()}
                     for a, ts, d in logs]})
    print(json.dumps({"block": rendered, "receipts": answers}))


def main():
    for number, block, receipts in executed():
        parts = rlp.decode(rlp.encode(block), strict=False)
        # A typed transaction stands in the list as a string of bytes.
        parts = [list(parts[0])] + [list(part) for part in parts[1:]]
        hexes = [encoded(receipt).hex() for receipt in receipts]
        line(f"executed {number}", parts, hexes, block.hash)
        if len(block.transactions) == 5:
            last = parts, hexes
    sealed(*last)


rpc() if sys.argv[1:] == ["rpc"] else main()
