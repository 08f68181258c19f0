"""Cold starts of the function on the function host, with and without the JDK's AOT cache: coldstart.py [--rounds 25] [--storage s3|rds] [--busy]

Each round starts one environment for one request on an idle host, and lets it be reclaimed; the two ways in turn, on an
otherwise idle machine, which is waited for (not with --busy: processor time then says more than the clock). Prints p50 and
p99, by the clock and in processor time of the environment's process, of each phase: spawn and runtime (until the handler
begins), handler (until it asks for work), request (until the client has 1 MB), and of the whole; then memory: anonymous, as a
cgroup counts it, of the host, of an environment that has served, and of all together while the cache is recorded. Exit 0: the
goal is reached; 1: it is not.
"""
import argparse
import os
import re
import subprocess
import sys
import threading
import time
import types
import urllib.request

import machine
import report
import world

PARTS = ("init", "spawn", "runtime", "handler")
PHASES = ("spawn+runtime", "handler", "request", "init", "client")
MODEL = "arnir0_Tiny-LLM/main"
GOAL_MS = 400
FEWEST = 20
SAMPLE_SECONDS = 0.001


class Backends(world.World):
    """The embedded backends, filled; no peers."""

    def install(self):
        if not os.path.exists(self.service_jar):
            raise SystemExit("build the project first: mvn -pl registry-service -am package")

    def populate(self, backends):
        storage = backends["database"] if self.options.storage == "rds" else {"S3_ENDPOINT": backends["s3"]}
        self.environment = {
            **os.environ, **self.service_environment, **storage,
            "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test-secret",
        }
        self.run([self.java, "-jar", self.service_jar, "populate", "--size", "1000000", "--count", "5"],
                 env=self.environment, stdout=subprocess.PIPE, text=True)

    def start_storage(self):
        """Nobody but the registry reads objects here."""

    def host(self, port, more):
        environment = {**self.environment, "PORT": str(port), "FUNCTION_IDLE_SECONDS": "1", "READY_MODEL": MODEL, **more}
        log = self.enter_context(open(os.path.join(self.target, f"host-{port}.log"), "w"))
        process = subprocess.Popen([self.java, *self.jvm_options, "-jar", self.service_jar, "function-host"],
                                   env=environment, stderr=log)
        self.callback(world.end, process)
        with Peak(process.pid) as peak:
            await_ready(port, process)
        return Host(port, process.pid, peak.kilobytes)


class Host:
    """A function host and what was measured of it."""

    def __init__(self, port, pid, peak):
        self.port, self.pid, self.peak = port, pid, peak
        self.times = []
        self.environments = []

    def cold_start(self):
        url = f"http://127.0.0.1:{self.port}/performance/{MODEL}/model.zip"
        with Processor(self.pid) as processor:
            start = time.monotonic()
            with urllib.request.urlopen(url, timeout=60) as answer:
                answer.read()
                took = time.monotonic() - start
                if answer.headers["X-Cold-Start"] != "true":
                    raise SystemExit("a warm answer")
                timing = answer.headers["Server-Timing"]
        told = {part: float(took) for part, took in re.findall(r"(\w+);dur=([0-9.]+)", timing) if part in PARTS}
        begun = told["spawn"] + told["runtime"]
        wall = {"spawn+runtime": begun, "handler": told["handler"], "request": took * 1000 - told["init"],
                "init": told["init"], "client": took * 1000}
        at = [processor.until(start + ms / 1000) for ms in (begun, told["init"], took * 1000)]
        used = {"spawn+runtime": at[0], "handler": at[1] - at[0], "request": at[2] - at[1], "init": at[1], "client": at[2]}
        self.times.append((wall, used))
        self.environments += [anonymous(child) for child in children(self.pid)]

    def await_reclaimed(self):
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=5) as page:
                if 'function_environments{state="idle",} 0.0' in page.read().decode():
                    return
            time.sleep(0.1)
        raise SystemExit("an environment is not reclaimed")

    def told(self):
        for phase in PHASES:
            figures = [[times[kind][phase] for times in self.times] for kind in (0, 1)]
            yield phase, [percentile(values, p) for values in figures for p in (50, 99)]

    def memory(self):
        return (f"host {anonymous(self.pid) / 1e3:.0f}, environment {percentile(self.environments, 50) / 1e3:.0f}/"
                f"{max(self.environments) / 1e3:.0f}, at the start {self.peak / 1e3:.0f}")


