"""Cold starts of the function on the function host, with and without the JDK's AOT cache: python3 coldstart.py [rounds]

Each round starts one environment for one request on an idle host, and lets it be reclaimed; the two ways in turn, on an
otherwise idle machine. Prints p50 and p99 of the client's time for 1 MB, of the host's init, and of init's parts
(Server-Timing), milliseconds; then memory: anonymous, as a cgroup counts it, of the host, of an environment that has served,
and of all together while the cache is recorded.
"""
import os
import re
import subprocess
import sys
import threading
import time
import types
import urllib.request

import world

PARTS = ("init", "spawn", "runtime", "handler")
MODEL = "arnir0_Tiny-LLM/main"


class Backends(world.World):
    """The embedded backends, filled; no peers."""

    def install(self):
        if not os.path.exists(self.service_jar):
            raise SystemExit("build the project first: mvn -pl registry-service -am package")

    def populate(self, backends):
        self.environment = {
            **os.environ, **self.service_environment, "S3_ENDPOINT": backends["s3"],
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
        start = time.monotonic()
        url = f"http://127.0.0.1:{self.port}/performance/{MODEL}/model.zip"
        with urllib.request.urlopen(url, timeout=60) as answer:
            answer.read()
            took = (time.monotonic() - start) * 1000
            if answer.headers["X-Cold-Start"] != "true":
                raise SystemExit("a warm answer")
            timing = dict(re.findall(r"(\w+);dur=([0-9.]+)", answer.headers["Server-Timing"]))
        self.times.append({"client": took, **{part: float(timing[part]) for part in PARTS}})
        self.environments += [anonymous(child) for child in children(self.pid)]

    def await_reclaimed(self):
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=5) as page:
                if 'function_environments{state="idle",} 0.0' in page.read().decode():
                    return
            time.sleep(0.1)
        raise SystemExit("an environment is not reclaimed")

    def told(self, way):
        times = (f"{part} {percentile([t[part] for t in self.times], 50):.0f}/"
                 f"{percentile([t[part] for t in self.times], 99):.0f}" for part in ("client", *PARTS))
        return (f"{way:15} {' '.join(times)}; MB: host {anonymous(self.pid) / 1e3:.0f}, "
                f"environment {percentile(self.environments, 50) / 1e3:.0f}/{max(self.environments) / 1e3:.0f}, "
                f"at the start {self.peak / 1e3:.0f}")


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
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    with Backends(types.SimpleNamespace()) as backends:
        cache = os.path.join(backends.target, "function.aot")
        if os.path.exists(cache):
            os.remove(cache)
        ways = {
            "without": backends.host(18200, {}),
            "with AOT cache": backends.host(18201, {"FUNCTION_AOT_CACHE": cache}),
        }
        for _ in range(rounds):
            for host in ways.values():
                host.cold_start()
                host.await_reclaimed()
        print(f"{rounds} cold starts each, p50/p99 ms; AOT cache {os.path.getsize(cache) / 1e6:.0f} MB")
        for way, host in ways.items():
            print(host.told(way))


if __name__ == "__main__":
    main()
