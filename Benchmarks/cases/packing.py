"""Building packages, against dpkg-deb on the same tree in the same run.

FILES=50000 BYTES=1073741824 for packages that are not compressed, SMALL=0.125 the part of that for the others, RUNS=3,
COMPRESSIONS="none zstd gzip xz" say how much is measured.
"""
import filecmp
import os
import shutil

from inputs import write_package_tree

RUNS = int(os.environ.get("RUNS", "3"))
FILES = int(os.environ.get("FILES", "50000"))
BYTES = int(os.environ.get("BYTES", str(1 << 30)))
SMALL = float(os.environ.get("SMALL", "0.125"))
COMPRESSIONS = os.environ.get("COMPRESSIONS", "none zstd gzip xz").split()


def measure(subject) -> None:
    dpkg_deb = shutil.which("dpkg-deb")
    if dpkg_deb is None:
        return subject.skip("dpkg-deb is not there to be compared with")
    os.environ["SOURCE_DATE_EPOCH"] = "2000000000"
    large = subject.tree("large", lambda root: write_package_tree(root, FILES, BYTES))
    small = subject.tree("small", lambda root: write_package_tree(root, int(FILES * SMALL), int(BYTES * SMALL)))
    theirs, ours = subject.file("theirs.deb"), subject.file("ours.deb")
    for compression in COMPRESSIONS:
        tree = large if compression == "none" else small
        their, our = subject.race(
            [dpkg_deb, "--root-owner-group", f"-Z{compression}", "--build", tree, theirs],
            [subject.program, "deb", "build", tree, "--output", ours, "--force", "--compression", compression], times=RUNS)
        if not filecmp.cmp(theirs, ours, shallow=False):
            raise SystemExit(f"run: the packages with {compression} differ: {theirs} {ours}")
        size = (BYTES if compression == "none" else BYTES * SMALL) / 2**20
        subject.report(f"{size:,.0f} MiB, {compression}: dpkg-deb", their.seconds, "s")
        subject.report("the same bytes by pkgwright", our.seconds, "s")
        subject.report("as a part of dpkg-deb's time", our.seconds / their.seconds, "×",
                       at_most=0.5 if compression == "none" else 1.0)
        # The memory of xz is that of its encoder.
        subject.report("memory", our.peak_bytes / 2**20, "MiB", at_most=None if compression == "xz" else 64)
    arguments = ["-s", "dir", "-t", "deb", "-n", "sample", "-v", "1", "-m", "A <a@example.org>", "-f", "-x", "DEBIAN"]
    their, our = subject.race(
        [dpkg_deb, "--root-owner-group", "-Zgzip", "--build", small, theirs],
        [subject.command("fpm"), *arguments, "-p", ours, f"{small}/usr=/"], times=RUNS)
    subject.report("the fpm drop-in with gzip, as a part of dpkg-deb's time", our.seconds / their.seconds, "×", at_most=1.05)
