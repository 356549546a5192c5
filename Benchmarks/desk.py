"""The figures of the desk: a notice until hidden beside a million pictures, and pages beside many open cases.

    python3 Benchmarks/desk.py --program .build/release/vangrail --lens .build/release/vangrail-lens

Everything goes through the doors that people and platforms use; only the million outputs are written into the store
beforehand, while nothing runs. The fake platform acknowledges at once. Needs nothing but Python.
"""

import argparse
import base64
import hashlib
import hmac
import http.client
import json
import os
import random
import sqlite3
import struct
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PORT, HOOK = 18_391, 18_392
ADMIN = "admin-key-of-the-desk-benchmark-0001"
SECRET = "whsec_" + base64.b64encode(b"benchmark" * 4).decode()
PASSPHRASE = "kettle orbit thirteen moss"


class Platform:
    """Notes when it was told to hide what."""

    def __init__(self):
        self.hidden, self.change = {}, threading.Condition()
        platform = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self):
                message = json.loads(self.rfile.read(int(self.headers["content-length"])))
                self.send_response(204)
                self.end_headers()
                if message["type"] == "asset.hide":
                    with platform.change:
                        platform.hidden[message["data"]["asset"]] = time.perf_counter()
                        platform.change.notify_all()

            def log_message(self, *arguments):
                pass

        class Server(ThreadingHTTPServer):
            request_queue_size, daemon_threads = 256, True

        threading.Thread(target=Server(("127.0.0.1", HOOK), Handler).serve_forever, daemon=True).start()

    def wait(self, asset):
        with self.change:
            if not self.change.wait_for(lambda: asset in self.hidden, 30):
                raise RuntimeError(f"{asset} was never hidden")
            return self.hidden[asset]


