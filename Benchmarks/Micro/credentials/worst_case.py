"""Makes a PNG whose manifest store is as costly to read as the limits allow: `worst_case.py OUT`."""
import hashlib
import struct
import sys
import zlib

TAIL = bytes.fromhex("00110010800000aa00389b71")


def head(major, value):
    for code, form, limit in ((24, ">B", 1 << 8), (25, ">H", 1 << 16), (26, ">I", 1 << 32)):
        if value < 24:
            return bytes([major << 5 | value])
        if value < limit:
            return bytes([major << 5 | code]) + struct.pack(form, value)


def cbor(value):
    if value is None:
        return b"\xf6"
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(cbor, value))
    return head(5, len(value)) + b"".join(cbor(k) + cbor(v) for k, v in value.items())


def box(kind, payload):
    return struct.pack(">I", 8 + len(payload)) + kind + payload


def jumb(kind, label, content):
    return box(b"jumb", box(b"jumd", kind + TAIL + b"\x03" + label.encode() + b"\0") + content)


def chunk(kind, payload):
    return struct.pack(">I", len(payload)) + kind + payload + struct.pack(">I", zlib.crc32(kind + payload))


def main(path):
    reference = cbor({"url": "self#jumbf=c2pa.assertions/a0", "hash": b""})
    bodies = []
    for index in range(300):
        if index % 2:
            bodies.append(head(4, 9_000) + reference * 9_000 if index < 8 else head(4, 49_000) + b"\0" * 49_000)
        else:
            bodies.append(head(4, 49_000) + b"\xa0" * 49_000)
    boxes = [(f"a{index}", jumb(b"cbor", f"a{index}", box(b"cbor", body))) for index, body in enumerate(bodies)]
    manifest = "urn:c2pa:00000000-0000-4000-8000-000000000000"
    claim = {
        "instanceID": "x", "claim_generator_info": {"name": "x"},
        "signature": f"self#jumbf=/c2pa/{manifest}/c2pa.signature", "alg": "sha256",
        "created_assertions": [
            {"url": f"self#jumbf=c2pa.assertions/{label}", "hash": hashlib.sha256(data[8:]).digest()} for label, data in boxes
        ],
    }
    store = jumb(b"c2pa", "c2pa", jumb(b"c2ma", manifest, b"".join([
        jumb(b"c2as", "c2pa.assertions", b"".join(data for _, data in boxes)),
        jumb(b"c2cl", "c2pa.claim.v2", box(b"cbor", cbor(claim))),
        jumb(b"c2cs", "c2pa.signature", box(b"cbor", b"\xd2\x84\x40\xa0\xf6\x40")),
    ])))
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    data = b"\x89PNG\r\n\x1a\n" + header + chunk(b"caBX", store) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    with open(path, "wb") as file:
        file.write(data)
    print(len(data))


main(sys.argv[1])
