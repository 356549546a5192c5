"""Talks to watermark-tool over its standard input."""
import os, subprocess, itertools
import numpy as np

TOOL = os.environ['WATERMARK_TOOL']


class Tool:
    def __init__(self):
        self.process = subprocess.Popen(['nice', '-n', '10', TOOL], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.folder = f'/dev/shm/watermark-{os.getpid()}-{id(self)}'
        os.makedirs(self.folder, exist_ok=True)

    def ask(self, line):
        self.process.stdin.write(line + '\n')
        self.process.stdin.flush()
        return self.process.stdout.readline().split()

    def put(self, picture):
        """A picture (BGR, OpenCV's order) as a file."""
        path = self.folder + '/in.ppm'
        with open(path, 'wb') as file:
            file.write(b'P6\n%d %d\n255\n' % (picture.shape[1], picture.shape[0]))
            file.write(np.ascontiguousarray(picture[..., ::-1]).tobytes())
        return path

    def get(self):
        with open(self.folder + '/out.ppm', 'rb') as file:
            data = file.read()
        _, sides, _, pixels = data.split(b'\n', 3)
        width, height = map(int, sides.split())
        return np.frombuffer(pixels, np.uint8).reshape(height, width, 3)[..., ::-1].copy()

    def embed(self, picture, key, number, strength=1.0):
        answer = self.ask(f'embed {key} {number} {strength} {self.put(picture)} {self.folder}/out.ppm')
        assert answer[0] != 'error', answer
        return (self.get() if answer[0] in ('marked', 'drowned') else None), float(answer[1])

    def detect(self, picture, keys, effort='full'):
        """(id or None, rest of the answer, CPU ms)"""
        answer = self.ask(f'detect {effort} {",".join(map(str, keys))} {self.put(picture)}')
        assert answer[0] != 'error', answer
        if answer[0] == 'none':
            return None, [], float(answer[1])
        return int(answer[0]), answer[1:-1], float(answer[-1])

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        for name in os.listdir(self.folder):
            os.remove(os.path.join(self.folder, name))
        os.rmdir(self.folder)
