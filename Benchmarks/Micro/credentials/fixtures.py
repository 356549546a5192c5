"""Small test pictures and a local time stamp authority; everything is made anew and harmless."""
import os
import subprocess

from PIL import Image, PngImagePlugin

CONFIGURATION = """[tsa]
default_tsa = t
[t]
dir = .
serial = ./serial
crypto_device = builtin
signer_cert = ./tsa.pem
certs = ./ca.pem
signer_key = ./tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


def gradient(side=48, shift=0):
    picture = Image.new("RGB", (side, side))
    picture.putdata([((x * 5 + shift) % 256, (y * 5) % 256, (x * y) % 256) for y in range(side) for x in range(side)])
    return picture


def pictures(folder):
    """Three plain files and, for each, an upload with metadata to be cleaned."""
    os.makedirs(folder, exist_ok=True)
    made = {}
    for kind, options in (("png", {}), ("jpg", {"quality": 80}), ("webp", {"lossless": True})):
        path = f"{folder}/plain.{kind}"
        gradient().save(path, **options)
        made[kind] = path
    text = PngImagePlugin.PngInfo()
    text.add_text("prompt", "secret prompt")
    text.add_itxt("workflow", "secret graph")
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x013B] = "secret author"
    gradient().save(f"{folder}/dirty.png", pnginfo=text, exif=exif)
    gradient().save(f"{folder}/dirty.jpg", exif=exif, comment=b"secret comment")
    gradient().save(f"{folder}/dirty.webp", exif=exif, xmp=b"<x>secret</x>")
    return made


def run(*words, cwd=None, data=None):
    done = subprocess.run(words, cwd=cwd, input=data, capture_output=True)
    if done.returncode != 0:
        raise SystemExit(f"{words}: {done.stderr.decode()[-600:]}")
    return done.stdout


def authority(folder, chained=True):
    """A root and a signer for `openssl ts`; `tsa-root.pem` is the anchor."""
    os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/ts.cnf", "w") as file:
        file.write(CONFIGURATION)
    with open(f"{folder}/serial", "w") as file:
        file.write("01\n")
    extensions = (
        "basicConstraints=critical,CA:false\nkeyUsage=critical,digitalSignature\n"
        "extendedKeyUsage=critical,timeStamping\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n"
    )
    with open(f"{folder}/tsa.ext", "w") as file:
        file.write(extensions)
    for name in ("ca", "tsa"):
        run("openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", f"{name}.key", cwd=folder)
    run("openssl", "req", "-x509", "-new", "-key", "ca.key", "-sha256", "-days", "3650", "-subj", "/O=Test Stamp/CN=Stamp Root",
        "-addext", "keyUsage=critical,keyCertSign,cRLSign", "-out", "ca.pem", cwd=folder)
    request = run("openssl", "req", "-new", "-key", "tsa.key", "-subj", "/O=Test Stamp/CN=Stamp Authority", cwd=folder)
    run("openssl", "x509", "-req", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-sha256", "-days", "365",
        "-extfile", "tsa.ext", "-out", "tsa.pem", cwd=folder, data=request)
    return f"{folder}/ca.pem"


def write(path, data):
    with open(path, "wb") as file:
        file.write(bytes(data))


def compare(before, after, problems):
    """Cleaning must keep the pixels and the turn, and leave no secret."""
    data = open(after, "rb").read()
    with Image.open(before) as first, Image.open(after) as second:
        if first.convert("RGB").tobytes() != second.convert("RGB").tobytes():
            problems.append(f"{after}: other pixels")
        if first.getexif().get(0x0112) != second.getexif().get(0x0112):
            problems.append(f"{after}: turned otherwise")
    if b"secret" in data:
        problems.append(f"{after}: something was left")
