"""Depots to be measured."""
import os
import subprocess


class Depot:
    """A depot with an empty repository on a free port."""

    def __init__(self, subject, name: str):
        folder = subject.file(name)
        subprocess.run([subject.command("pkgrepo"), "create", folder], check=True)
        subprocess.run([subject.command("pkgrepo"), "set", "-s", folder, "publisher/prefix=bench"], check=True)
        self.program = os.path.join(os.path.dirname(os.path.realpath(subject.program)), "pkgwright-depot")
        self.process = subprocess.Popen(
            [self.program, "depot", "serve", "--repository", folder, "--listen", "127.0.0.1:0", "--writable"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.url = self.process.stdout.readline().split()[-1].rstrip("/")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    @property
    def peak_bytes(self) -> int:
        with open(f"/proc/{self.process.pid}/status") as status:
            lines = [line.split() for line in status if line.startswith("VmHWM")]
        return int(lines[0][1]) * 1024
