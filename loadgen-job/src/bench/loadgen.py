#!/usr/bin/env python3
"""The load generator beside wrk and oha, judged by every goal that it has: about nine minutes on an idle machine.

    python3 loadgen-job/src/bench/loadgen.py [--rounds 3] [--seconds 10] [--only large small many freeze start]

Needs the built module (`mvn -pl loadgen-job -am package`), a JDK 25, Debian's nginx and wrk (`apt-get install nginx wrk`;
done here where that is allowed), and oha on PATH: `cargo install oha --locked`, some minutes. One nginx on loopback serves
all; rounds are interleaved, so that whatever disturbs the machine disturbs them all; figures are medians. Ours starts as
perfrun and the image start it, with an archive of its classes that one run before the first round writes. Megabytes (10^6)
a second and CPU seconds per GB are over the bytes that nginx says it sent and over the whole life of the process, its start
among it: the same rule for all. Client and server share the machine. Peers check nothing, so ours is compared to them as it
checks lengths, and by goals of its own with the CRC-32C of every byte. In a freeze nginx stands still for a second
(stall.py). The last table has every goal, what was seen, and whether that reaches it; exit 1: one was missed, or nobody
could judge it, because a peer is not installed.
"""
import argparse
import os
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import threading
import time
import types

import peers
import server
import stall
from goals import Goals

LARGE_BYTES = 24_834_009
CONNECTIONS = 100
MANY_CONNECTIONS = 10_000
STARTS = 9
LIMIT_SECONDS = 120


def run(command, server_cpu):
    """Runs to the end. Returns output, wall seconds, CPU seconds, peak memory in MB, the server's CPU seconds."""
    server_before, started = server_cpu(), time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    killer = threading.Timer(LIMIT_SECONDS, process.kill)
    killer.start()
    complaints, memory = [], []
    readers = [threading.Thread(target=lambda: complaints.append(process.stderr.read())),
               threading.Thread(target=lambda: watch_memory(process.pid, memory))]
    for reader in readers:
        reader.start()
    output = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    for reader in readers:
        reader.join()
    killer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    if not output.strip() or process.returncode < 0:
        raise SystemExit(f"{command[0]} failed ({process.returncode}): {complaints}")
    return (output, time.monotonic() - started, used.ru_utime + used.ru_stime, max(memory),
            server_cpu() - server_before)


def watch_memory(pid, found):
    """The highest resident memory in MB while the process lives; rusage would count ours from before exec."""
    try:
        while True:
            with open(f"/proc/{pid}/status") as status:
                peak = [line.split()[1] for line in status if line.startswith("VmHWM:")]
            if not peak:
                return
            found.append(int(peak[0]) / 1024)
            time.sleep(0.05)
    except (FileNotFoundError, ProcessLookupError):
        return


def large(peer, nginx, seconds):
    before = nginx.bytes_sent()
    output, wall, cpu, memory, server_cpu = run(
        peer.command(server.URL + "/large", CONNECTIONS, seconds), nginx.cpu_seconds)
    time.sleep(0.2)
    gigabytes = (nginx.bytes_sent() - before) / 1e9
    p50, p99 = peer.percentiles(output)
    return {"MB/s": 1e3 * gigabytes / wall, "CPU-s/GB": cpu / gigabytes, "server CPU-s/GB": server_cpu / gigabytes,
            "RSS MB": memory, "p50 ms": p50, "p99 ms": p99, "errors": peer.errors(output)}


def small(connections):
    def measure(peer, nginx, seconds):
        output, wall, cpu, memory, server_cpu = run(
            peer.command(server.URL + "/small", connections, seconds), nginx.cpu_seconds)
        requests = peer.requests(output)
        p50, p99 = peer.percentiles(output)
        return {"req/s": requests / wall, "CPU-s/1000": 1e3 * cpu / requests,
                "server CPU-s/1000": 1e3 * server_cpu / requests, "RSS MB": memory, "p50 ms": p50, "p99 ms": p99,
                "errors": peer.errors(output)}
    return measure


