"""What happens to pictures on their way: each takes a picture (BGR) and gives one."""
import cv2
import numpy as np


def coded(end, quality):
    kind = {'.jpg': cv2.IMWRITE_JPEG_QUALITY, '.webp': cv2.IMWRITE_WEBP_QUALITY}[end]
    return lambda p: cv2.imdecode(cv2.imencode(end, p, [kind, quality])[1], cv2.IMREAD_COLOR)


def resized(across, down=None):
    down = down or across
    def change(p):
        sides = round(p.shape[1] * across), round(p.shape[0] * down)
        return cv2.resize(p, sides, interpolation=cv2.INTER_AREA if across < 1 else cv2.INTER_CUBIC)
    return change


def cropped(share):
    """So much less on each side of the picture in both directions, off the centre."""
    def change(p):
        h, w = p.shape[:2]
        hh, ww = round(h * (1 - share)), round(w * (1 - share))
        top, left = (h - hh) * 2 // 5, (w - ww) * 3 // 5
        return p[top:top + hh, left:left + ww].copy()
    return change


def brighter(factor):
    return lambda p: np.clip(np.round(p * factor), 0, 255).astype(np.uint8)


def noisy(deviation):
    def change(p):
        noise = np.random.default_rng(7).normal(0, deviation, p.shape)
        return np.clip(np.round(p + noise), 0, 255).astype(np.uint8)
    return change


def rotated(degrees, fill=0):
    def change(p):
        h, w = p.shape[:2]
        m = cv2.getRotationMatrix2D(((w - 1) / 2, (h - 1) / 2), degrees, 1)
        return cv2.warpAffine(p, m, (w, h), flags=cv2.INTER_LINEAR, borderValue=(fill,) * 3)
    return change


def framed(p):
    """A screenshot: the picture on a page with a bar on top and lines of text below."""
    h, w = p.shape[:2]
    page = np.full((round(h * 1.25), round(w * 1.1), 3), 245, np.uint8)
    top, left = round(h * 0.12), round(w * 0.05)
    page[:round(h * 0.06)] = (60, 40, 30)
    page[top:top + h, left:left + w] = p
    for row in range(top + h + 8, page.shape[0] - 6, 12):
        cv2.putText(page, 'A caption under the picture', (left, row), cv2.FONT_HERSHEY_SIMPLEX, 0.35, (30, 30, 30), 1)
    return page


def then(*changes):
    def change(p):
        for one in changes:
            p = one(p)
        return p
    return change


ATTACKS = {
    'none': lambda p: p,
    'JPEG 90': coded('.jpg', 90),
    'JPEG 75': coded('.jpg', 75),
    'JPEG 50': coded('.jpg', 50),
    'JPEG 30': coded('.jpg', 30),
    'WebP 75': coded('.webp', 75),
    'resize 75 %': resized(0.75),
    'resize 50 %': resized(0.5),
    'resize 50 % and back': then(resized(0.5), resized(2)),
    'crop 3 px': lambda p: p[3:, 3:].copy(),
    'crop 10 %': cropped(0.1),
    'crop 20 %': cropped(0.2),
    'brightness +20 %': brighter(1.2),
    'brightness -20 %': brighter(0.8),
    'blur 3x3': lambda p: cv2.GaussianBlur(p, (3, 3), 0),
    'noise sd 5': noisy(5),
    'screenshot frame': framed,
    'flip': lambda p: p[:, ::-1].copy(),
    'rotate 2 deg': rotated(2),
    'aspect 10 %': resized(1.1, 1.0),
    'crop 40 %': cropped(0.4),
    'resize 50 % + JPEG 50': then(resized(0.5), coded('.jpg', 50)),
    'crop 20 % + JPEG 75': then(cropped(0.2), coded('.jpg', 75)),
    'screenshot + JPEG 75': then(framed, coded('.jpg', 75)),
    'resize 150 % + JPEG 75': then(resized(1.5), coded('.jpg', 75)),
}
