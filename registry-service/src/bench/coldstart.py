"""Cold starts of the function on the function host, with and without the JDK's AOT cache: python3 coldstart.py [rounds]

Each round starts one environment for one request on an idle host, and lets it be reclaimed. Interleaved, on an otherwise
idle machine. Prints p50 and p99 of the client's time, of the host's init, and of init's parts (Server-Timing), milliseconds.
"""
import os
import re
import subprocess
import sys
import time
import types
import urllib.request

import world

PARTS = ("init", "spawn", "runtime", "handler")


class Backends(world.World):
    """The embedded backends, filled; no peers."""

    def install(self):
        if not os.path.exists(self.service_jar):
            raise SystemExit("build the project first: mvn -pl registry-service -am package")

    def start_backends(self):
        backends = super().start_backends()
        self.s3 = backends["s3"]
        return backends

    def populate(self, backends):
        environment = {
            **os.environ, **self.service_environment, "S3_ENDPOINT": backends["s3"],
            "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test-secret",
        }
        self.run([self.java, "-jar", self.service_jar, "populate", "--size", "1000000", "--count", "5"],
                 env=environment, stdout=subprocess.PIPE, text=True)

    def start_storage(self):
        pass

    def host(self, port, more):
        environment = {
            **os.environ, **self.service_environment, "S3_ENDPOINT": self.s3, "PORT": str(port),
            "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test-secret", "FUNCTION_IDLE_SECONDS": "1", **more,
        }
        log = self.enter_context(open(os.path.join(self.target, f"host-{port}.log"), "w"))
        process = subprocess.Popen([self.java, *self.jvm_options, "-jar", self.service_jar, "function-host"],
                                   env=environment, stderr=log)
        self.callback(world.end, process)
        await_ready(port, process)


def await_ready(port, process):
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the function host did not start: see target/bench/host-*.log")


def cold_start(port):
    start = time.monotonic()
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/performance/arnir0_Tiny-LLM/main/model.zip", timeout=60) as answer:
        answer.read()
        took = (time.monotonic() - start) * 1000
        if answer.headers["X-Cold-Start"] != "true":
            raise SystemExit("a warm answer")
        timing = dict(re.findall(r"(\w+);dur=([0-9.]+)", answer.headers["Server-Timing"]))
    return {"client": took, **{part: float(timing[part]) for part in PARTS}}


def await_reclaimed(port):
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as page:
            if 'function_environments{state="idle",} 0.0' in page.read().decode():
                return
        time.sleep(0.1)
    raise SystemExit("an environment is not reclaimed")


def percentile(values, p):
    """Nearest rank."""
    ranked = sorted(values)
    return ranked[max(0, -(-len(ranked) * p // 100) - 1)]


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    with Backends(types.SimpleNamespace()) as backends:
        cache = os.path.join(backends.target, "function.aot")
        if os.path.exists(cache):
            os.remove(cache)
        ways = {"without": 18200, "with AOT cache": 18201}
        backends.host(18200, {})
        backends.host(18201, {"FUNCTION_AOT_CACHE": cache})
        measured = {way: [] for way in ways}
        for _ in range(rounds):
            for way, port in ways.items():
                measured[way].append(cold_start(port))
                await_reclaimed(port)
        print(f"{rounds} cold starts each, p50/p99 ms; AOT cache {os.path.getsize(cache) / 1e6:.0f} MB")
        for way, times in measured.items():
            print(f"{way:15}", *(f"{part} {percentile([t[part] for t in times], 50):.0f}/"
                                 f"{percentile([t[part] for t in times], 99):.0f}" for part in ("client", *PARTS)))


if __name__ == "__main__":
    main()
