"""Everything around the measured process: storage, metadata, load, and what must be installed for them."""
import contextlib
import glob
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request

import machine
import peers

NGINX_CONF = """
{user} daemon off; pid {run}/nginx.pid; error_log {run}/error.log; worker_processes 2;
events {{ worker_connections 4096; }}
http {{
    access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; keepalive_timeout 75s;
    client_body_temp_path {run}/b; proxy_temp_path {run}/p; fastcgi_temp_path {run}/f;
    uwsgi_temp_path {run}/u; scgi_temp_path {run}/s;
{servers}
}}
"""
OBJECT_PORT = 18100
# What lives for seconds beside the measured process must not spend the shared processors on its own second compiler:
# DynamoDB Local stands for a service of its own, the client for a machine of its own. The bursts that are checked by
# SHA-256 keep it, as only that compiler knows the processor's instructions for it.
ONE_COMPILER = "-XX:TieredStopAtLevel=1"
LIMIT = 60
"""The load generator's exit code where it measured, but shared its processors with what it measured, as it does here."""
VOID = 2


class World(contextlib.ExitStack):
    """Starts the backends and fills them; each burst starts its peer afresh."""

    def __init__(self, options):
        super().__init__()
        self.options = options
        self.here = os.path.dirname(os.path.abspath(__file__))
        self.module = os.path.dirname(os.path.dirname(self.here))
        self.target = os.path.join(self.module, "target", "bench")
        self.objects = os.path.join(self.target, "objects")
        self.venv = os.path.join(self.target, "venv")
        self.java = find_java()
        self.service_jar = os.path.join(self.module, "target", "registry-service.jar")
        self.jvm_options = ["@" + os.path.join(self.module, "target", "jvm.options")]
        self.spring_jar = os.path.join(self.target, "spring", "spring-streaming.jar")
        self.object_endpoint = f"http://127.0.0.1:{OBJECT_PORT}"

    def __enter__(self):
        super().__enter__()
        shutil.rmtree(self.objects, ignore_errors=True)
        os.makedirs(self.objects)
        self.install()
        backends = self.start_backends()
        self.service_environment = {
            "S3_BUCKET": "models", "DYNAMODB_TABLE": "models", "DYNAMODB_ENDPOINT": backends["dynamo"],
            "HOST": "127.0.0.1",
        }
        self.model = self.populate(backends)
        self.start_storage()
        return self

    # what must be there

    def install(self):
        if not os.path.exists(self.service_jar):
            raise SystemExit("build the project first: mvn -pl registry-service -am package")
        if not shutil.which("nginx"):
            self.run(["apt-get", "install", "-y", "--no-install-recommends", "nginx"])
        if self.wants(peers.WHOLE, peers.PIECES_64K, peers.PIECES_1M) and not os.path.exists(self.venv):
            self.run([sys.executable, "-m", "venv", self.venv])
            pip = os.path.join(self.venv, "bin", "pip")
            self.run([pip, "install", "-q", "-r", os.path.join(self.here, "requirements.txt")])
        if self.wants(peers.SPRING) and not os.path.exists(self.spring_jar):
            target = os.path.join(self.target, "spring")
            pom = os.path.join(self.here, "spring", "pom.xml")
            self.run(["mvn", "-B", "-q", "-f", pom, f"-Dbench.target={target}", "package"])

    def wants(self, *names):
        return not self.options.only or any(name in self.options.only for name in names)

    def run(self, command, good=(0,), **more):
        finished = subprocess.run(command, stdin=subprocess.DEVNULL, **more)
        if finished.returncode not in good:
            raise SystemExit(f"failed: {' '.join(command)}")
        return finished

    # backends

    def start_backends(self):
        classpath = os.path.join(self.target, "test-classpath")
        pom = os.path.join(os.path.dirname(self.module), "pom.xml")
        poms = [pom, os.path.join(self.module, "pom.xml")]
        if not os.path.exists(classpath) or os.path.getmtime(classpath) < max(map(os.path.getmtime, poms)):
            goal = "org.apache.maven.plugins:maven-dependency-plugin:3.10.0:build-classpath"
            self.run(["mvn", "-B", "-q", "-f", pom, "-pl", "registry-service", goal, f"-Dmdep.outputFile={classpath}",
                      "-DincludeScope=test"])
        with open(classpath) as file:
            jars = file.read().strip()
        classes = [os.path.join(self.module, "target", d) for d in ("classes", "test-classes")]
        main = "dev.acme.performance.registry.backends.EmbeddedBackendsMain"
        log = self.enter_context(open(os.path.join(self.target, "backends.log"), "w"))
        process = subprocess.Popen(
            [self.java, "-Xmx256m", ONE_COMPILER, "--enable-native-access=ALL-UNNAMED", "-cp", ":".join(classes + [jars]), main,
             self.objects],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True)
        self.callback(end, process)
        for line in process.stdout:
            if line.startswith('{"s3"'):
                return json.loads(line)
        raise SystemExit("the embedded backends did not start: see target/bench/backends.log")

    def populate(self, backends):
        environment = {
            **os.environ, **self.service_environment, "S3_ENDPOINT": backends["s3"],
            "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test-secret",
        }
        start = time.monotonic()
        finished = self.run([self.java, "-jar", self.service_jar, "populate"],
                            env=environment, stdout=subprocess.PIPE, text=True)
        summary = json.loads(finished.stdout.splitlines()[-1])
        print(f"populated {summary['models']} models in {time.monotonic() - start:.1f} s")
        return summary["model"]

    def start_storage(self):
        servers = f"""
    server {{
        listen 127.0.0.1:{OBJECT_PORT} backlog=4096; root {self.objects};
        location = /models {{ return 200; }}
    }}"""
        process = subprocess.Popen(self.nginx_command("storage", servers), stdin=subprocess.DEVNULL)
        self.callback(end, process)
        await_port(self.object_endpoint + "/models", process)

    def nginx_command(self, name, servers):
        run = os.path.join(self.target, "nginx-" + name)
        os.makedirs(run, exist_ok=True)
        conf = os.path.join(run, "nginx.conf")
        with open(conf, "w") as file:
            user = "user root;" if os.geteuid() == 0 else ""
            file.write(NGINX_CONF.format(user=user, run=run, servers=servers))
        return [shutil.which("nginx"), "-p", run, "-c", conf, "-e", os.path.join(run, "error.log")]

    # load

    @contextlib.contextmanager
    def running(self, peer):
        log = os.path.join(self.target, "peer.log")
        with open(log, "w") as out:
            process = subprocess.Popen(peer.command, env={**os.environ, **peer.environment},
                                       stdin=subprocess.DEVNULL, stdout=out, stderr=out)
            try:
                await_port(f"http://127.0.0.1:{peer.port}/", process)
                yield process
            finally:
                end(process)

    def burst_of(self, peer):
        """Warm bursts, every byte of the first also by SHA-256, then the measured one on an idle machine."""
        with self.running(peer) as process:
            self.burst(peer, self.model["sha256"])
            for _ in range(1, self.options.warm):
                self.burst(peer)
            machine.await_idle()
            return self.measured_burst(peer, process)

    def measured_burst(self, peer, process):
        with machine.Watch(process.pid) as watch:
            result = self.burst(peer)
        bytes_sent = result["ok"] * self.model["sizeBytes"]
        result["mbPerSecond"] = bytes_sent / 1e6 / result["wallSeconds"]
        result["cpuSecondsPerGb"] = watch.cpu_seconds / (bytes_sent / 1e9)
        result["rssPeakMb"] = watch.rss_peak / 1e6
        return result

    def burst(self, peer, sha256=None):
        url = f"http://127.0.0.1:{peer.port}{peer.path}"
        result = self.own_client(url) if self.options.client else self.load_generator(peer, sha256)
        if result["ok"] != self.options.clients:
            raise SystemExit(f"{peer.name}: {result}")
        return result

    def own_client(self, url):
        command = self.options.client.split() + [
            url, str(self.options.clients), str(self.model["sizeBytes"]), self.model["crc32c"]]
        return json.loads(self.run(command, stdout=subprocess.PIPE, text=True).stdout)

    def load_generator(self, peer, sha256):
        target = os.path.join(os.path.dirname(self.module), "loadgen-job", "target")
        profile = {
            "clients": self.options.clients, "path": peer.path, "sizeBytes": self.model["sizeBytes"],
            "crc32c": self.model["crc32c"], "mode": "Burst", "requestsPerClient": 1, "timeoutSeconds": 300,
            "verify": "Crc32c", "seed": 1,
        }
        if sha256:
            profile["sha256"] = sha256
        command = [self.java, "@" + os.path.join(target, "jvm.options"), *([] if sha256 else [ONE_COMPILER]),
                   "-jar", os.path.join(target, "loadgen-job.jar"), "--profile", json.dumps(profile), "--target", f"http://127.0.0.1:{peer.port}"]
        lines = self.run(command, good=(0, VOID), stdout=subprocess.PIPE, text=True).stdout.splitlines()
        result = json.loads(lines[-1])
        return {
            "ok": result["succeeded"], "wallSeconds": result["durationSeconds"],
            "meanMs": result["latency"]["meanMs"], "p99Ms": result["latency"]["p99Ms"], "errors": result["errors"],
            "validityReasons": result["validityReasons"],
        }


def find_java():
    homes = [os.environ.get("JAVA_HOME", "")] + sorted(glob.glob("/usr/lib/jvm/*25*"))
    for home in homes:
        java = os.path.join(home, "bin", "java")
        if home and os.path.exists(java):
            shown = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
            if '"25' in shown:
                return java
    raise SystemExit("no JDK 25 found: set JAVA_HOME")


def await_port(url, process):
    deadline = time.monotonic() + LIMIT
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit(f"{process.args[0]} ended with {process.returncode}: see target/bench/peer.log")
        try:
            urllib.request.urlopen(url, timeout=2)
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"nothing answers at {url}")


def end(process):
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for stream in (process.stdin, process.stdout):
        if stream:
            stream.close()