def first_request_after(command_of):
    """Seconds from starting a process to its first request's arrival."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(LIMIT_SECONDS)
        started = time.monotonic()
        process = subprocess.Popen(command_of(f"http://127.0.0.1:{listener.getsockname()[1]}/"),
                                   stdout=subprocess.DEVNULL)
        connection, _ = listener.accept()
        with connection:
            connection.settimeout(LIMIT_SECONDS)
            connection.recv(1)
            after = time.monotonic() - started
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        process.kill()
        process.wait(10)
    return after


def rounds(title, chosen, nginx, options, measure):
    results = {peer.name: [] for peer in chosen}
    for number in range(1, options.rounds + 1):
        turn = number % len(chosen)
        for peer in chosen[turn:] + chosen[:turn]:
            results[peer.name].append(measure(peer, nginx, options.seconds))
            print(f"# {title}, round {number}: {peer.name}", file=sys.stderr, flush=True)
    medians = {name: {figure: statistics.median(r[figure] for r in found) for figure in found[0]}
               for name, found in results.items()}
    print(f"\n{title}\n")
    print(f"{'':16}" + "".join(f"{figure:>19}" for figure in medians[peers.OURS]))
    for name, figures in medians.items():
        print(f"{name:16}" + "".join(f"{value:19,.3f}" if value < 10 else f"{value:19,.0f}"
                                     for value in figures.values()))
    return medians


def ratio(goals, judge, what, medians, name, peer, figure, wanted):
    """A goal that is a part or a multiple of what a peer reached in the same rounds."""
    what = f"{what}, of {peer}'s"
    if peer in medians:
        judge(what, medians[name][figure] / medians[peer][figure], wanted, "x")
    else:
        goals.not_judged(what, f"{peer} is not installed")


def judge_large(goals, medians):
    for name, checked, of_wrk, of_oha in ((peers.OURS_LENGTH, "", 0.45, 0.95), (peers.OURS, " with CRC32C", 0.50, 1.00)):
        ratio(goals, goals.at_most, "CPU per GB" + checked, medians, name, "wrk", "CPU-s/GB", of_wrk)
        ratio(goals, goals.at_most, "CPU per GB" + checked, medians, name, "oha", "CPU-s/GB", of_oha)
        goals.at_most(f"p99/p50{checked}, large bodies", medians[name]["p99 ms"] / medians[name]["p50 ms"], 1.5, "x")
    ratio(goals, goals.at_least, "MB/s", medians, peers.OURS_LENGTH, "wrk", "MB/s", 1.6)


def judge_small(goals, medians):
    ratio(goals, goals.at_least, "small requests a second", medians, peers.OURS_LENGTH, "wrk", "req/s", 0.85)
    ratio(goals, goals.at_most, "CPU per small request", medians, peers.OURS_LENGTH, "wrk", "CPU-s/1000", 1.25)


def judge_many(goals, medians):
    ours = medians[peers.OURS_LENGTH]
    goals.at_most(f"memory with {MANY_CONNECTIONS:,} connections", ours["RSS MB"], 150, "MB")
    goals.equal(f"errors with {MANY_CONNECTIONS:,} connections", ours["errors"], 0, "requests")


def judge_freeze(goals, found):
    """A round that lost a request is not outvoted by others."""
    for figure, wanted in stall.expectation(1, 0.1).items():
        goals.within(f"freeze: {figure}", statistics.median(each[figure] for each in found), wanted, stall.TOLERANCE_MS, "ms")
    goals.equal("freeze: sent, worst round", min((each["sent"] - each["planned"] for each in found), key=lambda d: -abs(d)),
                0, "more than planned")
    goals.equal("freeze: failed, worst round", max(each["failed"] for each in found), 0, "requests")


def freezes(java, nginx, count):
    options, found = types.SimpleNamespace(rate=1_000, seconds=10, freeze=1), []
    print(f"\n1,000 requests/s planned for 10 s, nginx frozen for 1 s, {count} rounds\n")
    for number in range(1, count + 1):
        found.append(stall.ours(java, nginx, options))
        print(f"round {number}  " + "  ".join(f"{figure} {value:,}" for figure, value in found[-1].items()), flush=True)
    return found


def starts(goals, java):
    """Interleaved: as perfrun and the image start it, and from its jars."""
    kinds = {"with its archive of classes": peers.ours("", java), "from its jars": peers.ours("", java, archive=False)}
    found = {kind: [] for kind in kinds}
    for _ in range(STARTS):
        for kind, peer in kinds.items():
            found[kind].append(1e3 * first_request_after(lambda url: peer.command(url, 1, 1)))
    print(f"\nFrom the program's start to its first request, ms, median of {STARTS} (least)\n")
    for kind, millis in found.items():
        print(f"{kind:28}{statistics.median(millis):8.0f} ({min(millis):.0f})")
    goals.at_most("start to first request", statistics.median(found["with its archive of classes"]), 100, "ms")


def write_archive(java, nginx):
    """The first one of all writes the archive when it ends, and is not measured. One of another build is useless to the JVM."""
    if os.path.exists(peers.ARCHIVE):
        os.remove(peers.ARCHIVE)
    run(peers.ours("", java).command(server.URL + "/small", CONNECTIONS, 2), nginx.cpu_seconds)
    if not os.path.exists(peers.ARCHIVE):
        raise SystemExit(f"no archive of classes was written to {peers.ARCHIVE}")


def install():
    """nginx and wrk are the comparison's base; oha takes minutes to build, so that is left to who wants it judged."""
    missing = [name for name in ("nginx", "wrk") if not shutil.which(name)]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", *missing], stdout=sys.stderr, check=False)
    missing = [name for name in missing if not shutil.which(name)]
    if missing:
        raise SystemExit(f"missing: apt-get install {' '.join(missing)}")


KINDS = ["large", "small", "many", "freeze", "start"]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--seconds", type=int, default=10)
    arguments.add_argument("--only", nargs="*", default=KINDS, choices=KINDS, help="leave the other goals out")
    options = arguments.parse_args()
    install()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    java, goals = peers.find_java(), Goals()
    with server.Nginx(os.path.join(peers.TARGET, "bench"), LARGE_BYTES) as nginx:
        chosen, missing = peers.all_of(java, nginx.crc32c())
        write_archive(java, nginx)
        for name in missing:
            print(f"{name} is not installed and does not take part (oha: cargo install oha --locked, then put it on PATH)")
        hashless = [peer for peer in chosen if peer.name != peers.OURS_SHA256]
        if "large" in options.only:
            title = f"{CONNECTIONS} connections, bodies of {LARGE_BYTES:,} bytes, {options.seconds} s"
            judge_large(goals, rounds(title, chosen, nginx, options, large))
        if "small" in options.only:
            title = f"{CONNECTIONS} connections, bodies of 1 KiB, {options.seconds} s"
            judge_small(goals, rounds(title, hashless, nginx, options, small(CONNECTIONS)))
        if "many" in options.only:
            title = f"{MANY_CONNECTIONS:,} connections, bodies of 1 KiB, {options.seconds} s"
            judge_many(goals, rounds(title, hashless, nginx, options, small(MANY_CONNECTIONS)))
        if "freeze" in options.only:
            judge_freeze(goals, freezes(java, nginx, options.rounds))
    if "start" in options.only:
        starts(goals, java)
    goals.print_table()
    return 0 if goals.are_met() else 1


if __name__ == "__main__":
    sys.exit(main())
