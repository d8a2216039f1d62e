#!/usr/bin/env python3
"""Makes what nodes of the test chains answer over JSON-RPC: blocks with the logs of pledges, and their receipts.

    PYTHONPATH=$(Scripts/fetch-python-chains) rpc_blocks.py evm > ../evm-qbft-rpc.jsonl
    PYTHONPATH=$(Scripts/fetch-python-chains) rpc_blocks.py fisco > ../fisco-sm2-rpc.jsonl

One object a line, heights from 0 on: `{"block", "receipts"}`. The chains are those of Tests/RealNodes.
"""
import json
import pathlib
import subprocess
import sys
import urllib.request

kind = sys.argv[1]
script = pathlib.Path(__file__).resolve().parents[3] / f"RealNodes/{kind}_chain.py"
server = subprocess.Popen([sys.executable, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
url = json.loads(server.stdout.readline())["url"]


def call(method, parameters):
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": parameters}).encode()
    return json.load(urllib.request.urlopen(urllib.request.Request(url, body)))["result"]


def pledge(number):
    return {"event": "Pledged(bytes32 indexed fingerprint, string collateral, string pledgor, string pledgee, uint256 value, "
                     "uint256 secured)",
            "values": [f"{number:02x}" * 32, f"C-{number}", "红塔陶瓷", "Bank A", 1_000_000, 400_000 + number]}


for logs in ([], [pledge(1)], [pledge(2), pledge(3), pledge(4)], []):
    call("test_mine", [logs])
height = 0
while True:
    if kind == "evm":
        block = call("eth_getBlockByNumber", [hex(height), True])
        receipts = block and call("eth_getBlockReceipts", [hex(height)])
    else:
        block = call("getBlockByNumber", ["group0", "", height, False, False])
        receipts = block and [call("getTransactionReceipt", ["group0", "", t["hash"], False]) for t in block["transactions"]]
    if not block:
        break
    print(json.dumps({"block": block, "receipts": receipts}))
    height += 1
server.stdin.close()
server.wait()
