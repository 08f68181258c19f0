#!/usr/bin/env python3
"""The service beside its peers: 100 clients download the same 24,834,009 bytes at the same instant.

    python3 registry-service/src/bench/service.py [--rounds 3] [--only NAME ...]

Needs JDK 25, Maven, the built project (`mvn package`) and Debian's nginx (installed where that is allowed). FastAPI,
uvicorn and boto3 come from PyPI into target/bench/venv, Spring Boot from Maven, each only where it takes part. nginx
serves the object to all of them as S3 would, without checking signatures; DynamoDB Local serves the metadata, which only
our service reads. Each peer is started afresh for each round and gets one warm burst first (--warm); every byte of every
body is checked by CRC-32C, in the first warm burst by SHA-256 too. Rounds are interleaved, so that whatever disturbs the
machine disturbs them all. Client and services share the machine.
"""
import argparse
import json
import sys

import peers
import report
from world import World


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--clients", type=int, default=100)
    arguments.add_argument("--warm", type=int, default=1, help="bursts before the measured one")
    arguments.add_argument("--only", nargs="*", default=[], help="names of peers; a goal needs those it compares")
    arguments.add_argument("--client", help="another load client: a command that takes URL CLIENTS SIZE CRC32C")
    arguments.add_argument("--json", help="also write all figures to this file")
    options = arguments.parse_args()
    unknown = set(options.only) - set(peers.NAMES)
    if unknown:
        arguments.error(f"--only knows '{quoted(peers.NAMES)}', not '{quoted(sorted(unknown))}'")
    with World(options) as world:
        chosen = [peer for peer in peers.all_of(world) if not options.only or peer.name in options.only]
        results = {peer.name: [] for peer in chosen}
        for number in range(1, options.rounds + 1):
            for peer in chosen:
                burst = world.burst_of(peer)
                results[peer.name].append(burst)
                print(f"round {number}: {peer.name}: {burst['wallSeconds']:.2f} s", flush=True)
    report.table(results)
    print()
    met = report.goals(results)
    if options.json:
        with open(options.json, "w") as out:
            json.dump(results, out, indent=1)
    return 0 if met else 1


def quoted(names):
    return "', '".join(names)


if __name__ == "__main__":
    sys.exit(main())