class Processor(threading.Thread):
    """Processor time of the one child that a process gets while this watches, again and again read from the child's own clock."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.before, self.samples, self.done = pid, set(children(pid)), [], threading.Event()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.done.set()
        self.join()

    def run(self):
        clock = None
        while not self.done.wait(SAMPLE_SECONDS):
            if clock is None:
                new = set(children(self.pid)) - self.before
                # Linux: the clock of all threads of a process, as clock_getcpuclockid(3) makes it
                clock = next((~int(child) << 3 | 2 for child in new), None)
            if clock is not None:
                self.samples.append((time.monotonic(), time.clock_gettime(clock) * 1000))

    def until(self, moment):
        """Milliseconds."""
        return max((used for at, used in self.samples if at <= moment), default=0.0)


class Peak(threading.Thread):
    """The most memory that a process and its descendants have together, sampled."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.kilobytes, self.done = pid, 0, threading.Event()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.done.set()
        self.join()

    def run(self):
        while not self.done.wait(0.05):
            self.kilobytes = max(self.kilobytes, family(self.pid))


def family(pid):
    return anonymous(pid) + sum(family(child) for child in children(pid))


def children(pid):
    try:
        found = []
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children") as file:
                found += file.read().split()
        return found
    except OSError:
        return []


def anonymous(pid):
    """Kilobytes of memory that no file stands behind."""
    try:
        with open(f"/proc/{pid}/status") as file:
            return int(re.search(r"RssAnon:\s+(\d+)", file.read()).group(1))
    except (OSError, AttributeError):
        return 0


def await_ready(port, process):
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the function host did not start: see target/bench/host-*.log")


def percentile(values, p):
    """Nearest rank."""
    ranked = sorted(values)
    return ranked[max(0, -(-len(ranked) * p // 100) - 1)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=25, help=f"of each way, {FEWEST} at least")
    parser.add_argument("--storage", choices=("s3", "rds"), default="s3")
    parser.add_argument("--busy", action="store_true", help="do not wait for an idle machine")
    options = parser.parse_args()
    if options.rounds < FEWEST:
        parser.error(f"a 99th percentile of fewer than {FEWEST} starts says nothing")
    with Backends(types.SimpleNamespace(storage=options.storage)) as backends:
        cache = os.path.join(backends.target, "function.aot")
        if os.path.exists(cache):
            os.remove(cache)
        ways = {
            "without": backends.host(18200, {}),
            "with AOT cache": backends.host(18201, {"FUNCTION_AOT_CACHE": cache}),
        }
        for _ in range(options.rounds):
            for host in ways.values():
                if not options.busy:
                    machine.await_idle()
                host.cold_start()
                host.await_reclaimed()
        print(f"{options.rounds} cold starts each on {options.storage}, p50/p99 ms; AOT cache {os.path.getsize(cache) / 1e6:.0f} MB; "
              f"load {os.getloadavg()[0]:.1f}{', busy' if options.busy else ''}")
        print(f"{'':15} {'':14} {'wall':>11} {'processor':>11}")
        for way, host in ways.items():
            for phase, (wall50, wall99, used50, used99) in host.told():
                print(f"{way:15} {phase:14} {wall50:5.0f}/{wall99:5.0f} {used50:5.0f}/{used99:5.0f}")
        for way, host in ways.items():
            print(f"{way:15} MB: {host.memory()}")
        init = dict(ways["with AOT cache"].told())["init"][0]
        return 0 if report.goal("cold start with the AOT cache, init p50", init, GOAL_MS, "ms", atMost=True) else 1


if __name__ == "__main__":
    sys.exit(main())
