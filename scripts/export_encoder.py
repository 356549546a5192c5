"""Writes a fine-tuned encoder as `general.encoder`: 8-bit weights with one scale a row, in the layout of CEncoder.

usage: export_encoder.py WEIGHTS.pt vocab.txt OUT"""
import sys, struct, numpy as np, torch

HEADS = 12

def checksum(data: bytes) -> int:
    s, m = 0xcbf29ce484222325, (1 << 64) - 1
    for w in np.frombuffer(data[: len(data) & ~7], '<u8').tolist():
        s = ((s ^ w) * 0x9E3779B97F4A7C15) & m
        s ^= s >> 29
    return s

def rows8(w):
    scale = np.maximum(np.abs(w).max(1), 1e-12) / 127
    return np.clip(np.rint(w / scale[:, None]), -127, 127).astype(np.int8), scale.astype('<f4')

def write_encoder(out, magic, pieces, words, places, norm, head, layers, slots=65536, numbers=None):
    """`layers`: attend, mix, gain, shift, widen, narrow, gain, shift; matrices with their bias. `numbers`: one a piece."""
    table = np.zeros(slots, '<u4')
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
    put(f(places)); put(f(norm[0])); put(f(norm[1])); put(f(head[0])); put(f(head[1]))
    for layer in layers:
        for part in layer:
            if isinstance(part, tuple): matrix(*part)
            else: put(f(part))
    if numbers is not None: put(f(numbers))
    header = magic + struct.pack('<IIQQ', 1, 128, len(payload), checksum(bytes(payload)))
    header += struct.pack('<9i', len(pieces), len(places), len(layers), words.shape[1], HEADS, layers[0][4][0].shape[0],
                          head[0].shape[0], slots, len(letters))
    open(out, 'wb').write(header.ljust(128, b'\0') + payload)
    print(out, len(header.ljust(128)) + len(payload), 'bytes')

def main(weights, vocab, out, positions=256):
    d = {k: v.float().numpy() for k, v in torch.load(weights, map_location='cpu').items()}
    pieces = [l.rstrip('\n').encode() for l in open(vocab, encoding='utf8')]
    count = 1 + max(int(k.split('.')[3]) for k in d if k.startswith('b.encoder.layer.'))
    def layer(number):
        g = lambda n: d[f'b.encoder.layer.{number}.{n}']
        both = lambda n: (g(n + '.weight'), g(n + '.bias'))
        a = [f'attention.self.{n}' for n in ('query', 'key', 'value')]
        return [(np.concatenate([g(n + '.weight') for n in a]), np.concatenate([g(n + '.bias') for n in a])),
                both('attention.output.dense'), *both('attention.output.LayerNorm'), both('intermediate.dense'),
                both('output.dense'), *both('output.LayerNorm')]
    write_encoder(
        out, b'VGENCOD1', pieces, d['b.embeddings.word_embeddings.weight'],
        d['b.embeddings.position_embeddings.weight'][:positions] + d['b.embeddings.token_type_embeddings.weight'][0],
        (d['b.embeddings.LayerNorm.weight'], d['b.embeddings.LayerNorm.bias']), (d['h.weight'], d['h.bias']),
        [layer(number) for number in range(count)])

if __name__ == '__main__': main(*sys.argv[1:4])
