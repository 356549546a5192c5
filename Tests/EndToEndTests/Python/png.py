"""Just enough PNG to make a mask and to look at an answer: 8 bits, not interlaced."""

import struct
import zlib

MAGIC = b"\x89PNG\r\n\x1a\n"


def make(width, height, pixel):
    """A PNG with alpha; `pixel(x, y)` gives four numbers."""
    rows = b"".join(
        b"\0" + bytes(value for x in range(width) for value in pixel(x, y)) for y in range(height)
    )

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return MAGIC + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def read(data):
    """Width, height, channels and the rows of a PNG."""
    if data[:8] != MAGIC:
        raise AssertionError(f"not a PNG: {data[:16]!r}")
    place, packed, header = 8, b"", None
    while place < len(data):
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        body = data[place + 8 : place + 8 + length]
        if kind == b"IHDR":
            header = struct.unpack(">IIBBBBB", body)
        if kind == b"IDAT":
            packed += body
        place += 12 + length
    width, height, depth, colour, _, _, interlaced = header
    if depth != 8 or interlaced:
        raise AssertionError(f"a PNG of another kind: {header}")
    channels = {0: 1, 2: 3, 4: 2, 6: 4}[colour]
    return width, height, channels, _unfilter(zlib.decompress(packed), width * channels, height, channels)


def is_grey(data, sample=7):
    """True when red, green and blue are the same in every seventh pixel (rounding by one is forgiven)."""
    width, _, channels, rows = read(data)
    if channels < 3:
        return True
    return all(
        max(row[x * channels : x * channels + 3]) - min(row[x * channels : x * channels + 3]) <= 1
        for row in rows[::sample]
        for x in range(0, width, sample)
    )


def _unfilter(raw, stride, height, step):
    rows, above, place = [], bytearray(stride), 0
    for _ in range(height):
        kind, row = raw[place], bytearray(raw[place + 1 : place + 1 + stride])
        place += stride + 1
        for i in range(stride):
            left = row[i - step] if i >= step else 0
            up = above[i]
            corner = above[i - step] if i >= step else 0
            if kind == 1:
                row[i] = (row[i] + left) & 255
            elif kind == 2:
                row[i] = (row[i] + up) & 255
            elif kind == 3:
                row[i] = (row[i] + (left + up) // 2) & 255
            elif kind == 4:
                row[i] = (row[i] + _paeth(left, up, corner)) & 255
        rows.append(row)
        above = row
    return rows


def _paeth(left, up, corner):
    guess = left + up - corner
    distances = (abs(guess - left), abs(guess - up), abs(guess - corner))
    if distances[0] <= distances[1] and distances[0] <= distances[2]:
        return left
    return up if distances[1] <= distances[2] else corner
