#!/usr/bin/env python3
"""Produces every bottleneck on this machine through ./perfrun, N times each, and counts how often it is named right.

    local/src/bench/diagnosis.py [-n 10] [--repeats 3] [CASE ...]

Prints a line for each run and a Markdown table at the end; exit 1: one was named wrong. Pools hardly matter on loopback, so
most cases run on shaped storage (docs/diagnosis.md). A run that calls itself Noisy did not produce its case: other work on the
machine may well be what held it back. It is repeated, whatever it named, up to --repeats times, and counted; the first quiet
one counts, and where none was quiet the last.
"""
import argparse, collections, json, pathlib, subprocess, sys, tempfile

HOME = pathlib.Path(__file__).resolve().parents[3]
HEAD = """apiVersion: performance.acme.dev/v1alpha1
kind: PerformanceRun
metadata: {{name: {name}}}
spec:
  clients: {clients}
  model: {{id: acme/small, sizeBytes: {size}, registrySize: 5}}
"""
CLOSED = "load: {mode: Closed, durationSeconds: 4}"
LAMBDA = "compute: {{backend: lambda, lambda: {{maxConcurrency: {most}, provisionedConcurrency: {warm}}}}}"
DISTURBED = "Noisy"
# a load generator that is given less than the service needs; the others have the machine's two processors
OPTIONS = {"client": ["--load-cpu", "1"]}
SLOW = "firstByteMs=100,connectionMBps=5"
# name: shape, clients, bytes, what differs from the defaults, what must be named
CASES = {
    "threads": (SLOW, 30, 1_000_000, ["pools: {threads: 3, s3Connections: 30}", CLOSED], "threads"),
    "s3": (SLOW, 30, 1_000_000, ["pools: {threads: 30, s3Connections: 3}", CLOSED], "s3-connections"),
    "storage": (SLOW, 10, 1_000_000, [CLOSED], "storage"),
    "metadata": ("metadataMs=100", 10, 200_000, [CLOSED], "metadata"),
    "network": ("totalMBps=20", 20, 1_000_000, [CLOSED], "network"),
    "database": ("firstByteMs=20", 20, 1_000_000,
                 ["storage: {backend: rds}", "pools: {databaseConnections: 2}", CLOSED], "database-connections"),
    "cpu": (None, 20, 2_000, ["storage: {caching: Memory}", "compute: {cpu: 500m}", CLOSED], "service-cpu"),
    "client": (None, 20, 8_000_000, ["storage: {caching: Memory}",
                                     "load: {mode: Closed, durationSeconds: 4, verify: Sha256}"], "client"),
    "none": (None, 3, 200_000, ["load: {mode: Closed, durationSeconds: 4, thinkTimeMs: 100}"], "none"),
    "cold": (None, 6, 200_000, [LAMBDA.format(most=6, warm=0), "load: {requestsPerClient: 5}"], "cold-starts"),
    "throttling": (None, 8, 200_000, [LAMBDA.format(most=2, warm=2), "load: {requestsPerClient: 5}"], "throttling"),
}


def document(name):
    _, clients, size, fields, _ = CASES[name]
    return HEAD.format(name=name, clients=clients, size=size) + "".join(f"  {field}\n" for field in fields)


def group(name):
    """Cases that can share a machine: its storage's shape, and further options."""
    return CASES[name][0], tuple(OPTIONS.get(name, []))


def measure(names, group, folder):
    """All cases of one group on one machine, one after the other: the bottleneck of each, by its name."""
    file = folder / "cases.yaml"
    file.write_text("---\n".join(document(name) for name in names))
    shape, options = group
    command = [str(HOME / "perfrun"), "run", str(file), "-o", "json", *options]
    command += ["--storage-shape", shape] if shape else []
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=180 + 120 * len(names))
    told, text, decoder = {}, done.stdout.lstrip(), json.JSONDecoder()
    while text.startswith("{"):
        run, end = decoder.raw_decode(text)
        status = run.get("status", {})
        found = dict(status.get("bottleneck") or nothing("none told", status.get("message")))
        found["noisy"] = next((why for why in status.get("validityReasons", []) if why.startswith(DISTURBED)), None)
        told[run["metadata"]["name"]] = found
        text = text[end:].lstrip()
    return {name: told.get(name, nothing("no result", done.stderr.strip()[-300:])) for name in names}


def nothing(word, why):
    return {"component": f"({word})", "sharePercent": 0, "evidence": [why], "noisy": None}


def produced(cases, repeats, attempt, say):
    """What each case named, and how many of its runs were repeated. ``attempt(cases)`` measures some. Whether a run is repeated
    follows from its noise alone: to try again where the name is wrong would be to choose one's result."""
    told, repeated = attempt(cases), collections.Counter()
    for _ in range(repeats):
        disturbed = [case for case in cases if told[case]["noisy"]]
        if not disturbed:
            break
        for case in disturbed:
            repeated[case] += 1
            say(f"    {case:12} again: {told[case]['component']}; {told[case]['noisy']}")
        told.update(attempt(disturbed))
    return told, repeated


def table(named, repeated, n):
    lines = ["| case | must be named | named right | otherwise named | repeated, as others disturbed it |", "|---|---|---:|---|---:|"]
    for case, counts in named.items():
        right = CASES[case][4]
        others = ", ".join(f"{other} {times}" for other, times in counts.items() if other != right) or "-"
        lines.append(f"| {case} | {right} | {counts[right]} of {n} | {others} | {repeated[case]} |")
    return "\n".join(lines)


def are_right(named, n):
    return bool(named) and all(counts[CASES[case][4]] == n for case, counts in named.items())


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("-n", type=int, default=10, help="runs of each case")
    arguments.add_argument("--repeats", type=int, default=3, help="of a run that other work disturbed, at most")
    arguments.add_argument("cases", nargs="*", metavar="CASE", help=", ".join(CASES))
    given = arguments.parse_args()
    unknown = [case for case in given.cases if case not in CASES]
    if unknown:
        arguments.error(f"no such case: {', '.join(unknown)}")
    named = {case: collections.Counter() for case in given.cases or CASES}
    repeated = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        # round by round, so that a machine that is busy for a while spoils no case alone
        for number in range(given.n):
            for shared in dict.fromkeys(map(group, named)):
                cases = [case for case in named if group(case) == shared]
                found, again = produced(cases, given.repeats, lambda some: measure(some, shared, pathlib.Path(folder)),
                                        lambda line: print(line, flush=True))
                repeated += again
                for case, told in found.items():
                    named[case][told["component"]] += 1
                    print(f"{number + 1:3} {case:12} {told['component']} ({told['sharePercent']} %)", flush=True)
                    if told["component"] != CASES[case][4]:
                        print("      " + "\n      ".join(map(str, told["evidence"])), flush=True)
    print("\n" + table(named, repeated, given.n))
    return are_right(named, given.n)


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
