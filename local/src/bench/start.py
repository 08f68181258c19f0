#!/usr/bin/env python3
"""What class archives and the quick compiler are worth to ./perfrun: a small run, three ways by turns.

    local/src/bench/start.py [-n 5] [FILE]

Needs what ./perfrun has built. Prints a line for each run and a table of medians. Nothing else may run on the machine.
"""
import argparse, contextlib, os, pathlib, re, resource, statistics, subprocess, sys, time

HOME = pathlib.Path(__file__).resolve().parents[3]
JAR = HOME / "local/target/local.jar"
PODS = [HOME / f"{module}/target/{name}.jsa" for module, name in (
    ("registry-service", "registry-service-populate"), ("registry-service", "registry-service-serve"), ("loadgen-job", "loadgen-job"))]
OPTIONS = [HOME / f"{module}/target/jvm.options" for module in ("registry-service", "loadgen-job")]
ARCHIVE = HOME / "local/target/start-bench.jsa"
MAPPED = ["-XX:+AutoCreateSharedArchive", f"-XX:SharedArchiveFile={ARCHIVE}", "-Xlog:cds*=off,aot*=off"]
QUICK = ["-XX:TieredStopAtLevel=1"]
WAYS = {"neither": (False, []), "archives": (True, MAPPED), "archives, C1": (True, MAPPED + QUICK)}


def java():
    folders = [os.environ.get("JAVA_HOME", ""), *map(str, sorted(pathlib.Path("/usr/lib/jvm").glob("*")))]
    for folder in filter(None, folders):
        release = pathlib.Path(folder, "release")
        if pathlib.Path(folder, "bin/javac").exists() and release.exists() and 'JAVA_VERSION="25' in release.read_text():
            return folder + "/bin/java"
    sys.exit("start.py: no JDK 25 found: set JAVA_HOME")


def clear():
    for path in [ARCHIVE, *PODS]:
        path.unlink(missing_ok=True)


@contextlib.contextmanager
def without_archives(program):
    """These come after a pod's own options and win: only what every JDK brings is mapped."""
    plain = [path.read_text() for path in OPTIONS]
    bare = f"\n-XX:-AutoCreateSharedArchive\n-XX:SharedArchiveFile={pathlib.Path(program).resolve().parents[1]}/lib/server/classes.jsa\n"
    try:
        for path, text in zip(OPTIONS, plain):
            path.write_text(text + bare)
        yield
    finally:
        for path, text in zip(OPTIONS, plain):
            path.write_text(text)


def run(program, options, file):
    """Seconds until up, seconds whole, seconds of processor time with all children, MB/s."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(
        [program, "-XX:+UseSerialGC", "-Xmx512m", *options, f"-Dperfrun.home={HOME}", "--enable-native-access=ALL-UNNAMED",
         "--sun-misc-unsafe-memory-access=allow", "-jar", str(JAR), "run", file],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=300)
    whole, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    up, rate = re.search(r"up after ([\d.]+) s", done.stdout), re.search(r"([\d.]+) MB/s", done.stdout)
    if done.returncode not in (0, 1) or not up or not rate:
        sys.exit(f"start.py: the run ended with {done.returncode}:\n{done.stdout}")
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return float(up[1]), whole, used, float(rate[1])


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("-n", type=int, default=5, help="runs of each way (default 5)")
    asked.add_argument("file", nargs="?", default=str(HOME / "docs/examples/small.yaml"))
    asked = asked.parse_args()
    if not JAR.exists():
        sys.exit("start.py: nothing is built: run ./perfrun --help once")
    program, seen = java(), {way: [] for way in WAYS}
    try:
        for turn in range(asked.n):
            for way, (mapped, options) in WAYS.items():
                clear()
                with contextlib.nullcontext() if mapped else without_archives(program):
                    run(program, options, asked.file)  # writes the archives, the measured one reads them
                    seen[way].append(run(program, options, asked.file))
                if mapped != all(path.exists() for path in PODS):
                    sys.exit(f"start.py: {way}: archives of pods were {'not ' if mapped else ''}made")
                print(f"{turn + 1} {way:14}", "up {:.1f} s, whole {:.1f} s, processors {:.1f} s, {:.0f} MB/s".format(*seen[way][-1]), flush=True)
    finally:
        clear()
    print("\n| | up after | whole | processor time | MB/s seen |\n|---|---|---|---|---|")
    for way, runs in seen.items():
        print(f"| {way} | " + "{:.1f} s | {:.1f} s | {:.0f} s | {:.0f} |".format(*map(statistics.median, zip(*runs))))


main()
