"""One worker of a service, on a port of loopback that it shares with the others: serve.py MODULE PORT."""
import importlib
import socket
import sys

import uvicorn


def main():
    module, port = sys.argv[1], int(sys.argv[2])
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # every worker has a door of its own at this port, and the kernel draws one for each connection
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        door.bind(("127.0.0.1", port))
        app = importlib.import_module(module).app
        config = uvicorn.Config(app, backlog=4096, log_level="warning", access_log=False, timeout_keep_alive=75)
        door.listen(config.backlog)
        print("listening", flush=True)
        uvicorn.Server(config).run(sockets=[door])


if __name__ == "__main__":
    main()
