#!/usr/bin/env python3
"""Bitcoin Core's own verdict on blocks: an oracle for tests.

Reads serialised blocks as hexadecimal lines on standard input and hands them to libbitcoinkernel (the consensus code of
Bitcoin Core, in process, without network) one after the other. Prints one JSON object a line for each:

    {"line": 1, "hash": "<display order>", "verdict": "valid" | "invalid" | "unchecked" | "undecodable",
     "result": "unset" | "consensus" | "mutated" | ..., "connected": [{"hash", "height"}], "disconnected": [...],
     "tip": "<hash>", "height": n}

`unchecked` means that the block was stored and not connected, or was there already: a weaker branch. The lists are in Core's order,
which is the order of its `sequence` topic.

Needs the folder that Scripts/fetch-bitcoin-kernel prints, in PYTHONPATH or as --kernel DIR.

    participant generate-blocks --seed 1 --count 100 --out - | Tests/RealNodes/kernel_oracle.py --kernel .cache/bitcoin-kernel

Ends with 0 when all lines were read, 2 for wrong usage, 3 when libbitcoinkernel cannot be loaded.
"""
import argparse
import json
import sys
import tempfile
from pathlib import Path


def main():
    parser = argparse.ArgumentParser(description="Bitcoin Core's verdict on blocks from standard input")
    parser.add_argument("--kernel", help="folder of the Python package pbk")
    parser.add_argument("--chain", default="regtest", choices=["main", "test", "regtest"])
    arguments = parser.parse_args()
    if arguments.kernel:
        sys.path.insert(0, arguments.kernel)
    try:
        import pbk
    except Exception as error:
        print(f"SKIPPED: libbitcoinkernel does not load: {error}", file=sys.stderr)
        return 3
    chain = {"main": "MAINNET", "test": "TESTNET", "regtest": "REGTEST"}[arguments.chain]
    with tempfile.TemporaryDirectory(prefix="kernel-oracle-") as folder:
        judge(pbk, Path(folder), getattr(pbk.ChainType, chain))
    return 0


def judge(pbk, folder, chain_type):
    """Answers every line of standard input."""
    seen = {"checked": None, "connected": [], "disconnected": []}

    def checked(_, block, state):
        seen["checked"] = (
            str(block.block_hash),
            state.validation_mode.name.lower(),
            state.block_validation_result.name.lower(),
        )

    def place(entry):
        return {"hash": str(entry.block_hash), "height": entry.height}

    callbacks = pbk.ValidationInterfaceCallbacks(
        user_data=None,
        block_checked=checked,
        block_connected=lambda _, block, entry: seen["connected"].append(place(entry)),
        block_disconnected=lambda _, block, entry: seen["disconnected"].append(place(entry)),
    )
    chainman = pbk.load_chainman(folder, chain_type, validation_callbacks=callbacks)
    for number, line in enumerate(sys.stdin, start=1):
        line = line.strip()
        if not line:
            continue
        seen.update(checked=None, connected=[], disconnected=[])
        answer = {"line": number, "verdict": "unchecked", "result": "unset"}
        try:
            block = pbk.Block(bytes.fromhex(line))
        except (ValueError, RuntimeError):
            answer["verdict"] = "undecodable"
        else:
            answer["hash"] = str(block.block_hash)
            try:
                # Its result is no verdict: true for blocks that are stored and then fail to connect.
                chainman.process_block(block)
            except pbk.ProcessBlockException:
                answer["verdict"] = "invalid"
            if seen["checked"] and seen["checked"][0] == answer["hash"]:
                answer["verdict"], answer["result"] = seen["checked"][1:]
        answer["connected"] = seen["connected"]
        answer["disconnected"] = seen["disconnected"]
        tip = chainman.get_active_chain().block_tree_entries[-1]
        answer["tip"], answer["height"] = str(tip.block_hash), tip.height
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    sys.exit(main())
