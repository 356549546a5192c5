"""Asks an independent reader of Content Credentials about the pictures that leave, and the checker about their copies.

Environment: VANGRAIL_TEST_URL, VANGRAIL_TEST_KEY, VANGRAIL_TEST_SAMPLES, VANGRAIL_TEST_DATA (the server's data folder).
"""

import base64
import io
import json
import os
import urllib.request
import uuid

import c2pa
import openai
from PIL import Image, ImageOps

from checks import check, equal, main, true

URL = os.environ.get("VANGRAIL_TEST_URL", "")
KEY = os.environ.get("VANGRAIL_TEST_KEY", "none")
SAMPLES = os.environ.get("VANGRAIL_TEST_SAMPLES", "")
DATA = os.environ.get("VANGRAIL_TEST_DATA", "")
USAGES = "1.3.6.1.4.1.62558.2.1\n1.3.6.1.5.5.7.3.4\n1.3.6.1.5.5.7.3.36\n"
TYPES = {"png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp"}
MODEL = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
COMPOSITE = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"


def make_client():
    return openai.OpenAI(base_url=URL + "/v1", api_key=KEY, timeout=60)


def photo(name="astronaut.png"):
    with open(os.path.join(SAMPLES, name), "rb") as file:
        return (name, file.read(), "image/png")


def decoded(item):
    return base64.b64decode(item.b64_json, validate=True)


def credentials(data, kind):
    """What the reference reader makes of a picture, trusting the server's own root."""
    with open(os.path.join(DATA, "credentials/root.pem")) as file:
        anchors = file.read()
    settings = {
        "trust": {"trust_anchors": anchors, "trust_config": USAGES},
        "verify": {"verify_trust": True, "remote_manifest_fetch": False},
    }
    context = c2pa.Context(c2pa.Settings.from_dict(settings))
    with c2pa.Reader(TYPES[kind], io.BytesIO(data), context=context) as reader:
        return json.loads(reader.json())


def actions(report):
    manifest = report["manifests"][report["active_manifest"]]
    for assertion in manifest["assertions"]:
        if assertion["label"].startswith("c2pa.actions"):
            return assertion["data"]["actions"]
    raise AssertionError("no actions")


def generated(kind="png"):
    answer = make_client().images.generate(
        model="vangrail-studio", prompt="a lighthouse on a hill", size="512x512", output_format=kind)
    return decoded(answer.data[0])


def edited(upload, kind="png"):
    answer = make_client().images.edit(
        model="vangrail-studio", image=upload, prompt="make it black and white", output_format=kind)
    return decoded(answer.data[0])


def checked(data):
    """The checker's answer."""
    boundary = uuid.uuid4().hex
    body = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="photo"; filename="x"\r\n\r\n'.encode()
        + data + f"\r\n--{boundary}--\r\n".encode())
    request = urllib.request.Request(URL + "/check", body, {
        "Content-Type": f"multipart/form-data; boundary={boundary}", "Accept": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read())


def saved(picture, kind, **options):
    stream = io.BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


@check
def generations_are_trusted_in_three_formats():
    for kind in TYPES:
        report = credentials(generated(kind), kind)
        equal(report["validation_state"], "Trusted", kind)
        first = actions(report)[0]
        equal((first["action"], first["digitalSourceType"]), ("c2pa.created", MODEL), kind)
        true(any(a["action"] == "c2pa.watermarked.bound" for a in actions(report)), f"no mark is named in {kind}")


@check
def edits_are_trusted_and_name_their_source():
    for kind in TYPES:
        report = credentials(edited(photo(), kind), kind)
        equal(report["validation_state"], "Trusted", kind)
        equal([a["action"] for a in actions(report)][:2], ["c2pa.opened", "c2pa.edited"], kind)
        equal(actions(report)[1]["digitalSourceType"], COMPOSITE, kind)


@check
def an_edit_of_an_edit_carries_the_first_manifest():
    once = edited(photo())
    twice = credentials(edited(("once.png", once, "image/png")), "png")
    equal(twice["validation_state"], "Trusted", "the second edit")
    equal(len(twice["manifests"]), 2, "manifests")
    ingredient = twice["manifests"][twice["active_manifest"]]["ingredients"][0]
    equal(ingredient["relationship"], "parentOf", "relationship")
    true(ingredient.get("active_manifest") in twice["manifests"], "the ingredient does not name its manifest")


@check
def nothing_of_the_request_stays_in_the_file():
    data = generated("png")
    for word in (b"lighthouse", b"tEXt", b"iTXt", b"eXIf", b"prompt"):
        true(word not in data, f"{word} is in the file")


@check
def copies_are_recognised_without_their_credentials():
    original = Image.open(io.BytesIO(generated("png"))).convert("RGB")
    width, height = original.size
    framed = Image.new("RGB", (width + 90, height + 200), (245, 245, 245))
    framed.paste(original, (45, 100))
    copies = {
        "small JPEG": saved(original.resize((width * 3 // 4, height * 3 // 4)), "JPEG", quality=60),
        "crop": saved(original.crop((width // 10, height // 10, width * 9 // 10, height * 9 // 10)), "JPEG"),
        "mirrored WebP": saved(ImageOps.mirror(original), "WEBP", quality=75),
        "screenshot": saved(framed, "PNG"),
    }
    for name, data in copies.items():
        answer = checked(data)
        equal((answer["origin"], answer["mark"]["found"]), ("ours", True), name)
        equal(answer["credentials"]["state"], "none", name)


@check
def a_genuine_photo_is_never_called_ours():
    edited(photo())
    for name in ("astronaut.png", "coffee.png", "chelsea.png"):
        answer = checked(photo(name)[1])
        true(answer["origin"] != "ours" and not answer["mark"]["found"], f"{name}: {answer}")
    equal(checked(photo("coffee.png")[1])["origin"], "unknown", "a photo that was never here")


@check
def a_changed_byte_shows():
    # Behind the end of the picture, where every decoder still shows it.
    equal(checked(generated("jpeg") + b"x")["credentials"]["state"], "invalid", "state")


if __name__ == "__main__":
    main()
