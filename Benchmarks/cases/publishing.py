"""Publishing to a depot over loopback: many small files, and few large ones.

SMALL_FILES=2000 and LARGE_FILES=5 with LARGE_BYTES=52428800 each say how much is published. The figures that the targets
are multiples of are those of the reference's pkgsend and depot on a machine of this kind.
"""
import os
import random

from depots import Depot

SMALL_FILES = int(os.environ.get("SMALL_FILES", "2000"))
LARGE_FILES = int(os.environ.get("LARGE_FILES", "5"))
LARGE_BYTES = int(os.environ.get("LARGE_BYTES", str(50 << 20)))

REFERENCE_FILES_PER_SECOND = 220
REFERENCE_MEBIBYTES_PER_SECOND = 24
WORDS = [b"package", b"payload", b"manifest", b"catalog", b"depot", b"publisher", b"transaction", b"mediator"]


def content(seed: int, size: int) -> bytes:
    """Words and numbers in no order, which compress as programs do."""
    generator = random.Random(seed)
    block = b"".join(
        generator.choice(WORDS) + b"%d" % generator.getrandbits(40) + generator.randbytes(12)
        for _ in range(min(size, 1 << 20) // 28 + 1))
    parts = []
    while sum(map(len, parts)) < size:
        shift = generator.randrange(len(block))
        parts.append(bytes(byte ^ 0x20 for byte in block[:64]) + block[shift:] + block[:shift])
    return b"".join(parts)[:size]


def package(subject, name: str, count: int, size: int) -> tuple[str, str]:
    """The manifest and the folder of a package of `count` files."""
    def fill(root: str) -> None:
        for index in range(count):
            with open(os.path.join(root, f"f{index}"), "wb") as file:
                file.write(content(index, size))

    folder = subject.tree(name, fill)
    lines = [f"set name=pkg.fmri value={name}@1.0,5.11-1"]
    lines += [f"file f{index} path=opt/{name}/f{index} owner=root group=bin mode=0444" for index in range(count)]
    manifest = subject.file(name + ".p5m", lambda output: output.write("\n".join(lines).encode() + b"\n"))
    return manifest, folder


def publish(subject, name: str, count: int, size: int):
    manifest, folder = package(subject, name, count, size)
    runs = []
    peak = 0
    for attempt in range(3):
        with Depot(subject, f"{name}-repository-{attempt}") as depot:
            runs.append(subject.once(
                [subject.command("pkgsend"), "publish", "-s", depot.url, "-d", folder, manifest]))
            peak = max(peak, depot.peak_bytes)
    return min(run.seconds for run in runs), max(run.peak_bytes for run in runs), peak


def measure(subject) -> None:
    seconds, client, server = publish(subject, "small", SMALL_FILES, 400)
    subject.report(f"{SMALL_FILES:,} small files to a depot", SMALL_FILES / seconds, "files/s",
                   at_least=10 * REFERENCE_FILES_PER_SECOND)
    subject.report("memory of the client", client / 2**20, "MiB", at_most=96)
    subject.report("memory of the depot", server / 2**20, "MiB", at_most=96)
    size = LARGE_FILES * LARGE_BYTES / 2**20
    seconds, client, server = publish(subject, "large", LARGE_FILES, LARGE_BYTES)
    subject.report(f"{LARGE_FILES} × {LARGE_BYTES >> 20} MiB to a depot", size / seconds, "MiB/s",
                   at_least=3 * REFERENCE_MEBIBYTES_PER_SECOND)
    subject.report("memory of the client", client / 2**20, "MiB", at_most=96)
    subject.report("memory of the depot", server / 2**20, "MiB", at_most=96)
