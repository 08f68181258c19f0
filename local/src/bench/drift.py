#!/usr/bin/env python3
"""Runs of a steady service and of one that becomes slower, for real through ./perfrun: which of them are called drifting?

    local/src/bench/drift.py [--steady 20] [--falls 6] [--seconds 20]

About ten minutes. A service of this program answers on loopback, one request after the other, at a rate that is either the same
all the time or falls from 637 to 82 requests/s as that of seed 004 did: on a line, exponentially, at once in the middle. Twenty
clients ask it in a closed loop. Prints a line for each run and a Markdown table; exit 1: a steady run was called drifting, a
fall was not found or not called a fall, or a run was not judged. Runs that other work disturbed are told, and count.
"""
import argparse, asyncio, json, pathlib, subprocess, sys, tempfile, threading, time

HOME = pathlib.Path(__file__).resolve().parents[3]
CLIENTS = 20
FIRST, LAST, STEADY = 637, 82, 300
FALLS = ("line", "exponential", "step")
# requests/s at a share, 0 to 1, of the run
SHAPES = {
    "steady": lambda share: STEADY,
    "line": lambda share: FIRST + (LAST - FIRST) * share,
    "exponential": lambda share: FIRST * (LAST / FIRST) ** share,
    "step": lambda share: FIRST if share < 0.5 else LAST,
}
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
RUN = """apiVersion: performance.acme.dev/v1alpha1
kind: PerformanceRun
metadata: {{name: {name}}}
spec:
  clients: {clients}
  compute: {{backend: external, target: {name}}}
  load: {{mode: Closed, durationSeconds: {seconds}}}
"""


class Pace:
    """When the next answer of one run is due: one after the other, at the rate that its shape has then."""

    def __init__(self, shape, seconds):
        self.rate, self.seconds = SHAPES[shape], seconds
        self.begun = self.free = None

    def next(self, now):
        if self.begun is None:
            self.begun = self.free = now
        share = min(1.0, (max(self.free, now) - self.begun) / self.seconds)
        self.free = max(self.free, now) + 1 / self.rate(share)
        return self.free


class Service(asyncio.Protocol):
    def __init__(self, paces):
        self.paces, self.received = paces, b""

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.received += data
        while b"\r\n\r\n" in self.received:
            head, self.received = self.received.split(b"\r\n\r\n", 1)
            loop = asyncio.get_running_loop()
            name = head.split(b" ", 2)[1].decode().strip("/")
            loop.call_at(self.paces[name].next(loop.time()), self.answer)

    def answer(self):
        if not self.transport.is_closing():
            self.transport.write(ANSWER)


def serve(paces):
    """Starts the service on a thread that ends with this program; its port."""
    loop, port = asyncio.new_event_loop(), []
    started = threading.Event()

    async def listen():
        server = await loop.create_server(lambda: Service(paces), "127.0.0.1", 0)
        port.append(server.sockets[0].getsockname()[1])
        started.set()
        await server.serve_forever()
    threading.Thread(target=lambda: loop.run_until_complete(listen()), daemon=True).start()
    if not started.wait(10):
        raise SystemExit("drift.py: its service did not start")
    return port[0]


def names(steady, falls):
    return ([f"steady-{number + 1}" for number in range(steady)]
            + [f"{FALLS[number % len(FALLS)]}-{number // len(FALLS) + 1}" for number in range(falls)])


def mistakes(drifts):
    """Names of runs that were judged wrong, or not at all; by ``status.drift`` of each."""
    def is_right(name, drift):
        if name.startswith("steady"):
            return drift.get("detected") is False
        return drift.get("detected") is True and drift["slopePercentPerMinute"] < 0
    return [name for name, drift in drifts.items() if not is_right(name, drift)]


def measure(chosen, seconds, folder):
    """All runs on one machine, one after the other; the status of each, by its name."""
    port = serve({name: Pace(name.rsplit("-", 1)[0], seconds) for name in chosen})
    runs, targets = folder / "runs.yaml", folder / "targets.yaml"
    runs.write_text("---\n".join(RUN.format(name=name, clients=CLIENTS, seconds=seconds) for name in chosen))
    targets.write_text("externalTargets:\n" + "".join(
        f"  {name}: {{url: 'http://127.0.0.1:{port}', path: /{name}}}\n" for name in chosen))
    command = [str(HOME / "perfrun"), "run", str(runs), "--targets", str(targets), "-o", "json", "--timeout", "60m"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300 + len(chosen) * (seconds + 60))
    found, text, decoder = {}, done.stdout.lstrip(), json.JSONDecoder()
    while text.startswith("{"):
        run, end = decoder.raw_decode(text)
        found[run["metadata"]["name"]] = run.get("status", {})
        text = text[end:].lstrip()
    if not found:
        raise SystemExit(f"drift.py: perfrun ended with {done.returncode}: {done.stderr.strip()[-1000:]}")
    return {name: found.get(name, {}) for name in chosen}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--steady", type=int, default=20)
    arguments.add_argument("--falls", type=int, default=6)
    arguments.add_argument("--seconds", type=int, default=20)
    given = arguments.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        statuses = measure(names(given.steady, given.falls), given.seconds, pathlib.Path(folder))
    drifts = {name: status.get("drift") or {} for name, status in statuses.items()}
    for name, drift in drifts.items():
        print(f"{name:14} {drift.get('explanation', 'no result: ' + str(statuses[name].get('message')))}")
    wrong = mistakes(drifts)
    print(f"\n{len(drifts)} runs of {given.seconds} s in {time.monotonic() - begun:.0f} s\n")
    print("| runs | called drifting | must be | of them disturbed by other work |\n|---|---:|---:|---:|")
    for shape in SHAPES:
        of_shape = {name: drift for name, drift in drifts.items() if name.startswith(shape + "-")}
        if of_shape:
            called = sum(drift.get("detected") is True for drift in of_shape.values())
            noisy = sum(any(why.startswith("Noisy") for why in statuses[name].get("validityReasons", [])) for name in of_shape)
            what = f"steady, {STEADY}/s" if shape == "steady" else f"{FIRST} to {LAST}/s, {shape}"
            print(f"| {len(of_shape)} {what} | {called} | {0 if shape == 'steady' else len(of_shape)} | {noisy} |")
    if wrong:
        print(f"\njudged wrong: {', '.join(wrong)}")
    return 1 if wrong or not drifts else 0


if __name__ == "__main__":
    sys.exit(main())
