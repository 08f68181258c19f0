"""The load generators that are compared: how each is started, and how many requests it says it has made."""
import glob
import json
import os
import re
import shutil

HERE = os.path.dirname(os.path.abspath(__file__))
MODULE = os.path.dirname(os.path.dirname(HERE))
TARGET = os.path.join(MODULE, "target")
OURS = "ours, Crc32c"
OURS_LENGTH = "ours, Length"
OURS_SHA256 = "ours, + SHA-256"
ARCHIVE = os.path.join(TARGET, "bench", "loadgen-job.jsa")


class Peer:
    """``command(url, connections, seconds)`` starts it; ``requests(output)`` reads its count of good answers, ``errors(output)``
    that of others, and ``percentiles(output)`` its own p50 and p99 in ms, or None."""

    def __init__(self, name, command, requests, errors, percentiles):
        self.name = name
        self.command = command
        self.requests = requests
        self.errors = errors
        self.percentiles = percentiles


def find_java():
    homes = [os.environ.get("JAVA_HOME", "")] + sorted(glob.glob("/usr/lib/jvm/*"))
    for home in homes:
        release = os.path.join(home, "release")
        if home and os.path.exists(release) and 'JAVA_VERSION="25' in open(release).read():
            return os.path.join(home, "bin", "java")
    raise SystemExit("no JDK 25: set JAVA_HOME")


def ours(name, java, verify="Crc32c", crc32c_of_large=None, archive=True):
    """As ``perfrun`` starts it: with an archive of classes (JEP 350) that the first one writes when it ends; the image has one too."""
    def command(url, connections, seconds):
        host, _, path = url.removeprefix("http://").partition("/")
        profile = {"clients": connections, "path": "/" + path, "mode": "Closed", "durationSeconds": seconds,
                   "verify": verify}
        if path == "large" and crc32c_of_large:
            profile["crc32c"] = crc32c_of_large
        mapped = ["-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + ARCHIVE, "-Xlog:cds*=off,aot*=off"] if archive else []
        return [java, "@" + os.path.join(TARGET, "jvm.options"), *mapped, "-jar", os.path.join(TARGET, "loadgen-job.jar"),
                "--profile", json.dumps(profile), "--target", "http://" + host]

    def result(output):
        return json.loads(output.strip().splitlines()[-1])

    def requests(output):
        return result(output)["succeeded"]

    def percentiles(output):
        latency = result(output)["latency"]
        return latency["medianMs"], latency["p99Ms"]

    def errors(output):
        return result(output)["failed"]
    return Peer(name, command, requests, errors, percentiles)


def wrk():
    def command(url, connections, seconds):
        return ["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--timeout", "60s", "--latency", url]

    def millis(text):
        number, unit = re.fullmatch(r"([\d.]+)(us|ms|s|m)", text).groups()
        return float(number) * {"us": 1e-3, "ms": 1, "s": 1e3, "m": 6e4}[unit]

    def percentiles(output):
        return tuple(millis(re.search(rf"^\s+{p}%\s+(\S+)", output, re.M).group(1)) for p in (50, 99))

    def requests(output):
        return int(re.search(r"(\d+) requests in", output).group(1))

    def errors(output):
        said = re.search(r"Socket errors:(.*)", output)
        others = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
        return sum(int(number) for found in (said, others) if found for number in re.findall(r"\d+", found.group(1)))
    return Peer("wrk", command, requests, errors, percentiles)


def oha(program):
    def command(url, connections, seconds):
        return [program, "-z", f"{seconds}s", "-c", str(connections), "--no-tui", "--output-format", "json", url]

    def requests(output):
        return json.loads(output)["statusCodeDistribution"].get("200", 0)

    def percentiles(output):
        found = json.loads(output)["latencyPercentiles"]
        return tuple(float("nan") if found[p] is None else 1e3 * found[p] for p in ("p50", "p99"))

    def errors(output):
        """Without those whose answer was still to come when its time was over."""
        said = json.loads(output)
        return (sum(said["statusCodeDistribution"].values()) - requests(output)
                + sum(count for what, count in said["errorDistribution"].items() if "deadline" not in what))
    return Peer("oha", command, requests, errors, percentiles)


def oha_installed():
    """From PATH, or from where the documentation's command puts it; None where it is in neither."""
    return shutil.which("oha") or shutil.which(os.path.join(TARGET, "peers", "bin", "oha"))


def all_of(java, crc32c):
    """Ours and every peer that is installed; the names of the missing ones.

    Whoever gives a CRC-32C and no SHA-256 has every byte checked by the first and none by the second; whoever gives
    neither has the first body of each client hashed too, to know what is right."""
    oha_program = oha_installed()
    found = [ours(OURS, java, crc32c_of_large=crc32c), ours(OURS_LENGTH, java, verify="Length"), ours(OURS_SHA256, java)]
    missing = []
    for name, is_there, make in (("wrk", shutil.which("wrk"), wrk), ("oha", oha_program, lambda: oha(oha_program))):
        if is_there:
            found.append(make())
        else:
            missing.append(name)
    return found, missing
