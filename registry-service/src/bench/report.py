"""One table of medians, and each goal with what was reached."""
import statistics

import peers

FASTAPI_WHOLE_MEMORY_MB = 1800


def median(results, name, figure):
    return statistics.median(round_[figure] for round_ in results[name])


def table(results):
    print(f"\n{'':28} {'wall s (min/median/max)':>24} {'MB/s':>6} {'CPU-s/GB':>9} {'RSS peak MB':>12} {'mean ms':>8} {'p99 ms':>7}")
    for name, rounds in results.items():
        walls = sorted(r["wallSeconds"] for r in rounds)
        wall = f"{walls[0]:.2f}/{statistics.median(walls):.2f}/{walls[-1]:.2f}"
        print(f"{name:28} {wall:>24} {median(results, name, 'mbPerSecond'):6.0f} "
              f"{median(results, name, 'cpuSecondsPerGb'):9.2f} {median(results, name, 'rssPeakMb'):12.0f} "
              f"{median(results, name, 'meanMs'):8.0f} {median(results, name, 'p99Ms'):7.0f}")


def goals(results):
    """Prints the goals that these peers allow to judge; whether all of those were reached."""
    met = cached(results)
    if peers.OURS not in results:
        return all(met)
    ours = median(results, peers.OURS, "wallSeconds")
    memory = max(r["rssPeakMb"] for r in results[peers.OURS])
    met += [goal("memory at 100 downloads", memory, 200, "MB", atMost=True),
           goal("an eighth of the whole-object FastAPI's 1.8 GB", memory, FASTAPI_WHOLE_MEMORY_MB / 8, "MB", atMost=True)]
    for name, factor in ((peers.WHOLE, 1.15), (peers.PIECES_1M, 1.05), (peers.PIECES_64K, 3.5), (peers.SPRING, 1.8),
                         (peers.NGINX_PROXY, 0.68)):
        if name in results:
            met.append(goal("as fast as " + name, median(results, name, "wallSeconds") / ours, factor, "x"))
    if peers.WHOLE in results:
        print(f"{'':12} (its memory here: {median(results, peers.WHOLE, 'rssPeakMb'):.0f} MB)")
    return all(met)


def cached(results):
    """What comes out of memory beside the kernel's own copy of the same file."""
    if peers.NGINX_DIRECT not in results or peers.OURS_MEMORY not in results:
        return []
    direct = median(results, peers.NGINX_DIRECT, "mbPerSecond")
    return [goal(peers.OURS_MEMORY + ", MB/s of " + peers.NGINX_DIRECT,
                 median(results, peers.OURS_MEMORY, "mbPerSecond") / direct, 0.85, "x")]


def goal(what, reached, wanted, unit, atMost=False):
    met = reached <= wanted if atMost else reached >= wanted
    print(f"{'reached' if met else 'NOT REACHED':12} {what}: {reached:.2f} {unit}, "
          f"{'at most' if atMost else 'at least'} {wanted:.2f} {unit}")
    return met