class Client:
    """One connection that stays."""

    def __init__(self):
        self.connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)

    def send(self, method, path, body=None, headers=None):
        self.connection.request(method, path, body, headers or {})
        answer = self.connection.getresponse()
        return answer.status, answer.read(), answer

    def admin(self, path, value):
        headers = {"authorization": "Bearer " + ADMIN, "content-type": "application/json"}
        status, body, _ = self.send("POST", "/admin/v1/" + path, json.dumps(value), headers)
        if status != 200:
            raise RuntimeError(f"{path}: {status} {body[:300]}")
        return json.loads(body)

    def form(self, path, fields, headers=None):
        boundary = "benchmark"
        parts = "".join(
            f'--{boundary}\r\ncontent-disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items())
        return self.send(
            "POST", path, parts + f"--{boundary}--\r\n",
            {"content-type": f"multipart/form-data; boundary={boundary}", "origin": f"http://127.0.0.1:{PORT}",
             **(headers or {})})


def start(arguments, data):
    environment = os.environ | {
        "VANGRAIL_ADMIN_KEY": ADMIN, "VANGRAIL_PLATFORM_KEY": "platform-key-of-the-desk-benchmark",
        "VANGRAIL_PLATFORM_WEBHOOK_SECRETS": SECRET,
    }
    process = subprocess.Popen(
        [arguments.program, "serve", "--data", data, "--listen", f"127.0.0.1:{PORT}", "--lens-path", arguments.lens,
         "--platform-webhook-url", f"http://127.0.0.1:{HOOK}/hook", "--hide-per-sender-day", "100000",
         "--hide-per-hour", "1000000"], env=environment, stdout=subprocess.DEVNULL)
    began = time.perf_counter()
    while True:
        if process.poll() is not None:
            raise RuntimeError("the server ended")
        try:
            if Client().send("GET", "/readyz")[0] == 200:
                return process, time.perf_counter() - began
        except OSError:
            pass
        time.sleep(0.1)


def stop(process):
    process.terminate()
    process.wait(60)


def seed_outputs(data, count):
    """Random fingerprints, none near another."""
    path = next(os.path.join(data, name) for name in os.listdir(data) if name.endswith(".sqlite"))
    numbers = random.Random(1)
    word = lambda: numbers.getrandbits(64) - (1 << 63)
    database = sqlite3.connect(path)
    first = (database.execute("SELECT MAX(number) FROM outputs").fetchone()[0] or 0) + 1
    rows = (
        (n, f"out_{n:026d}", f"dec_{n:026d}", f"account-{n % 1000}", word(), word(), word(), word(), 90,
         f"{n:064x}", 1, 1_700_000_000_000 + n)
        for n in range(first, first + count))
    with database:
        database.executemany(
            "INSERT INTO outputs (number, id, decision, account, word0, word1, word2, word3, quality, sha256, released,"
            " at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    database.close()


def figures(seconds):
    times = sorted(seconds)
    at = lambda part: times[min(len(times) - 1, int(part * len(times)))] * 1000
    return f"p50 {at(0.5):.1f} ms, p95 {at(0.95):.1f} ms, p99 {at(0.99):.1f} ms, worst {times[-1] * 1000:.1f} ms"


def fingerprint(numbers):
    return f"{numbers.getrandbits(256):064x}"


def hiding(client, platform, rounds, name="post"):
    numbers, seconds = random.Random(name), []
    for number in range(rounds):
        asset = f"{name}-{number}"
        url = f"https://platform.example/{asset}"
        client.admin("assets", {
            "id": asset, "url": url, "account": f"maker-{number}", "fingerprint": fingerprint(numbers), "quality": 90})
        began = time.perf_counter()
        client.admin("notices", {"items": [{"url": url}], "ground": "intimate-image", "bona_fide": True})
        seconds.append(platform.wait(asset) - began)
    return seconds


def open_cases(count, threads=8):
    def work(part):
        client, numbers = Client(), random.Random(1000 + part)
        for _ in range(count // threads):
            client.admin("notices", {
                "items": [{"fingerprints": [{"pdq": fingerprint(numbers), "quality": 90}]}],
                "ground": "terms", "bona_fide": True})

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, range(threads)))


def one_time_code(secret, step):
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    at = digest[-1] & 15
    return str((struct.unpack(">I", digest[at:at + 4])[0] & 0x7FFFFFFF) % 1_000_000).zfill(6)


def signed_in(client):
    ticket = client.admin("staff", {"id": "lee", "name": "Lee", "roles": ["lead"]})["invitation"]
    _, page, _ = client.form("/desk/invitation", {"secret": ticket})
    secret = page.decode().split('<code class="key">')[1].split("<")[0].replace(" ", "")
    step = int(time.time() // 30)
    client.form("/desk/invitation/enrol", {
        "secret": ticket, "code": one_time_code(secret, step), "passphrase": PASSPHRASE, "again": PASSPHRASE})
    while int(time.time() // 30) == step:
        time.sleep(0.5)
    code = one_time_code(secret, int(time.time() // 30))
    _, _, answer = client.form("/desk/sign-in", {"name": "lee", "passphrase": PASSPHRASE, "code": code})
    return {"cookie": answer.getheader("set-cookie").split(";")[0]}


def pages(client, rounds):
    cookie = signed_in(client)
    _, body, _ = client.send("GET", "/desk", headers=cookie)
    case = body.decode().split('data-row="')[1].split('"')[0]
    for path in ("/desk", "/desk?all=1&page=200", f"/desk/cases/{case}", f"/desk/search?q={case}", "/desk/forecast"):
        seconds = []
        for _ in range(rounds):
            began = time.perf_counter()
            status, _, _ = client.send("GET", path, headers=cookie)
            seconds.append(time.perf_counter() - began)
            if status != 200:
                raise RuntimeError(f"{path}: {status}")
        print(f"  {path.replace(case, '{case}'):<28} {figures(seconds)}", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--lens", required=True)
    parser.add_argument("--outputs", type=int, default=1_000_000)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=300)
    arguments = parser.parse_args()
    platform = Platform()
    with tempfile.TemporaryDirectory() as data:
        process, _ = start(arguments, data)
        stop(process)
        seed_outputs(data, arguments.outputs)
        process, seconds = start(arguments, data)
        print(f"started beside {arguments.outputs:,} outputs in {seconds:.1f} s", flush=True)
        try:
            client = Client()
            hiding(client, platform, 20, "first")
            print(f"notice until hidden, {arguments.rounds} times:", flush=True)
            print("  " + figures(hiding(client, platform, arguments.rounds)), flush=True)
            began = time.perf_counter()
            open_cases(arguments.cases)
            taken = time.perf_counter() - began
            print(f"{arguments.cases:,} cases opened by notices in {taken:.0f} s, {arguments.cases / taken:.0f} a second")
            print(f"pages beside them, {arguments.rounds} times each:", flush=True)
            pages(Client(), arguments.rounds)
            stop(process)
            process, seconds = start(arguments, data)
            print(f"started again with them in {seconds:.1f} s", flush=True)
        finally:
            stop(process)


if __name__ == "__main__":
    sys.exit(main())
