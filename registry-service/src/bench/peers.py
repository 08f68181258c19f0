"""The service and its peers: what each is called and how it is started on a port."""
import os
from dataclasses import dataclass, field

PATH = "/performance/arnir0_Tiny-LLM/main/model.zip"
OURS = "ours"
OURS_256M = "ours, -Xmx256m"
OURS_MEMORY = "ours, memory cache"
OURS_DISK = "ours, disk cache"
WHOLE = "FastAPI, whole object"
PIECES_64K = "FastAPI, 64 KiB x 1 worker"
PIECES_1M = "FastAPI, 1 MiB x 2 workers"
SPRING = "Spring MVC, streaming"
NGINX_PROXY = "nginx, proxy_pass"
NGINX_DIRECT = "nginx, the object itself"
NAMES = (OURS, OURS_256M, OURS_MEMORY, OURS_DISK, WHOLE, PIECES_64K, PIECES_1M, SPRING, NGINX_PROXY, NGINX_DIRECT)


@dataclass
class Peer:
    name: str
    command: list
    port: int
    environment: dict = field(default_factory=dict)
    path: str = PATH


def all_of(world):
    storage = {
        "S3_ENDPOINT": world.object_endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test-secret",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    return [
        Peer(OURS, ours(world, world.jvm_options), 18101, {**storage, **world.service_environment, "PORT": "18101"}),
        Peer(OURS_256M, ours(world, world.jvm_options + ["-Xmx256m"]), 18101,
             {**storage, **world.service_environment, "PORT": "18101"}),
        Peer(OURS_MEMORY, ours(world, world.jvm_options), 18101,
             {**storage, **world.service_environment, "PORT": "18101", **cache(world, "memory")}),
        Peer(OURS_DISK, ours(world, world.jvm_options), 18101,
             {**storage, **world.service_environment, "PORT": "18101", **cache(world, "disk")}),
        Peer(WHOLE, uvicorn(world, 18102, 1), 18102, {**storage, "MODE": "whole"}),
        Peer(PIECES_64K, uvicorn(world, 18103, 1), 18103, {**storage, "MODE": "65536"}),
        Peer(PIECES_1M, uvicorn(world, 18104, 2), 18104, {**storage, "MODE": "1048576"}),
        Peer(
            SPRING,
            [world.java, "-jar", world.spring_jar, "--server.port=18105", "--server.address=127.0.0.1"],
            18105,
            storage,
        ),
        Peer(NGINX_PROXY, world.nginx_command("proxy", proxy(world)), 18106),
        Peer(NGINX_DIRECT, world.nginx_command("direct", direct(world)), 18107, path="/models" + PATH),
    ]


def ours(world, options):
    return [world.java, *options, "-jar", world.service_jar, "serve"]


def cache(world, kind):
    return {"ENABLE_CACHING": "true", "CACHE": kind, "CACHE_BYTES": "100000000",
            "CACHE_FOLDER": os.path.join(world.target, "cache")}


def uvicorn(world, port, workers):
    return [
        os.path.join(world.venv, "bin", "python"), "-m", "uvicorn", "app:app",
        "--app-dir", os.path.join(world.here, "fastapi"),
        "--host", "127.0.0.1", "--port", str(port), "--workers", str(workers),
        "--log-level", "warning", "--no-access-log",
    ]


def proxy(world):
    """Buffers as large as our pieces, connections to the storage kept."""
    return f"""
    upstream storage {{ server {world.object_endpoint.removeprefix('http://')}; keepalive 150; }}
    server {{
        listen 127.0.0.1:18106 backlog=4096;
        location / {{
            proxy_pass http://storage/models/;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_buffer_size 128k;
            proxy_buffers 8 128k;
            proxy_busy_buffers_size 256k;
            proxy_max_temp_file_size 0;
        }}
    }}"""


def direct(world):
    return f"""
    server {{ listen 127.0.0.1:18107 backlog=4096; root {world.objects}; }}"""
