#!/usr/bin/env python3
"""Starts the services of an example, measures them with perfrun, and stops them: run.py inference|reframe [--short].

FastAPI, uvicorn and prometheus-client come from PyPI into target/examples, once. Everything listens on loopback only.
"""
import argparse
import contextlib
import os
import re
import select
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
TARGET = ROOT / "target" / "examples"
START_SECONDS = 30
STOP_SECONDS = 10
SHORT_SECONDS = 20

# name: module, then a port, the workers and the environment of each service
EXAMPLES = {
    "inference": ("inference", [(18003, 3, {}), (18005, 5, {})]),
    "reframe": ("reframe", [
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


def runs(example, is_short):
    text = (HERE.parent / f"external-{example}.yaml").read_text()
    if is_short:
        text = re.sub(r"durationSeconds: \d+", f"durationSeconds: {SHORT_SECONDS}", text)
        text = re.sub(r"warmupSeconds: \d+", "warmupSeconds: 3", text)
    file = TARGET / f"{example}.yaml"
    file.write_text(text)
    return file


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("example", choices=EXAMPLES)
    parser.add_argument("--short", action="store_true", help=f"{SHORT_SECONDS} s for each run")
    parser.add_argument("-o", dest="output", default="table", help="table, json, yaml or markdown")
    arguments = parser.parse_args()
    TARGET.mkdir(parents=True, exist_ok=True)
    module, services = EXAMPLES[arguments.example]
    interpreter = python()
    with contextlib.ExitStack() as running:
        for port, workers, environment in services:
            running.enter_context(service(interpreter, module, port, workers, environment))
        return subprocess.run(
            [ROOT / "perfrun", "run", runs(arguments.example, arguments.short), "--targets", HERE / "targets.yaml",
             "-o", arguments.output]).returncode


if __name__ == "__main__":
    sys.exit(main())
