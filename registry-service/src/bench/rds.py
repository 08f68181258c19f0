#!/usr/bin/env python3
"""Readers of the database store beside readers of one whole bytea value: registry-service/src/bench/rds.py [--rounds 3] [--seconds 4]

Twice: with a heap in which whole values have room, and our ways alone with the JVM options that the service is shipped with.
"""
import argparse
import os
import subprocess

MAIN = "dev.acme.performance.registry.storage.rds.RdsBenchmarkMain"
MODULE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def java():
    jdk = subprocess.run([os.path.join(os.path.dirname(MODULE), ".ci", "jdk")], check=True, capture_output=True, text=True)
    return os.path.join(jdk.stdout.strip(), "bin", "java")


def class_path():
    listed = os.path.join(MODULE, "target", "bench-classpath")
    subprocess.run(["mvn", "-B", "-q", "-f", os.path.dirname(MODULE), "-pl", "registry-service", "test-compile",
                    "org.apache.maven.plugins:maven-dependency-plugin:3.10.0:build-classpath",
                    f"-Dmdep.outputFile={listed}", "-Dmdep.includeScope=test"], check=True)
    with open(listed) as file:
        return ":".join([os.path.join(MODULE, "target", d) for d in ("classes", "test-classes")] + [file.read().strip()])


def measure(title, options, arguments):
    print(title, flush=True)
    subprocess.run([java(), *options, "-cp", class_path(), MAIN, *arguments], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=4)
    options = parser.parse_args()
    length = [str(options.rounds), str(options.seconds)]
    measure("side by side, heap 2 GiB", ["-Xmx2g"], length)
    shipped = os.path.join(MODULE, "src", "main", "jvm", "jvm.options")
    measure("ours alone, the service's own JVM options", ["@" + shipped], [*length, "ours"])


if __name__ == "__main__":
    main()
