#!/usr/bin/env python3
"""Starts the services of an example, measures them with perfrun, and stops them: run.py inference|reframe [--study] [--short].

Without --study each variant is measured once; with it the example's experiment is carried out, which repeats and compares.
FastAPI, uvicorn and prometheus-client come from PyPI into target/examples, once. Everything listens on loopback only.
"""
import argparse
import contextlib
import os
import re
import select
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
TARGET = ROOT / "target" / "examples"
START_SECONDS = 30
STOP_SECONDS = 10
TERMINATED = 143
SHORT_SECONDS = 20
SHORT_WARMUP_SECONDS = 3
SHORT_REPEATS = 2

# name: module and experiment, then a port, the workers and the environment of each service
EXAMPLES = {
    "inference": ("inference", "workers-3-vs-5", [(18003, 3, {}), (18005, 5, {})]),
    "reframe": ("reframe", "threads-tasks-concurrency", [
        (18432, 1, {"THREADS": "4", "TASKS": "32"}),
        (18832, 1, {"THREADS": "8", "TASKS": "32"}),
        (18864, 1, {"THREADS": "8", "TASKS": "64"}),
    ]),
}


def python():
    venv = TARGET / "venv"
    wanted = (HERE / "requirements.txt").read_text()
    mark = venv / "installed.txt"
    if not mark.exists() or mark.read_text() != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", venv], check=True)
        subprocess.run([venv / "bin" / "pip", "install", "-q", "--disable-pip-version-check", "-r",
                        HERE / "requirements.txt"], check=True)
        mark.write_text(wanted)
    return venv / "bin" / "python"


@contextlib.contextmanager
def service(interpreter, module, port, workers, environment):
    with tempfile.TemporaryDirectory() as counters, contextlib.ExitStack() as running:
        if workers > 1:
            environment = {**environment, "PROMETHEUS_MULTIPROC_DIR": counters}
        for _ in range(workers):
            running.enter_context(worker(interpreter, module, port, environment))
        yield


@contextlib.contextmanager
def worker(interpreter, module, port, environment):
    process = subprocess.Popen([interpreter, HERE / "serve.py", module, str(port)], stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, env={**os.environ, **environment})
    try:
        await_door(process, module, port)
        yield
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def await_door(process, module, port):
    """The worker's own word: at a shared port another one would answer."""
    ready, _, _ = select.select([process.stdout], [], [], START_SECONDS)
    if not ready or process.stdout.readline() != b"listening\n":
        raise SystemExit(f"a worker of {module} at port {port} did not start within {START_SECONDS} s")


def objects(name, short_seconds):
    text = (HERE.parent / f"{name}.yaml").read_text()
    if short_seconds:
        text = re.sub(r"durationSeconds: \d+", f"durationSeconds: {short_seconds}", text)
        text = re.sub(r"warmupSeconds: \d+", f"warmupSeconds: {SHORT_WARMUP_SECONDS}", text)
        text = re.sub(r"repeats: \d+", f"repeats: {SHORT_REPEATS}", text)
    file = TARGET / f"{name}.yaml"
    file.write_text(text)
    return file


def ended(process):
    """The exit code. Ctrl-C goes to all of a terminal's programs, and perfrun cleans up before it ends: that is waited for."""
    try:
        while True:
            with contextlib.suppress(KeyboardInterrupt):
                return process.wait()
    finally:
        process.terminate()
        process.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("example", choices=EXAMPLES)
    parser.add_argument("--study", action="store_true",
                        help="the experiment: workers-3-vs-5.yaml (some 50 minutes), threads-tasks-concurrency.yaml (25)")
    parser.add_argument("--short", action="store_true",
                        help=f"{SHORT_SECONDS} s for each run, and {SHORT_REPEATS} repeats of an experiment")
    parser.add_argument("--seconds", type=int, metavar="N", help=f"with --short: other than {SHORT_SECONDS} s")
    parser.add_argument("-o", dest="output", default="table", metavar="FORMAT|FILE",
                        help="table, json, yaml or markdown; with --study also a file for the report, as report.html")
    arguments = parser.parse_args()
    if arguments.seconds is not None and (not arguments.short or arguments.seconds < 1):
        parser.error("--seconds goes with --short, and is 1 or more")
    short_seconds = (arguments.seconds or SHORT_SECONDS) if arguments.short else None
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    TARGET.mkdir(parents=True, exist_ok=True)
    module, experiment, services = EXAMPLES[arguments.example]
    name = experiment if arguments.study else f"external-{arguments.example}"
    interpreter = python()
    with contextlib.ExitStack() as running:
        for port, workers, environment in services:
            running.enter_context(service(interpreter, module, port, workers, environment))
        return ended(subprocess.Popen(
            [ROOT / "perfrun", "run", objects(name, short_seconds), "--targets", HERE / "targets.yaml",
             "-o", arguments.output]))


if __name__ == "__main__":
    sys.exit(main())
