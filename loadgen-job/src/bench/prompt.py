#!/usr/bin/env python3
"""How prompt is a load generator that has just started, on a machine that is busy with other things?

    python3 loadgen-job/src/bench/prompt.py [--bursts 20] [--busy 2] [--jar JAR ...]

Needs the built module, a JDK 25 and nginx. Each burst is a load generator of its own, as perfrun starts one: 20 clients ask once
each, at one instant, for 20 MB that are checked by SHA-256. ``--busy`` loops that do nothing else keep processors busy
meanwhile, and end with this program. Told of each jar, by turns: how late its sends were (p99 of a burst; H-06 allows 1 ms or
5 % of the median), and how many bursts were void for it.
"""
import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys

import peers
import server

CLIENTS = 20
BYTES = 20_000_000
LIMIT_SECONDS = 120
SATURATED = "ClientSaturated: p99 of sends"


@contextlib.contextmanager
def busy(count):
    loops = [subprocess.Popen(["sh", "-c", "while :; do :; done"]) for _ in range(count)]
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


def burst(java, jar, archive):
    profile = {"clients": CLIENTS, "path": "/large", "sizeBytes": BYTES, "mode": "Burst", "verify": "Sha256"}
    command = [java, "@" + os.path.join(peers.TARGET, "jvm.options"), "-XX:+AutoCreateSharedArchive",
               "-XX:SharedArchiveFile=" + archive, "-Xlog:cds*=off,aot*=off", "-jar", jar, "--profile", json.dumps(profile),
               "--target", server.URL]
    result = json.loads(subprocess.run(command, capture_output=True, text=True, timeout=LIMIT_SECONDS).stdout.splitlines()[-1])
    if result["failed"]:
        raise SystemExit(f"{result['failed']} requests failed")
    isVoid = any(reason.startswith(SATURATED) for reason in result["validityReasons"])
    return result["client"]["sendLagP99Ms"], result["latency"]["medianMs"], isVoid


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--bursts", type=int, default=20)
    arguments.add_argument("--busy", type=int, default=2)
    arguments.add_argument("--jar", nargs="+", default=[os.path.join(peers.TARGET, "loadgen-job.jar")])
    options = arguments.parse_args()
    java, seen = peers.find_java(), {jar: [] for jar in options.jar}
    with server.Nginx(os.path.join(peers.TARGET, "bench"), BYTES):
        archives = {jar: os.path.join(peers.TARGET, "bench", f"prompt-{number}.jsa") for number, jar in enumerate(options.jar)}
        for jar, archive in archives.items():
            burst(java, jar, archive)  # writes the archive when it ends
        with busy(options.busy):
            for _ in range(options.bursts):
                for jar, archive in archives.items():
                    seen[jar].append(burst(java, jar, archive))
    print(f"{options.bursts} bursts of {CLIENTS} clients beside {options.busy} busy loops\n")
    print("| jar | p99 of sends behind their plan, ms: median | highest | median latency, ms | void for it |\n|---|---:|---:|---:|---:|")
    for jar, found in seen.items():
        lags, latencies, void = zip(*found)
        print(f"| {jar} | {statistics.median(lags):.2f} | {max(lags):.2f} | {statistics.median(latencies):.0f} | {sum(void)} |")


if __name__ == "__main__":
    sys.exit(main())
