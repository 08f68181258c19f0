#!/usr/bin/env python3
"""What it costs the service that the operator asks it for its metrics while the load runs.

    python3 registry-service/src/bench/scrape.py [--rounds 5] [--seconds 10] [--every 1]

About two minutes. One service, one storage (nginx) and 20 clients in a closed loop that download 1 MB each, by turns with
/metrics asked as the operator asks it (once a second, each time on a connection of its own) and left alone; each round begins
with the other way. Client, storage and service share the machine. Needs JDK 25, the built project and Debian's nginx. Prints
each measurement, and a table of medians with the difference that asking makes, in percent; beside it what two rounds of the
same way differ by, for less than that is none. Nothing is asserted: exit 0 once all was measured.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import threading
import time
import types
import urllib.request

import machine
import peers
import world

CLIENTS = 20
BYTES = 1_000_000
WAYS = ("alone", "asked")


class Service(world.World):
    """The embedded backends with small archives, and nobody else's peers."""

    def populate(self, backends):
        environment = {**os.environ, **self.service_environment, "S3_ENDPOINT": backends["s3"],
                       "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test-secret"}
        finished = self.run([self.java, "-jar", self.service_jar, "populate", "--size", str(BYTES), "--count", "5"],
                            env=environment, stdout=subprocess.PIPE, text=True)
        return json.loads(finished.stdout.splitlines()[-1])["model"]

    def closed_loop(self, peer, seconds):
        """What the load generator says of that many seconds."""
        target = os.path.join(os.path.dirname(self.module), "loadgen-job", "target")
        profile = {"clients": CLIENTS, "path": peer.path, "sizeBytes": BYTES, "mode": "Closed", "durationSeconds": seconds,
                   "verify": "Length"}
        command = [self.java, "@" + os.path.join(target, "jvm.options"), world.ONE_COMPILER, "-jar",
                   os.path.join(target, "loadgen-job.jar"), "--profile", json.dumps(profile), "--target", f"http://127.0.0.1:{peer.port}"]
        lines = self.run(command, good=(0, world.VOID), stdout=subprocess.PIPE, text=True).stdout.splitlines()
        result = json.loads(lines[-1])
        if result["failed"]:
            raise SystemExit(f"{result['failed']} of {result['requests']} requests failed: {result['errors']}")
        return result


class Asking:
    """Reads the page as the operator does: at once, and then so often, until the block ends."""

    def __init__(self, url, every):
        self.url, self.every, self.took, self.page_bytes = url, every, [], 0
        self.stop = threading.Event()

    def __enter__(self):
        self.thread = threading.Thread(target=self.ask)
        self.thread.start()
        return self

    def ask(self):
        while True:
            begun = time.monotonic()
            with urllib.request.urlopen(self.url, timeout=2) as page:
                self.page_bytes = len(page.read())
            self.took.append(1e3 * (time.monotonic() - begun))
            if self.stop.wait(self.every):
                return

    def __exit__(self, *_):
        self.stop.set()
        self.thread.join()


def measure(service, peer, process, way, options):
    with machine.Watch(process.pid) as watch:
        if way == "asked":
            with Asking(f"http://127.0.0.1:{peer.port}/metrics", options.every) as asking:
                result = service.closed_loop(peer, options.seconds)
            asked, page, took = len(asking.took), asking.page_bytes, statistics.median(asking.took)
        else:
            result = service.closed_loop(peer, options.seconds)
            asked, page, took = 0, 0, 0.0
    return {"req/s": result["throughput"]["requestsPerSecond"], "p99 ms": result["latency"]["p99Ms"],
            "CPU ms/request": 1e3 * watch.cpu_seconds / result["succeeded"], "asked": asked, "page bytes": page, "ask ms": took}


def difference(seen, figure):
    """By how many percent the median of ``asked`` differs from that of ``alone``."""
    alone, asked = (statistics.median(one[figure] for one in seen[way]) for way in WAYS)
    return 100 * (asked / alone - 1)


def spread(seen, figure):
    """What rounds of the same way differ by: the larger half of their range, in percent of their median."""
    values = [[one[figure] for one in seen[way]] for way in WAYS]
    return max(100 * (max(of_way) - min(of_way)) / 2 / statistics.median(of_way) for of_way in values)


def table(seen):
    lines = ["| | alone | asked | difference | rounds of one way differ by |", "|---|---:|---:|---:|---:|"]
    for figure in ("req/s", "p99 ms", "CPU ms/request"):
        alone, asked = (statistics.median(one[figure] for one in seen[way]) for way in WAYS)
        lines.append(f"| {figure} | {alone:.3f} | {asked:.3f} | {difference(seen, figure):+.1f} % | ± {spread(seen, figure):.1f} % |")
    return "\n".join(lines)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--seconds", type=int, default=10)
    arguments.add_argument("--every", type=float, default=1, help="seconds between two questions")
    options = arguments.parse_args()
    seen = {way: [] for way in WAYS}
    with Service(types.SimpleNamespace(only=[peers.OURS], clients=CLIENTS, warm=0, client=None)) as service:
        peer = next(peer for peer in peers.all_of(service) if peer.name == peers.OURS)
        with service.running(peer) as process:
            service.closed_loop(peer, options.seconds)  # its compilers
            for number in range(options.rounds):
                for way in WAYS if number % 2 == 0 else WAYS[::-1]:
                    seen[way].append(measure(service, peer, process, way, options))
                    told = "  ".join(f"{figure} {value:,.3f}" for figure, value in seen[way][-1].items())
                    print(f"round {number + 1} {way:6} {told}", flush=True)
    asks = seen["asked"]
    print(f"\n{options.rounds} rounds of {options.seconds} s each way; a page of {asks[-1]['page bytes']:,} bytes in "
          f"{statistics.median(one['ask ms'] for one in asks):.1f} ms\n")
    print(table(seen))
    return 0


if __name__ == "__main__":
    sys.exit(main())
