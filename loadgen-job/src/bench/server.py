"""nginx on loopback, and what the kernel says of its processor time."""
import os
import shutil
import socket
import subprocess
import time


def free_port():
    """Of loopback, whatever else runs on this machine."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


PORT = free_port()
URL = f"http://127.0.0.1:{PORT}"
TICKS = os.sysconf("SC_CLK_TCK")
CONF = """
{user} daemon off; pid {run}/nginx.pid; error_log {run}/error.log; worker_processes 2; worker_rlimit_nofile 30000;
events {{ worker_connections 15000; }}
http {{
    log_format sent '$body_bytes_sent';
    sendfile on; tcp_nopush on; keepalive_requests 1000000000; keepalive_timeout 75s;
    client_body_temp_path {run}/b; proxy_temp_path {run}/p; fastcgi_temp_path {run}/f;
    uwsgi_temp_path {run}/u; scgi_temp_path {run}/s;
    server {{
        listen 127.0.0.1:{port} backlog=16384; root {run}/files;
        location /large {{ access_log {run}/large.log sent; }}
        location / {{ access_log off; }}
    }}
}}
"""


class Nginx:
    """Serves ``/large`` (the model's size) and ``/small`` (1 KiB); logs how many bytes of the large one it sent."""

    def __init__(self, folder, large_bytes):
        self.run = folder
        self.large_bytes = large_bytes

    def __enter__(self):
        shutil.rmtree(self.run, ignore_errors=True)
        os.makedirs(os.path.join(self.run, "files"))
        for name, size in (("large", self.large_bytes), ("small", 1024)):
            with open(os.path.join(self.run, "files", name), "wb") as file:
                file.write(os.urandom(size))
        configuration = os.path.join(self.run, "nginx.conf")
        with open(configuration, "w") as file:
            file.write(CONF.format(run=self.run, port=PORT, user="user root;" if os.getuid() == 0 else ""))
        self.process = subprocess.Popen(["nginx", "-p", self.run, "-c", configuration], stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 10
        while not os.path.exists(os.path.join(self.run, "nginx.pid")):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"nginx does not start: see {self.run}/error.log")
            time.sleep(0.05)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(10)

    def crc32c(self):
        """Of the large file, as the contract writes it (RFC 3720, appendix B.4)."""
        table = []
        for byte in range(256):
            for _ in range(8):
                byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)
            table.append(byte)
        crc = 0xFFFFFFFF
        with open(os.path.join(self.run, "files", "large"), "rb") as file:
            for byte in file.read():
                crc = table[(crc ^ byte) & 0xFF] ^ crc >> 8
        return f"{crc ^ 0xFFFFFFFF:08x}"

    def bytes_sent(self):
        with open(os.path.join(self.run, "large.log")) as log:
            return sum(map(int, log))

    def cpu_seconds(self):
        with open(f"/proc/{self.process.pid}/task/{self.process.pid}/children") as children:
            return sum(_cpu_seconds(int(child)) for child in children.read().split())


def _cpu_seconds(pid):
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS
