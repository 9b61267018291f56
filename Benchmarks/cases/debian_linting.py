"""Checking Debian packages, against lintian where it is installed."""
import os
import random
import shutil
import subprocess

CONTROL = ("Package: sample\nVersion: 1.0-1\nArchitecture: all\nMaintainer: Ada Byron <ada@example.org>\nSection: utils\n"
           "Priority: optional\nDescription: files to look at\n They are many, or large, and hold\n nothing of interest.\n")


def write_package(folder: str, name: str, files: int, size: int, compression: str) -> str:
    """A package of so many files of so many bytes each, about half as compressible as text."""
    tree = f"{folder}/{name}"
    os.makedirs(f"{tree}/DEBIAN")
    with open(f"{tree}/DEBIAN/control", "w") as control:
        control.write(CONTROL)
    random_bytes = random.Random(3).randbytes(1 << 20)
    block = b"".join(random_bytes[start:start + 512] + b"words and blanks " * 32 for start in range(0, 1 << 20, 1024))
    for number in range(files):
        place = f"{tree}/usr/share/sample/{number // 500}"
        os.makedirs(place, exist_ok=True)
        with open(f"{place}/file{number}", "wb") as output:
            left = size
            while left > 0:
                left -= output.write(block[:left])
    package = f"{folder}/{name}.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", f"-Z{compression}", "-z1", "--build", tree, package],
                   check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(tree)
    return package


def measure(subject) -> None:
    lint = [subject.program, "deb", "lint", "--info", "--pedantic"]
    folder = subject.tree("debian", lambda _: None)

    small = write_package(folder, "small", 200, 4096, "xz")
    run = subject.best([*lint, small], times=10, statuses=(0, 1, 2))
    ours = run.seconds
    subject.report("a .deb with 200 files", ours * 1_000, "ms")
    if shutil.which("lintian"):
        theirs = subject.best(["lintian", "--no-cfg", "--display-info", "--pedantic", small], times=2, statuses=(0, 1, 2))
        subject.report("lintian, the same", theirs.seconds / ours, "times as long", at_least=20)
        subject.report("memory of lintian, the same", theirs.peak_bytes / run.peak_bytes, "times as much")

    large = write_package(folder, "large", 16, 64 << 20, "zstd")
    run = subject.best([*lint, large], times=2, statuses=(0, 1, 2))
    subject.report("a .deb of 1 GiB", run.seconds, "s")
    subject.report("memory for it", run.peak_bytes / (1 << 20), "MiB", at_most=64)
