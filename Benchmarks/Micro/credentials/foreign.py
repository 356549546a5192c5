"""Pictures signed by c2pa-python itself: ours must read them and come to the same verdict."""
import io
import json

import c2pa

from reader import TYPES

SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"


def signer(keys):
    return c2pa.Signer.from_info(
        c2pa.C2paSignerInfo(alg=b"es256", sign_cert=open(f"{keys}/chain.pem", "rb").read(),
                            private_key=open(f"{keys}/key.pem", "rb").read(), ta_url=None))


def sign(context, keys, path, kind, parent=None, version=2):
    action = {"action": "c2pa.created", "digitalSourceType": SOURCE, "softwareAgent": {"name": "Other"}}
    definition = {
        "claim_version": version,
        "claim_generator_info": [{"name": "other", "version": "1"}],
        "title": "a title",
        "assertions": [
            {"label": "c2pa.actions", "data": {"actions": [] if parent else [action]}},
            {"label": "org.example.json", "kind": "Json", "data": {"a": 1, "b": [True, None, 1.5]}},
        ],
    }
    if parent:
        definition["assertions"] = definition["assertions"][1:]
    builder = c2pa.Builder(json.dumps(definition), context=context)
    if parent:
        builder.set_intent(c2pa.C2paBuilderIntent.EDIT)
        with open(parent, "rb") as file:
            builder.add_ingredient(json.dumps({"title": "parent", "relationship": "parentOf"}), TYPES[parent.rpartition(".")[2]], file)
    target = io.BytesIO()
    with open(path, "rb") as file:
        builder.sign(signer(keys), TYPES[kind], file, target)
    return target.getvalue()
