#!/usr/bin/env python3
"""The load generator beside its peers: large bodies, small bodies, many connections, and its own start.

    python3 loadgen-job/src/bench/loadgen.py [--rounds 3] [--seconds 10] [--only large small many start]

Needs the built module (`mvn -pl loadgen-job -am package`), a JDK 25 and, from Debian, nginx, wrk and hey; oha from
crates.io where it is to take part: `cargo install oha --locked --root loadgen-job/target/peers`. Peers that are missing
are named and left out. One nginx serves all; rounds are interleaved, so that whatever disturbs the machine disturbs
them all; figures are medians. Ours starts as perfrun and the image start it, with an archive of its classes that one
run before the first round writes. Megabytes (10^6) a second and CPU seconds per GB are over the bytes that nginx says it
sent and over the whole life of the process, its start among it: the same rule for all. Client and server share the
machine. Prints each goal with what was reached; exits with 1 where one was not.
"""
import argparse
import glob
import os
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import threading
import time

import peers
import server

LARGE_BYTES = 24_834_009
CONNECTIONS = 100
MANY_CONNECTIONS = 10_000
STARTS = 9
LIMIT_SECONDS = 120


def find_java():
    homes = [os.environ.get("JAVA_HOME", "")] + sorted(glob.glob("/usr/lib/jvm/*"))
    for home in homes:
        release = os.path.join(home, "release")
        if home and os.path.exists(release) and 'JAVA_VERSION="25' in open(release).read():
            return os.path.join(home, "bin", "java")
    raise SystemExit("no JDK 25: set JAVA_HOME")


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
            "RSS MB": memory, "p50 ms": p50, "p99 ms": p99}


def small(connections):
    def measure(peer, nginx, seconds):
        output, wall, cpu, memory, server_cpu = run(
            peer.command(server.URL + "/small", connections, seconds), nginx.cpu_seconds)
        requests = peer.requests(output)
        p50, p99 = peer.percentiles(output)
        return {"req/s": requests / wall, "CPU-s/1000": 1e3 * cpu / requests,
                "server CPU-s/1000": 1e3 * server_cpu / requests, "RSS MB": memory, "p50 ms": p50, "p99 ms": p99}
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


def goal(what, reached, wanted, at_most):
    met = reached <= wanted if at_most else reached >= wanted
    print(f"{'reached' if met else 'NOT REACHED':12}{what}: {reached:.2f}, {'at most' if at_most else 'at least'} {wanted:.2f}")
    return met


def judge(kind, medians):
    """The goals of the project, as ratios to peers of the same rounds."""
    ours, met = medians[peers.OURS], []

    def ratio(peer, figure, wanted, at_most):
        if peer in medians:
            what = f"{figure} against {peer}"
            met.append(goal(what, ours[figure] / medians[peer][figure], wanted, at_most))
    print()
    if kind == "large":
        ratio("wrk", "CPU-s/GB", 0.50, True)
        ratio("oha", "CPU-s/GB", 1.00, True)
        ratio("wrk", "MB/s", 1.60, False)
        ratio("oha", "MB/s", 1.10, False)
        met.append(goal("RSS MB", ours["RSS MB"], 80, True))
        met.append(goal("p99/p50", ours["p99 ms"] / ours["p50 ms"], 1.5, True))
    elif kind == "small":
        ratio("wrk", "req/s", 0.85, False)
        ratio("oha", "req/s", 0.90, False)
        ratio("wrk", "CPU-s/1000", 1.25, True)
    else:
        ratio("wrk", "req/s", 1.00, False)
        met.append(goal("RSS MB", ours["RSS MB"], 150, True))
    return all(met)


def starts(java):
    """Interleaved: as perfrun and the image start it, and from its jars."""
    kinds = {"with its archive of classes": peers.ours("", java), "from its jars": peers.ours("", java, archive=False)}
    found = {kind: [] for kind in kinds}
    for _ in range(STARTS):
        for kind, peer in kinds.items():
            found[kind].append(1e3 * first_request_after(lambda url: peer.command(url, 1, 1)))
    print(f"\nFrom the program's start to its first request, ms, median of {STARTS} (least)\n")
    for kind, millis in found.items():
        print(f"{kind:28}{statistics.median(millis):8.0f} ({min(millis):.0f})")
    print()
    return goal("milliseconds with its archive", statistics.median(found["with its archive of classes"]), 100, True)


def write_archive(java, nginx):
    """The first one of all writes the archive when it ends, and is not measured. One of another build is useless to the JVM."""
    if os.path.exists(peers.ARCHIVE):
        os.remove(peers.ARCHIVE)
    run(peers.ours("", java).command(server.URL + "/small", CONNECTIONS, 2), nginx.cpu_seconds)
    if not os.path.exists(peers.ARCHIVE):
        raise SystemExit(f"no archive of classes was written to {peers.ARCHIVE}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--seconds", type=int, default=10)
    arguments.add_argument("--only", nargs="*", default=["large", "small", "many", "start"])
    options = arguments.parse_args()
    if not shutil.which("nginx"):
        raise SystemExit("nginx is missing: apt-get install nginx")
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    java = find_java()
    met = []
    with server.Nginx(os.path.join(peers.TARGET, "bench"), LARGE_BYTES) as nginx:
        chosen, missing = peers.all_of(java, nginx.crc32c())
        write_archive(java, nginx)
        for name in missing:
            print(f"{name} is not installed and does not take part")
        hashless = [peer for peer in chosen if peer.name != peers.OURS_SHA256]
        if "large" in options.only:
            title = f"{CONNECTIONS} connections, bodies of {LARGE_BYTES:,} bytes, {options.seconds} s"
            met.append(judge("large", rounds(title, chosen, nginx, options, large)))
        if "small" in options.only:
            title = f"{CONNECTIONS} connections, bodies of 1 KiB, {options.seconds} s"
            met.append(judge("small", rounds(title, hashless, nginx, options, small(CONNECTIONS))))
        if "many" in options.only:
            title = f"{MANY_CONNECTIONS:,} connections, bodies of 1 KiB, {options.seconds} s"
            able = [peer for peer in hashless if peer.name != "hey"]
            met.append(judge("many", rounds(title, able, nginx, options, small(MANY_CONNECTIONS))))
    if "start" in options.only:
        met.append(starts(java))
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
