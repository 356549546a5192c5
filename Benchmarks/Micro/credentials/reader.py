"""The oracle: c2pa-python's Reader with given anchors."""
import io
import json

import c2pa

USAGES = "1.3.6.1.4.1.62558.2.1\n1.3.6.1.5.5.7.3.4\n1.3.6.1.5.5.7.3.36\n1.3.6.1.5.5.7.3.8\n"
TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}


class Oracle:
    def __init__(self, *anchors):
        text = "".join(open(path).read() for path in anchors)
        settings = {
            "trust": {"trust_anchors": text, "trust_config": USAGES},
            "verify": {"verify_trust": True, "verify_timestamp_trust": True, "remote_manifest_fetch": False},
        }
        self.context = c2pa.Context(c2pa.Settings.from_dict(settings))

    def state(self, data, kind):
        """Trusted, Valid, Invalid, or None when the Reader gives up."""
        try:
            with c2pa.Reader(TYPES[kind], io.BytesIO(data), context=self.context) as reader:
                return reader.get_validation_state()
        except Exception:
            return None

    def results(self, data, kind):
        """State, and codes by kind for the active manifest and for changes in ingredients."""
        try:
            with c2pa.Reader(TYPES[kind], io.BytesIO(data), context=self.context) as reader:
                whole = json.loads(reader.json())
        except Exception as error:
            return f"exception {error}", {}, {}
        results = whole.get("validation_results", {})
        codes = {
            name: sorted({status["code"] for status in results.get("activeManifest", {}).get(name, [])})
            for name in ("success", "informational", "failure")
        }
        codes["deltas"] = [
            status["code"] for delta in results.get("ingredientDeltas", [])
            for status in delta["validationDeltas"].get("failure", [])
        ]
        return whole.get("validation_state"), codes, whole
