#!/usr/bin/env python3
"""Starts the services of an example, measures them with perfrun, and stops them: run.py inference|reframe [--short].

FastAPI, uvicorn and prometheus-client come from PyPI into target/examples, once. Everything listens on loopback only.
"""
import argparse
import contextlib
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
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
    with tempfile.TemporaryDirectory() as counters:
        process = subprocess.Popen(
            [interpreter, "-m", "uvicorn", f"{module}:app", "--app-dir", HERE, "--host", "127.0.0.1", "--port", str(port),
             "--workers", str(workers), "--backlog", "4096", "--log-level", "warning", "--no-access-log",
             "--timeout-keep-alive", "75"],
            stdin=subprocess.DEVNULL,
            env={**os.environ, **environment, "PROMETHEUS_MULTIPROC_DIR": counters} if workers > 1
            else {**os.environ, **environment})
        try:
            await_answer(process, port)
            yield
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def await_answer(process, port):
    deadline = time.monotonic() + START_SECONDS
    while True:
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2):
                return
        if process.poll() is not None:
            raise SystemExit(f"the service at port {port} ended with exit code {process.returncode}")
        if time.monotonic() > deadline:
            raise SystemExit(f"the service at port {port} did not answer within {START_SECONDS} s")
        time.sleep(0.1)


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
