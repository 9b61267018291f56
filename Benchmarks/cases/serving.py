"""A depot that is read from: manifests, catalogs and payload over eight connections, beside Debian's nginx with the same
files.

SECONDS=5 says how long each is asked. The figures that the targets are multiples of are those of the reference's depot, in
requests for each second of processor time.
"""
import hashlib
import os
import random
import re
import shutil
import socket
import subprocess
import time

from depots import Depot

SECONDS = int(os.environ.get("SECONDS", "5"))
REFERENCE_MANIFESTS = 1_100
REFERENCE_FILES = 1_250
SIZES = {"4 KiB": 4 << 10, "64 KiB": 64 << 10, "1 MiB": 1 << 20}
TICKS = os.sysconf("SC_CLK_TCK")


def processor_seconds(processes: list[int]) -> float:
    total = 0
    for process in processes:
        with open(f"/proc/{process}/stat") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def ask(url: str, processes: list[int]) -> tuple[float, float]:
    """Requests a second, and requests for each second of the server's processor time."""
    before = processor_seconds(processes)
    output = subprocess.run(
        ["wrk", "-t", "1", "-c", "8", "-d", f"{SECONDS}s", url], check=True, stdout=subprocess.PIPE, text=True).stdout
    if "Non-2xx" in output:
        raise SystemExit(f"run: {url} is not answered with 200")
    count = int(re.search(r"(\d+) requests in", output).group(1))
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1))
    return rate, count / max(processor_seconds(processes) - before, 1 / TICKS)


class Nginx:
    """nginx on a free port, with a folder as its root."""

    def __init__(self, subject, root: str):
        folder = subject.tree("nginx", lambda _: None)
        os.chmod(folder, 0o755)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        path = os.path.join(folder, "nginx.conf")
        user = "user root;" if os.getuid() == 0 else ""
        with open(path, "w") as output:
            output.write(f"""{user}
worker_processes auto; pid {folder}/pid; error_log {folder}/error.log; daemon off;
events {{ worker_connections 256; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; default_type application/data;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{ listen 127.0.0.1:{self.port}; root {root}; }}
}}
""")
        self.process = subprocess.Popen([shutil.which("nginx"), "-c", path, "-e", f"{folder}/error.log"])
        for _ in range(100):
            with socket.socket() as attempt:
                if attempt.connect_ex(("127.0.0.1", self.port)) == 0:
                    break
            time.sleep(0.05)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    @property
    def workers(self) -> list[int]:
        with open(f"/proc/{self.process.pid}/task/{self.process.pid}/children") as children:
            return [int(word) for word in children.read().split()]


def measure(subject) -> None:
    if not shutil.which("wrk") or not shutil.which("nginx"):
        return subject.skip("it needs wrk and nginx")
    names = {}

    def fill(root: str) -> None:
        for label, size in SIZES.items():
            data = random.Random(size).randbytes(size)
            names[label] = hashlib.sha1(data).hexdigest()
            with open(os.path.join(root, f"f{size}"), "wb") as output:
                output.write(data)

    tree = subject.tree("served-files", fill)
    lines = ["set name=pkg.fmri value=served@1.0,5.11-1"]
    lines += [f"file f{size} path=opt/f{size} owner=root group=bin mode=0444" for size in SIZES.values()]
    lines += [f"dir path=opt/d{number} owner=root group=bin mode=0755" for number in range(60)]
    manifest = subject.file("served.p5m", lambda output: output.write("\n".join(lines).encode() + b"\n"))
    with Depot(subject, "served-repository") as depot:
        subprocess.run(
            [subject.command("pkgsend"), "publish", "-s", depot.url, "-d", tree, manifest], check=True,
            stdout=subprocess.DEVNULL)
        publisher = os.path.join(subject.file("served-repository"), "publisher", "bench")
        version = os.listdir(os.path.join(publisher, "pkg", "served"))[0]
        process = [depot.process.pid]
        _, rate = ask(f"{depot.url}/bench/manifest/0/served@{version}", process)
        subject.report("manifest/0", rate, "requests/CPU s", at_least=10 * REFERENCE_MANIFESTS)
        _, rate = ask(f"{depot.url}/bench/catalog/1/catalog.attrs", process)
        subject.report("catalog/1", rate, "requests/CPU s")
        with Nginx(subject, os.path.join(publisher, "file")) as nginx:
            for label, name in names.items():
                theirs = ours = (0.0, 0.0)
                for _ in range(2):
                    theirs = max(theirs, ask(f"http://127.0.0.1:{nginx.port}/{name[:2]}/{name}", nginx.workers))
                    ours = max(ours, ask(f"{depot.url}/bench/file/1/{name}", process))
                subject.report(f"file/1, {label}", ours[1], "requests/CPU s",
                               at_least=10 * REFERENCE_FILES if label == "4 KiB" else None)
                subject.report(f"file/1, {label}, of nginx's rate", ours[0] / theirs[0], "×", at_least=0.8)
        subject.report("memory of the depot", depot.peak_bytes / 2**20, "MiB", at_most=96)
