#!/usr/bin/env python3
"""The HTTP API under attack, in a process of its own: S-20, S-21, S-22 and S-23 at their full size.

    python3 operator/src/bench/attack.py [--scale 1.0] [slow] [flood] [fuzz] [huge]

Starts `./perfrun serve` in a folder of its own, attacks it over loopback, and ends it. Without names it does all four, one
after the other, with nothing else at work: about eight minutes. --scale 0.02 does a fiftieth of each, to see whether
it works. Only Python's own library is needed. Exit 1 where a goal is missed.

  slow   1,000 sockets that send nothing, half a head, or ask and stay, for 300 s; meanwhile somebody asks
  flood  one user's 2,000 requests/s for 60 s; meanwhile suspended runs are made, and the time to their first status taken
  fuzz   100,000 random requests; nearly all are refused for their rate, as they would be: HostileWebIT turns the clock instead
  huge   10 clients with a body of 10 GiB each, declared and chunked; the heap after a collection, by jcmd
"""
import argparse
import asyncio
import json
import os
import pathlib
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

HOME = pathlib.Path(__file__).resolve().parents[3]
SLOW, SLOW_SECONDS, FLOOD_RATE, FLOOD_SECONDS, FUZZED, HUGE_CLIENTS = 1000, 300, 2000, 60, 100_000, 10
HUGE_BYTES = 10 << 30
BEGINNINGS = (b"", b"GET /api/v1/runs HTTP/1.1\r\nX-Slow: ", b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n")
SEED = 8


class Served:
    """`./perfrun serve` and the ways into it."""

    def __init__(self, folder):
        self.process = subprocess.Popen([str(HOME / "perfrun"), "serve", "--port", "0"], stdout=subprocess.PIPE, text=True,
                                        env={**os.environ, "PERFRUN_HOME": folder})
        told = {}
        for line in self.process.stdout:
            words = line.split(None, 1)
            told[words[0]] = words[1].strip()
            if words[0] == "metrics":
                break
        if "metrics" not in told:
            raise SystemExit("perfrun serve did not start")
        self.token = told["token"]
        self.port = int(re.search(r":(\d+)/", told["dashboard"]).group(1))
        config = pathlib.Path(re.search(r"'(.*)'", told["kubectl"]).group(1)).read_text()
        self.api = re.search(r'server"?: *"?([^"}\s]+)', config).group(1)
        key = re.search(r'token"?: *"?([^"}\s]+)', config)
        self.api_token = key.group(1) if key else self.token

    def kubernetes(self, method, path, body=None):
        request = urllib.request.Request(self.api.rstrip("/") + path, method=method, data=body and json.dumps(body).encode(),
                                         headers={"Authorization": f"Bearer {self.api_token}", "Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def heap(self):
        """Bytes in use after a collection."""
        jcmd = pathlib.Path(os.readlink(f"/proc/{self.process.pid}/exe")).with_name("jcmd")
        subprocess.run([jcmd, str(self.process.pid), "GC.run"], check=True, capture_output=True)
        text = subprocess.run([jcmd, str(self.process.pid), "GC.heap_info"], check=True, capture_output=True, text=True).stdout
        return 1024 * sum(int(used) for used in re.findall(r"(?:total|reserved) \d+K.*?used (\d+)K", text.split("Metaspace")[0]))

    def request(self, path="/api/v1/runs", more=""):
        return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {self.token}\r\n{more}\r\n".encode()

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)


async def answer(reader):
    """Status, and the body where its length is told."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    length = re.search(r"(?i)\r\ncontent-length: *(\d+)", head)
    body = await reader.readexactly(int(length.group(1))) if length else b""
    return int(head[9:12]), body.decode("utf-8", "replace")


async def ask(served, request, limit=20):
    """On a connection of its own: the answer, or 0 where the connection was closed without one."""
    reader, writer = await asyncio.wait_for(asyncio.open_connection("127.0.0.1", served.port), limit)
    try:
        writer.write(request)
        await writer.drain()
        return await asyncio.wait_for(answer(reader), limit)
    except (asyncio.IncompleteReadError, ConnectionError):
        return 0, ""
    finally:
        writer.close()


def p99(times):
    return sorted(times)[min(len(times) - 1, -(-99 * len(times) // 100) - 1)]


async def slow(served, scale):
    until = time.monotonic() + max(5, SLOW_SECONDS * scale)
    lives, times = [], []

    async def hold(beginning):
        while time.monotonic() < until:
            begin = time.monotonic()
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
                writer.write(beginning)
                while time.monotonic() < until + 60:
                    try:
                        if not await asyncio.wait_for(reader.read(4096), 1):
                            break
                    except asyncio.TimeoutError:
                        if beginning.endswith(b" "):
                            writer.write(b"x")
                            await writer.drain()
                writer.close()
            except OSError:
                pass
            lives.append(time.monotonic() - begin)
            await asyncio.sleep(1)

    holders = [asyncio.create_task(hold(BEGINNINGS[i % len(BEGINNINGS)])) for i in range(SLOW)]
    await asyncio.sleep(1)
    while time.monotonic() < until:
        for path in ("/readyz", "/api/v1/runs"):
            begin = time.monotonic()
            status, _ = await ask(served, served.request(path, "Connection: close\r\n"))
            times.append(time.monotonic() - begin if status == 200 else 99)
        await asyncio.sleep(0.3)
    await asyncio.gather(*holders)
    return [("S-20: beside slow sockets, p99 of /readyz and a list", f"{p99(times) * 1e3:.0f} ms", "at most 500 ms", p99(times) <= 0.5),
            ("S-20: the longest life of a slow socket", f"{max(lives):.1f} s", "at most 45 s", max(lives) <= 45)]


async def flood(served, scale):
    runs = max(5, int(100 * scale))
    rounds = 0

    async def first_statuses():
        nonlocal rounds
        rounds += 1
        return [await asyncio.to_thread(first_status, served, f"attack-{rounds}-{i}") for i in range(runs)]

    seen, is_over = {}, asyncio.Event()

    async def send(pause):
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
        due = time.monotonic()
        while not is_over.is_set():
            writer.write(served.request())
            status, _ = await answer(reader)
            seen[status] = seen.get(status, 0) + 1
            due += pause
            await asyncio.sleep(max(0, due - time.monotonic()))
        writer.close()

    await first_statuses()
    idle = await first_statuses()
    begin = time.monotonic()
    senders = [asyncio.create_task(send(32 / FLOOD_RATE)) for _ in range(32)]
    flooded = await first_statuses()
    while time.monotonic() - begin < FLOOD_SECONDS * scale:
        flooded += await first_statuses()
    is_over.set()
    await asyncio.gather(*senders)
    rate = sum(seen.values()) / (time.monotonic() - begin)
    ratio = p99(flooded) / p99(idle)
    print(f"flood: {rate:.0f} requests/s, answers {seen}; first status idle median {statistics.median(idle) * 1e3:.0f} ms, p99 {p99(idle) * 1e3:.0f} ms;"
          f" flooded median {statistics.median(flooded) * 1e3:.0f} ms, p99 {p99(flooded) * 1e3:.0f} ms", flush=True)
    return [("S-22: requests/s of one user, sent and answered", f"{rate:.0f}", f"at least {FLOOD_RATE * 0.9:.0f}", rate >= FLOOD_RATE * 0.9),
            ("S-22: refused with 429, of all", f"{100 * seen.get(429, 0) / sum(seen.values()):.1f} %", "more than 90 %", seen.get(429, 0) > 0.9 * sum(seen.values())),
            ("S-22: first status of a run, p99 of that when idle", f"{ratio:.2f} x", "at most 2 x", ratio <= 2)]


def first_status(served, name):
    """Seconds from a suspended run's creation until the operator has written its status; nothing else is started."""
    runs = "/apis/performance.acme.dev/v1alpha1/namespaces/default/performanceruns"
    begin = time.monotonic()
    served.kubernetes("POST", runs, {"apiVersion": "performance.acme.dev/v1alpha1", "kind": "PerformanceRun",
                                     "metadata": {"name": name}, "spec": {"clients": 1, "suspend": True}})
    while not served.kubernetes("GET", f"{runs}/{name}").get("status", {}).get("phase"):
        if time.monotonic() - begin > 30:
            raise SystemExit(f"{name} has no status after 30 s")
        time.sleep(0.005)
    took = time.monotonic() - begin
    served.kubernetes("DELETE", f"{runs}/{name}")
    return took


async def fuzz(served, scale):
    chance = random.Random(SEED)
    plain = ["api/v1/runs", "api/v1/runs/default", "api/v1/experiments", "api/v1/compare", "api/v1/session", "health/performance/results",
             "health/performance/workload", "health/components", "assets", "default", "nobody", "report", "cancel", "rerun"]
    hostile = ["..", "..%2f", "%252e", "%00", "\xff", "*", "a" * 300, "<script>", "${jndi:x}", "'or'1'='1", "-x", "%", ";", "{}"]
    words = plain + hostile
    seen = {}
    todo = iter(range(max(1_000, int(FUZZED * scale))))

    def one():
        path = "".join("/" + chance.choice(plain if chance.random() < 0.8 else hostile) for _ in range(chance.randint(1, 3)))
        query = f"?{chance.choice(words)}={chance.choice(words)}" * chance.randint(0, 1)
        body = chance.choice(["", '{"x":1}', "[", '{"num_clients":-1}', '{"a":' * 50, "\x00\xff"])
        method = chance.choice(["GET", "POST", "PUT", "HEAD", "DELETE", "OPTIONS", "TRACE", "x"])
        who = chance.choice([f"Authorization: Bearer {served.token}\r\n", "Authorization: Bearer nothing\r\n", "", "X: " + "y" * chance.randint(0, 20_000) + "\r\n"])
        return (f"{method} {path}{query} HTTP/1.1\r\nHost: localhost\r\n{who}Content-Type: application/json\r\nConnection: close\r\n"
                f"Content-Length: {len(body)}\r\n\r\n{body}").encode("latin-1")

    async def worker():
        for _ in todo:
            request = one()
            try:
                status, body = (await ask(served, request)) if not request.startswith(b"HEAD") else (await head(request), "")
            except asyncio.TimeoutError:
                status, body = 599, ""
            kind = "trace" if re.search(r"\tat |Exception", body) else status
            seen[kind] = seen.get(kind, 0) + 1

    async def head(request):
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
        writer.write(request)
        text = await asyncio.wait_for(reader.read(65536), 20)
        writer.close()
        return int(text[9:12] or 0)

    await asyncio.gather(*(worker() for _ in range(16)))
    bad = sum(number for kind, number in seen.items() if kind == "trace" or kind >= 500 and kind != 501 and kind != 505)
    print(f"fuzz: {sum(seen.values())} requests, answers {seen}", flush=True)
    return [("S-23: of the fuzzed, answered with 5xx or a stack trace", f"{bad} of {sum(seen.values()):,}", "0", bad == 0)]


async def huge(served, scale):
    await ask(served, served.request("/api/v1/session", "Connection: close\r\n"))
    before = served.heap()
    piece = b" " * 0x4000
    most, looks, taken, statuses = before, 0, [], []

    async def send(chunked):
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
        framing = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {HUGE_BYTES}"
        writer.write(served.request("/health/performance/workload", f"Content-Type: application/json\r\n{framing}\r\n").replace(b"GET", b"POST", 1))
        sent = 0
        try:
            while sent < HUGE_BYTES * scale:
                writer.write(b"4000\r\n" + piece + b"\r\n" if chunked else piece)
                await writer.drain()
                sent += len(piece)
        except ConnectionError:
            pass
        taken.append(sent)
        try:
            statuses.append((await asyncio.wait_for(answer(reader), 20))[0])
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.TimeoutError):
            statuses.append(0)
        writer.close()

    for chunked in (False, True):
        senders = asyncio.gather(*(send(chunked) for _ in range(HUGE_CLIENTS)))
        while not senders.done():
            most, looks = max(most, await asyncio.to_thread(served.heap)), looks + 1
        await senders
    print(f"huge: at most {max(taken):,} bytes taken of one client, answers {sorted(statuses)}; heap {before / (1 << 20):.1f} MiB before, at most"
          f" {most / (1 << 20):.1f} MiB in {looks} looks", flush=True)
    return [("S-21: growth of the heap while 10 bodies of 10 GiB come", f"{(most - before) / (1 << 20):.1f} MiB", "below 16 MiB", most - before < 16 << 20),
            ("S-21: bytes taken of such a body", f"{max(taken):,}", "below 64 MiB", max(taken) < 64 << 20)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, default=1.0)
    attacks = {"slow": slow, "flood": flood, "fuzz": fuzz, "huge": huge}
    parser.add_argument("attacks", nargs="*", metavar="attack", help=", ".join(attacks))
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        served = Served(folder)
        try:
            for name in options.attacks or attacks:
                rows += asyncio.run(attacks[name](served, options.scale))
        finally:
            served.end()
    print(f"\n{'':13}{'':58}{'seen':>14}  goal")
    for what, seen, goal, is_met in rows:
        print(f"{'reached' if is_met else 'NOT REACHED':13}{what:58}{seen:>14}  {goal}")
    return 0 if all(row[3] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
