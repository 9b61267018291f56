"""Inputs that are the same each time, on every machine."""
import os
import random


class Numbers:
    """Pseudo-random numbers (xorshift)."""

    def __init__(self, seed: int):
        self.state = seed

    def below(self, limit: int) -> int:
        state = self.state
        state ^= state << 13 & 0xffff_ffff_ffff_ffff
        state ^= state >> 7
        state ^= state << 17 & 0xffff_ffff_ffff_ffff
        self.state = state
        return (state >> 11) % limit

    def pick(self, things):
        return things[self.below(len(things))]


SYLLABLES = ("ba be bi bo bu da de di do du fa fe fi ka ke ki ko la le li lo ma me mi mo na ne ni no pa pe po ra re ri ro "
             "sa se si so ta te ti to va ve vi xa za").split()
TOPS = ("doc man/man1 locale icons/hicolor/48x48/apps perl5 zoneinfo python3 fonts/truetype vim/vim91 "
        "common-lisp/source").split()
SUFFIXES = (".txt", ".gz", ".py", ".png", ".mo", ".html", "", ".svg")


def tree_manifest(actions: int, seed: int = 42):
    """The lines of a manifest as `pkgsend generate /usr/share` would write it."""
    numbers = Numbers(seed)

    def word() -> str:
        return "".join(numbers.pick(SYLLABLES) for _ in range(2 + numbers.below(3)))

    folders = ["usr/share/" + top for top in TOPS]
    made = 0
    while made < actions:
        folder = numbers.pick(folders) + "/" + word()
        if folder.count("/") < 9:
            folders.append(folder)
        yield f"dir group=bin mode=0755 owner=root path={folder}\n"
        made += 1
        for _ in range(1 + numbers.below(24)):
            if made == actions:
                return
            made += 1
            name = f"{folder}/{word()}-{word()}{numbers.pick(SUFFIXES)}"
            kind = numbers.below(100)
            if kind < 7:
                yield f"link path={name} target=../{word()}/{word()}\n"
            else:
                mode = "0755" if kind > 90 else "0644"
                yield f"file {name} group=bin mode={mode} owner=root path={name}\n"


def write_tree_manifest(actions: int, seed: int = 42):
    """A function that writes such a manifest to a file."""
    def write(output) -> None:
        for line in tree_manifest(actions, seed):
            output.write(line.encode())
    return write


def write_package_tree(root: str, files: int, size: int) -> None:
    """Many small files and a few large ones, about half as compressible as text, with a DEBIAN folder."""
    numbers = random.Random(1)
    words = [bytes(numbers.randrange(97, 123) for _ in range(numbers.randrange(2, 10))) for _ in range(4000)]
    pool = bytearray()
    while len(pool) < 8 << 20:
        if numbers.random() < 0.3:
            pool += numbers.randbytes(numbers.randrange(50, 400))
        else:
            pool += b" ".join(numbers.choice(words) for _ in range(60)) + b"\n"
    weights = [numbers.lognormvariate(0, 1.6) for _ in range(files)]
    scale = size / sum(weights)
    for number, weight in enumerate(weights):
        folder = f"{root}/usr/share/sample/{number // 400:03d}/{number // 20 % 20:02d}"
        if number % 20 == 0:
            os.makedirs(folder, exist_ok=True)
        left = int(weight * scale)
        with open(f"{folder}/file-{number}", "wb") as file:
            while left > 0:
                start = numbers.randrange(len(pool))
                left -= file.write(pool[start:start + left])
    os.makedirs(f"{root}/DEBIAN")
    with open(f"{root}/DEBIAN/control", "w") as file:
        file.write("Package: sample\nVersion: 1\nArchitecture: all\n"
                   "Maintainer: Sample Packager <sample@example.org>\nDescription: sample\n")
