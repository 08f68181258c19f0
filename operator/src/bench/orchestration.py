#!/usr/bin/env python3
"""What the operator costs in time: from `kubectl apply` to the final status, less the load's own duration.

    python3 operator/src/bench/orchestration.py [--rounds 3] [--namespace perf]

Needs kubectl, a cluster that KUBECONFIG names, and the chart installed so that it watches the namespace. Beside it, in the
same session and interleaved, runs a bare Job of the same load generator against a service that is already running: what
scheduler, kubelet and Job controller cost by themselves. A first run, which is not counted, fills the registry and leaves
the service that the bare Jobs load.

Per round and in seconds, each less the load's own duration as its result tells it:
  bare Job          from apply until the Job is Complete
  run               from apply until status is final, the service's start included
  run, warm service the same without the time from the attempt's beginning until every replica was ready
"""
import argparse
import json
import statistics
import subprocess
import sys
import time

RUN = """
apiVersion: performance.acme.dev/v1alpha1
kind: PerformanceRun
metadata: {name: %s}
spec:
  clients: 20
  model: {id: acme/small, sizeBytes: 20000000, registrySize: 20}
  compute: {cpu: %s, memory: 256Mi}
  cleanup: {afterSeconds: %d}
"""
# Half of a node of two processors, and what is left beside it for the service that stays.
CPU, CPU_OF_THE_KEPT = "1", "250m"
LIMIT = 600
MOST_OF_BARE = 0.0
MOST_OF_START = 4.0


class Cluster:
    def __init__(self, namespace):
        self.base = ["kubectl", "--namespace", namespace]

    def call(self, *arguments, text=None):
        finished = subprocess.run([*self.base, *arguments], input=text, capture_output=True, text=True, timeout=LIMIT)
        if finished.returncode:
            raise SystemExit(f"kubectl {' '.join(arguments)}: {finished.stderr.strip()}")
        return finished.stdout

    def watch(self, kind, name, is_last):
        """Every state of the object with the moment in which it was seen, until the last one."""
        command = [*self.base, "get", kind, name, "--watch", "--output", "json"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            try:
                seen = []
                for state in documents(process.stdout):
                    seen.append((time.monotonic(), state))
                    if is_last(state):
                        return seen
                    if seen[-1][0] - seen[0][0] > LIMIT:
                        break
                raise SystemExit(f"{kind} {name} did not end in {LIMIT} s")
            finally:
                process.kill()


def documents(lines):
    """kubectl prints one indented JSON document after another."""
    text = ""
    for line in lines:
        text += line
        if line.startswith("}"):
            yield json.loads(text)
            text = ""


def run(cluster, name, cpu=CPU, keep=0):
    """The overheads of one run, with and without the service's start."""
    start = time.monotonic()
    cluster.call("apply", "--filename", "-", text=RUN % (name, cpu, keep))
    seen = cluster.watch("performancerun", name, lambda r: phase(r) in ("Succeeded", "Failed", "Cancelled"))
    end, last = seen[-1]
    if phase(last) != "Succeeded":
        raise SystemExit(f"{name}: {last['status'].get('message')}")
    begun = next(at for at, state in seen if phase(state) == "Provisioning")
    ready = next(at for at, state in seen if phase(state) in ("Running", "Collecting", "Succeeded"))
    whole = end - start - last["status"]["results"]["durationSeconds"]
    return {"run": whole, "run, warm service": whole - (ready - begun)}


def phase(state):
    return state.get("status", {}).get("phase", "")


def template(cluster, of):
    """A bare Job of the same pod: nothing of the operator is in it."""
    job = json.loads(cluster.call("get", "jobs", "--selector",
                                  f"performance.acme.dev/run={of},app.kubernetes.io/component=load", "--output", "json"))
    pod = job["items"][0]["spec"]["template"]["spec"]
    return {"apiVersion": "batch/v1", "kind": "Job", "metadata": {},
            "spec": {"backoffLimit": 0, "template": {"metadata": {"labels": {"bench": "bare"}}, "spec": pod}}}


def bare(cluster, job, name):
    job["metadata"]["name"] = name
    start = time.monotonic()
    cluster.call("apply", "--filename", "-", text=json.dumps(job))
    seen = cluster.watch("job", name, is_complete)
    result = json.loads(cluster.call("logs", f"job/{name}").splitlines()[-1])
    cluster.call("delete", "job", name, "--wait=false")
    return {"bare Job": seen[-1][0] - start - result["durationSeconds"]}


def is_complete(job):
    conditions = {c["type"]: c["status"] for c in job.get("status", {}).get("conditions", [])}
    if conditions.get("Failed") == "True":
        raise SystemExit(f"the bare Job failed: {job['status']}")
    return conditions.get("Complete") == "True"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--namespace", default="perf")
    options = parser.parse_args()
    cluster = Cluster(options.namespace)
    stamp = int(time.time())
    names = [f"cost-{stamp}-{number}" for number in range(options.rounds + 1)]
    figures = {}
    try:
        run(cluster, names[0], cpu=CPU_OF_THE_KEPT, keep=3600)
        job = template(cluster, names[0])
        for number in range(1, options.rounds + 1):
            for measured in (bare(cluster, job, f"bare-{stamp}-{number}"), run(cluster, names[number])):
                for what, seconds in measured.items():
                    figures.setdefault(what, []).append(seconds)
                    print(f"round {number}: {what}: {seconds:.2f} s", flush=True)
    finally:
        cluster.call("delete", "performancerun", "--ignore-not-found", "--wait=false", *names)
    return report(figures)


def report(figures):
    print(f"\n{'seconds':20}{'min':>8}{'median':>8}{'max':>8}")
    median = {}
    for what, seconds in figures.items():
        median[what] = statistics.median(seconds)
        print(f"{what:20}{min(seconds):8.2f}{median[what]:8.2f}{max(seconds):8.2f}")
    goals = [("run, warm service", MOST_OF_BARE), ("run", MOST_OF_START)]
    met = True
    print()
    for what, most in goals:
        more = median[what] - median["bare Job"]
        met &= more <= most
        print(f"{'reached    ' if more <= most else 'NOT REACHED'}  {what}: {more:+.2f} s against the bare Job, at most {most:+.2f} s")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
