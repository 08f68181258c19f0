#!/usr/bin/env python3
"""An nginx that stands still for a second, at a thousand requests a second: who reports what those felt who came then?

    python3 loadgen-job/src/bench/stall.py [--rounds 3] [--rate 1000] [--seconds 10] [--freeze 1]

Needs the built module, a JDK 25 and nginx; oha takes part where it is installed. nginx is stopped (SIGSTOP) in the middle of
the run. Arithmetic: of requests planned evenly, freeze / seconds of all wait 0 to freeze seconds, so with the defaults p95 is
500 ms and p99 900 ms, and some ms more until the server has caught up: 508 and 905 are wanted, each within 30. Prints what was
planned, sent and reported; exits with 1 where ours is more than 30 ms off, or where one planned request was not sent.
"""
import argparse
import json
import os
import signal
import subprocess
import sys
import threading
import time

import peers
import server

CONNECTIONS = 100
TOLERANCE_MS = 30
# after the freeze the server has a second's requests before it: those at these ranks wait that much longer than arithmetic says
CATCHING_UP_MS = {95: 8, 99: 5}
LIMIT_SECONDS = 120


def children(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as found:
        return [int(child) for child in found.read().split()]


def freeze(nginx, after, seconds):
    def stop_and_go():
        time.sleep(after)
        workers = children(nginx.process.pid)
        for worker in workers:
            os.kill(worker, signal.SIGSTOP)
        time.sleep(seconds)
        for worker in workers:
            os.kill(worker, signal.SIGCONT)
    thread = threading.Thread(target=stop_and_go)
    thread.start()
    return thread


def run(command, nginx, options):
    frozen = freeze(nginx, options.seconds / 2, options.freeze)
    output = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT_SECONDS).stdout
    frozen.join()
    return output


def ours(java, nginx, options):
    """What it says itself of one run: ``options`` has rate a second, seconds, and freeze, in seconds."""
    profile = {"clients": CONNECTIONS, "path": "/small", "mode": "Constant", "ratePerSecond": options.rate,
               "durationSeconds": options.seconds, "sizeBytes": 1024}
    command = [java, "@" + os.path.join(peers.TARGET, "jvm.options"), "-jar", os.path.join(peers.TARGET, "loadgen-job.jar"),
               "--profile", json.dumps(profile), "--target", server.URL]
    result = json.loads(run(command, nginx, options).splitlines()[-1])
    latency, arrival = result["latency"], result["arrival"]
    return {"planned": arrival["planned"], "sent": arrival["sent"], "failed": result["failed"],
            "p50": latency["medianMs"], "p95": latency["p95Ms"], "p99": latency["p99Ms"], "max": latency["maxMs"],
            "service p99": result["serviceLatency"]["p99Ms"]}


def oha(program, nginx, options):
    output = json.loads(run([program, "-z", f"{options.seconds}s", "-c", str(CONNECTIONS), "-q", str(options.rate),
                             "--latency-correction", "--no-tui", "--output-format", "json", server.URL + "/small"],
                            nginx, options))
    p = {name: 1e3 * output["latencyPercentiles"][name] for name in ("p50", "p95", "p99")}
    sent = sum(output["statusCodeDistribution"].values())
    return {"planned": options.rate * options.seconds, "sent": sent, "failed": sum(output["errorDistribution"].values()),
            **p, "max": 1e3 * output["summary"]["slowest"]}


def expectation(freeze, share):
    """p95 and p99 in ms, by arithmetic and what catching up adds; ``freeze`` in seconds, ``share`` of the run."""
    return {f"p{p}": max(0.0, 1e3 * freeze * (1 - (100 - p) / 100 / share)) + late for p, late in CATCHING_UP_MS.items()}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--rate", type=int, default=1_000)
    arguments.add_argument("--seconds", type=int, default=10)
    arguments.add_argument("--freeze", type=float, default=1)
    options = arguments.parse_args()
    java = peers.find_java()
    peer = peers.oha_installed()
    share = options.freeze / options.seconds
    expected = expectation(options.freeze, share)
    print(f"expected: p95 {expected['p95']:.0f} ms, p99 {expected['p99']:.0f} ms")
    met = True
    with server.Nginx(os.path.join(peers.TARGET, "bench"), 1024) as nginx:
        for number in range(1, options.rounds + 1):
            told = {"ours": ours(java, nginx, options)}
            if peer:
                told["oha"] = oha(peer, nginx, options)
            for name, figures in told.items():
                print(f"round {number} {name:5}" + "".join(f"  {figure} {value:,.2f}" if isinstance(value, float)
                                                           else f"  {figure} {value:,}" for figure, value in figures.items()), flush=True)
            mine = told["ours"]
            met &= mine["planned"] == mine["sent"] == options.rate * options.seconds and mine["failed"] == 0
            met &= all(abs(mine[figure] - value) <= TOLERANCE_MS for figure, value in expected.items())
    print("reached" if met else "NOT REACHED")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
