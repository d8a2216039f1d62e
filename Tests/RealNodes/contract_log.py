"""Logs of contracts as tests write them: `{"event": "Name(type [indexed] name, …)", "values": [value …]}`, encoded by eth-abi.

Values of bytesN are hexadecimal digits. The digest is the chain's own: Keccak-256, or SM3 on chains of the Chinese
commercial algorithms, whose compilers and kits hash the signature with it.
"""
import re

from eth_abi import encode


def topics_and_data(log, digest):
    """The topics, the first one the hash of the signature, and the data."""
    name, parameters = re.fullmatch(r"\s*(\w+)\((.*)\)\s*", log["event"]).groups()
    words = [part.split() for part in parameters.split(",")] if parameters.strip() else []
    types = [word[0] for word in words]
    values = [bytes.fromhex(value) if kind.startswith("bytes") else value for kind, value in zip(types, log["values"])]
    topics, kinds, plain = [digest(f"{name}({','.join(types)})".encode())], [], []
    for word, value in zip(words, values):
        if "indexed" in word[1:]:
            topics.append(encode([word[0]], [value]))
        else:
            kinds.append(word[0])
            plain.append(value)
    return topics, encode(kinds, plain)
