"""invisible-watermark, with a stand-in for torch, which only its third method needs."""
import sys
import types

torch = types.ModuleType('torch')
torch.nn = types.ModuleType('torch.nn')
torch.nn.Module = object
sys.modules.setdefault('torch', torch)
sys.modules.setdefault('torch.nn', torch.nn)
from imwatermark import WatermarkDecoder, WatermarkEncoder  # noqa: E402

BITS = 32


class Peer:
    def __init__(self, method):
        self.method = method

    def embed(self, picture, bits):
        encoder = WatermarkEncoder()
        encoder.set_watermark('bits', bits)
        return encoder.encode(picture, self.method)

    def detect(self, picture):
        try:
            return [int(b) for b in WatermarkDecoder('bits', BITS).decode(picture, self.method)]
        except Exception:
            return None
