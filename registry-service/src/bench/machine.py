"""What the machine says about itself and about one process and its children."""
import os
import threading
import time

TICKS = os.sysconf("SC_CLK_TCK")


def _read(path):
    try:
        with open(path) as file:
            return file.read()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def tree(pid):
    """The process and all its descendants, while they live."""
    children = _read(f"/proc/{pid}/task/{pid}/children").split()
    return [pid] + [p for child in children for p in tree(int(child))]


def cpu_seconds(pid):
    total = 0
    for member in tree(pid):
        fields = _read(f"/proc/{member}/stat").rpartition(")")[2].split()
        total += sum(map(int, fields[11:13])) if fields else 0
    return total / TICKS


def rss_bytes(pid):
    total = 0
    for member in tree(pid):
        for line in _read(f"/proc/{member}/status").splitlines():
            if line.startswith("VmRSS:"):
                total += int(line.split()[1]) * 1024
    return total


def busy_share(seconds):
    """Share of all CPUs' time that was not idle."""
    def snapshot():
        numbers = list(map(int, _read("/proc/stat").splitlines()[0].split()[1:9]))
        return sum(numbers), numbers[3] + numbers[4]
    total, idle = snapshot()
    time.sleep(seconds)
    total2, idle2 = snapshot()
    return 1 - (idle2 - idle) / max(1, total2 - total)


def await_idle(limit_seconds=600):
    deadline = time.monotonic() + limit_seconds
    while busy_share(0.5) > 0.08:
        if time.monotonic() > deadline:
            raise SystemExit("the machine does not become idle: the figures would mean nothing")


class Watch:
    """CPU seconds and the highest resident memory of a process tree while the block runs."""

    def __init__(self, pid):
        self.pid = pid
        self.rss_peak = 0
        self._stop = threading.Event()

    def __enter__(self):
        self._cpu = cpu_seconds(self.pid)
        self._thread = threading.Thread(target=self._sample)
        self._thread.start()
        return self

    def _sample(self):
        while not self._stop.is_set():
            self.rss_peak = max(self.rss_peak, rss_bytes(self.pid))
            self._stop.wait(0.02)

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()
        self.cpu_seconds = cpu_seconds(self.pid) - self._cpu
