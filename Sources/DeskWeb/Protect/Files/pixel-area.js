// Rectangles of whole pixels inside a picture, `{x, y, width, height}` from its top left corner, and the pixels in them.

/// Swift rounds halves away from zero; sides are never negative, so half up is the same.
const rounded = (value) => Math.floor(value + 0.5);

/// The part left when these shares of the sides, each 0 to under 1, are cut away: rounded to pixels, never empty.
export function cut(area, { left = 0, top = 0, right = 0, bottom = 0 }) {
  const fromLeft = rounded(area.width * left);
  const fromTop = rounded(area.height * top);
  return {
    x: area.x + fromLeft,
    y: area.y + fromTop,
    width: Math.max(1, area.width - fromLeft - rounded(area.width * right)),
    height: Math.max(1, area.height - fromTop - rounded(area.height * bottom)),
  };
}

export function scaled(area, factor) {
  return {
    x: area.x * factor,
    y: area.y * factor,
    width: area.width * factor,
    height: area.height * factor,
  };
}

/// True where no side lies further from the other's side than this share of the sides.
export function isNear(one, other, share) {
  const across = share * Math.max(one.width, other.width);
  const down = share * Math.max(one.height, other.height);
  return (
    Math.abs(one.x - other.x) <= across &&
    Math.abs(one.x + one.width - other.x - other.width) <= across &&
    Math.abs(one.y - other.y) <= down &&
    Math.abs(one.y + one.height - other.y - other.height) <= down
  );
}

/// The largest factor that leaves the longer side `sideMin` pixels or more, and the shorter half of that.
export function reductionFactor(width, height, sideMin) {
  const factor = Math.min(
    Math.floor(Math.max(width, height) / sideMin),
    Math.floor(Math.min(width, height) / Math.floor(sideMin / 2)),
  );
  return Math.min(Math.max(1, factor), width, height, 64);
}

/// RGBA pixels in memory.
export class PixelBlock {
  constructor(bytes, width, height) {
    this.bytes = bytes;
    this.width = width;
    this.height = height;
  }

  /// Rows of a rectangle, `first` counted from its top: `{bytes, offset, stride}`.
  band(area, first, count) {
    const stride = this.width * 4;
    return { bytes: this.bytes, offset: (area.y + first) * stride + area.x * 4, stride, count };
  }
}

/// A rectangle of a picture, to be read like a picture.
export class PartOfPicture {
  #picture;
  #origin;

  constructor(picture, area) {
    this.#picture = picture;
    this.#origin = area;
    this.width = area.width;
    this.height = area.height;
  }

  band(area, first, count) {
    const moved = { ...area, x: this.#origin.x + area.x, y: this.#origin.y + area.y };
    return this.#picture.band(moved, first, count);
  }
}

/// Makes the means of squares of `factor` pixels, a row of squares at a call. What is over at the right and at the
/// bottom, less than a square, is left out.
export class Reducer {
  #factor;
  #sums;
  #row = 0;

  constructor(width, height, factor) {
    this.#factor = factor;
    this.width = Math.floor(width / factor);
    this.height = Math.floor(height / factor);
    this.#sums = new Uint32Array(this.width * 3);
    this.bytes = new Uint8ClampedArray(this.width * this.height * 4);
  }

  get isDone() {
    return this.#row === this.height;
  }

  /// The rows that the next call of `add` needs, `{first, count}`.
  get rows() {
    return { first: this.#row * this.#factor, count: this.#factor };
  }

  add({ bytes, offset, stride }) {
    const factor = this.#factor;
    const sums = this.#sums;
    const count = factor * factor;
    // Half a step, so that what is cut off afterwards is rounded.
    sums.fill(Math.floor(count / 2));
    for (let inner = 0; inner < factor; inner += 1) {
      let at = offset + inner * stride;
      for (let to = 0; to < sums.length; to += 3) {
        let [red, green, blue] = [0, 0, 0];
        for (let pixel = 0; pixel < factor; pixel += 1, at += 4) {
          red += bytes[at];
          green += bytes[at + 1];
          blue += bytes[at + 2];
        }
        sums[to] += red;
        sums[to + 1] += green;
        sums[to + 2] += blue;
      }
    }
    let to = this.#row * this.width * 4;
    for (let from = 0; from < sums.length; from += 3, to += 4) {
      this.bytes[to] = Math.floor(sums[from] / count);
      this.bytes[to + 1] = Math.floor(sums[from + 1] / count);
      this.bytes[to + 2] = Math.floor(sums[from + 2] / count);
      this.bytes[to + 3] = 255;
    }
    this.#row += 1;
  }
}
