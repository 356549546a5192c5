"""Writes a fine-tuned encoder as `general.encoder`: 8-bit weights with one scale a row, in the layout of CEncoder.

usage: export_encoder.py WEIGHTS.pt vocab.txt OUT"""
import sys, struct, numpy as np, torch

def checksum(data: bytes) -> int:
    s, m = 0xcbf29ce484222325, (1 << 64) - 1
    for w in np.frombuffer(data[: len(data) & ~7], '<u8').tolist():
        s = ((s ^ w) * 0x9E3779B97F4A7C15) & m
        s ^= s >> 29
    return s

def rows8(w):
    scale = np.maximum(np.abs(w).max(1), 1e-12) / 127
    return np.clip(np.rint(w / scale[:, None]), -127, 127).astype(np.int8), scale.astype('<f4')

def main(weights, vocab, out, positions=256):
    d = {k: v.float().numpy() for k, v in torch.load(weights, map_location='cpu').items()}
    pieces = [l.rstrip('\n').encode() for l in open(vocab, encoding='utf8')]
    layers = 1 + max(int(k.split('.')[3]) for k in d if k.startswith('b.encoder.layer.'))
    words = d['b.embeddings.word_embeddings.weight']; hidden = words.shape[1]; heads = 12
    wide = d['b.encoder.layer.0.intermediate.dense.weight'].shape[0]
    slots = 65536; table = np.zeros(slots, '<u4')
    for i, p in enumerate(pieces):
        h = 0xcbf29ce484222325
        for b in p: h = ((h ^ b) * 0x100000001b3) & ((1 << 64) - 1)
        s = (h ^ h >> 32) & (slots - 1)
        while table[s]: s = (s + 1) & (slots - 1)
        table[s] = i + 1
    letters = b''.join(pieces); offsets = np.cumsum([0] + [len(p) for p in pieces]).astype('<u4')
    payload = bytearray()
    def put(a):
        payload.extend(a if isinstance(a, bytes) else np.ascontiguousarray(a).tobytes())
        payload.extend(b'\0' * (-len(payload) % 64))
    f = lambda a: a.astype('<f4')
    def matrix(w, bias):
        q, scale = rows8(w); r, c = q.shape
        put(q.reshape(r // 16, 16, c // 4, 4).transpose(0, 2, 1, 3)); put(scale); put(f(bias)); put(q.astype('<i4').sum(1).astype('<i4'))
    put(table); put(offsets); put(letters)
    q, scale = rows8(words); put(q); put(scale)
    put(f(d['b.embeddings.position_embeddings.weight'][:positions] + d['b.embeddings.token_type_embeddings.weight'][0]))
    put(f(d['b.embeddings.LayerNorm.weight'])); put(f(d['b.embeddings.LayerNorm.bias']))
    put(f(d['h.weight'])); put(f(d['h.bias']))
    for l in range(layers):
        g = lambda n: d[f'b.encoder.layer.{l}.{n}']
        a = [f'attention.self.{n}' for n in ('query', 'key', 'value')]
        matrix(np.concatenate([g(n + '.weight') for n in a]), np.concatenate([g(n + '.bias') for n in a]))
        matrix(g('attention.output.dense.weight'), g('attention.output.dense.bias'))
        put(f(g('attention.output.LayerNorm.weight'))); put(f(g('attention.output.LayerNorm.bias')))
        matrix(g('intermediate.dense.weight'), g('intermediate.dense.bias'))
        matrix(g('output.dense.weight'), g('output.dense.bias'))
        put(f(g('output.LayerNorm.weight'))); put(f(g('output.LayerNorm.bias')))
    header = b'VGENCOD1' + struct.pack('<IIQQ', 1, 128, len(payload), checksum(bytes(payload)))
    header += struct.pack('<9i', len(pieces), positions, layers, hidden, heads, wide, d['h.weight'].shape[0], slots, len(letters))
    open(out, 'wb').write(header.ljust(128, b'\0') + payload)
    print(out, len(header.ljust(128)) + len(payload), 'bytes')

if __name__ == '__main__': main(*sys.argv[1:4])
