"""Sends half of an edit, asks the server to stop, and sends the rest: the request in flight must still be answered.

Environment: VANGRAIL_TEST_URL, VANGRAIL_TEST_KEY, VANGRAIL_TEST_SAMPLES, VANGRAIL_TEST_PID.
"""

import http.client
import json
import os
import signal
import socket
import time
import urllib.parse

from checks import check, equal, main, true

ADDRESS = urllib.parse.urlparse(os.environ.get("VANGRAIL_TEST_URL", ""))
BOUNDARY = "a-boundary-of-the-test"


def form():
    with open(os.path.join(os.environ["VANGRAIL_TEST_SAMPLES"], "chelsea.png"), "rb") as file:
        photo = file.read()
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="prompt"\r\n\r\nmake it black and white\r\n'
    head += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="image"; filename="cat.png"\r\n'
    head += "Content-Type: image/png\r\n\r\n"
    return head.encode() + photo + f"\r\n--{BOUNDARY}--\r\n".encode()


@check
def a_request_in_flight_is_answered_after_the_stop():
    body = form()
    half = len(body) // 2
    connection = http.client.HTTPConnection(ADDRESS.hostname, ADDRESS.port, timeout=30)
    connection.putrequest("POST", "/v1/images/edits")
    connection.putheader("Authorization", "Bearer " + os.environ["VANGRAIL_TEST_KEY"])
    connection.putheader("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
    connection.putheader("Content-Length", str(len(body)))
    connection.endheaders()
    connection.send(body[:half])
    time.sleep(0.5)
    os.kill(int(os.environ["VANGRAIL_TEST_PID"]), signal.SIGTERM)
    time.sleep(0.5)
    connection.send(body[half:])
    answer = connection.getresponse()
    content = answer.read()
    equal(answer.status, 200, f"status of {content[:300]!r}")
    true(json.loads(content)["data"][0]["b64_json"], "a picture")


@check
def nobody_new_is_let_in():
    try:
        socket.create_connection((ADDRESS.hostname, ADDRESS.port), timeout=5).close()
    except OSError:
        return
    raise AssertionError("a stopped server took a connection")


if __name__ == "__main__":
    main()
