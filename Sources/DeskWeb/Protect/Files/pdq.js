// The PDQ fingerprint of pixels, bit for bit the one that the server makes (Sources/ImageFingerprint).
//
// Every step is done in single precision and in the server's order. A product or sum of two single-precision numbers,
// made in double precision and rounded once, is the single-precision result; storing into a Float32Array rounds.

const SIDE = 64;
const FREQUENCIES = 16;
const TABLES_MAX = 32;
const { fround } = Math;

/// A fingerprint of less quality says little: the picture is too flat to be recognised.
export const QUALITY_MIN = 50;

const tables = new Map();

/// For each of the 64 samples along a side: the first pixel it is made of and the weights of the pixels from there on.
function weightsOf(side) {
  const known = tables.get(side);
  if (known) return known;
  const table = Array.from({ length: SIDE }, (_, index) => sampleWeights(index, side));
  if (tables.size >= TABLES_MAX) tables.delete(tables.keys().next().value);
  tables.set(side, table);
  return table;
}

function sampleWeights(index, side) {
  // A picture of exactly 64 pixels is not blurred.
  if (side === SIDE) return folded(index, [1]);
  const window = Math.floor((side + 127) / 128);
  const ahead = Math.floor((window + 2) / 2);
  const behind = window - ahead;
  const centre = Math.floor(((index + 0.5) * side) / 64);
  const outer = [Math.max(0, centre - behind), Math.min(side - 1, centre + ahead - 1)];
  const first = Math.max(0, outer[0] - behind);
  const last = Math.min(side - 1, outer[1] + ahead - 1);
  const values = new Array(last - first + 1).fill(0);
  for (let middle = outer[0]; middle <= outer[1]; middle += 1) {
    const low = Math.max(0, middle - behind);
    const high = Math.min(side - 1, middle + ahead - 1);
    const share = 1 / ((outer[1] - outer[0] + 1) * (high - low + 1));
    for (let pixel = low; pixel <= high; pixel += 1) values[pixel - first] += share;
  }
  return folded(first, values);
}

/// `values` for rows; `interleaved` with red, green and blue folded in, for columns.
function folded(first, wide) {
  const values = Float32Array.from(wide);
  const interleaved = new Float32Array(values.length * 3);
  const [red, green, blue] = [fround(0.299), fround(0.587), fround(0.114)];
  values.forEach((value, index) => {
    interleaved[3 * index] = red * value;
    interleaved[3 * index + 1] = green * value;
    interleaved[3 * index + 2] = blue * value;
  });
  return { first, values, interleaved };
}

/// `sums` (red, green, blue of each column) becomes the weighted sum of RGBA rows, four rows at a time as on the server.
function addRows(band, weights, width, sums) {
  const { bytes, offset, stride } = band;
  sums.fill(0);
  let row = 0;
  for (; row + 4 <= weights.length; row += 4) {
    const [wa, wb, wc, wd] = [weights[row], weights[row + 1], weights[row + 2], weights[row + 3]];
    let a = offset + row * stride;
    for (let column = 0, to = 0; column < width; column += 1, a += 4) {
      for (let channel = a; channel < a + 3; channel += 1, to += 1) {
        const upper = fround(
          fround(wa * bytes[channel]) + fround(wb * bytes[channel + stride]),
        );
        const lower = fround(
          fround(wc * bytes[channel + 2 * stride]) + fround(wd * bytes[channel + 3 * stride]),
        );
        sums[to] = fround(sums[to] + fround(upper + lower));
      }
    }
  }
  for (; row < weights.length; row += 1) {
    const weight = weights[row];
    let a = offset + row * stride;
    for (let column = 0, to = 0; column < width; column += 1, a += 4) {
      for (let channel = a; channel < a + 3; channel += 1, to += 1) {
        sums[to] = fround(sums[to] + fround(weight * bytes[channel]));
      }
    }
  }
}

const lanes = new Float32Array(8);

/// The server adds in eight lanes, then lane after lane, then what is left over.
function product(sums, start, weights) {
  lanes.fill(0);
  let index = 0;
  for (; index + 8 <= weights.length; index += 8) {
    for (let lane = 0; lane < 8; lane += 1) {
      lanes[lane] = fround(
        lanes[lane] + fround(sums[start + index + lane] * weights[index + lane]),
      );
    }
  }
  let sum = lanes[0];
  for (let lane = 1; lane < 8; lane += 1) sum = fround(sum + lanes[lane]);
  for (; index < weights.length; index += 1) {
    sum = fround(sum + fround(sums[start + index] * weights[index]));
  }
  return sum;
}

/// Makes the 64 by 64 samples of a picture, one row of samples at a call, so that the caller can pause in between and
/// need never hold more than a band of the picture.
export class Sampler {
  #down;
  #across;
  #sums;
  #width;
  #row = 0;
  #samples = new Float32Array(SIDE * SIDE);

  /// Sides in pixels, each at least 5.
  constructor(width, height) {
    this.#width = width;
    this.#down = weightsOf(height);
    this.#across = weightsOf(width);
    this.#sums = new Float32Array(width * 3);
  }

  get isDone() {
    return this.#row === SIDE;
  }

  /// The rows that the next call of `add` needs, `{first, count}`.
  get rows() {
    const { first, values } = this.#down[this.#row];
    return { first, count: values.length };
  }

  /// Takes those rows as RGBA bytes: `bytes`, `offset` of the first pixel, `stride` from a row to the next.
  add(band) {
    addRows(band, this.#down[this.#row].values, this.#width, this.#sums);
    for (let column = 0; column < SIDE; column += 1) {
      const { first, interleaved } = this.#across[column];
      this.#samples[this.#row * SIDE + column] = product(this.#sums, first * 3, interleaved);
    }
    this.#row += 1;
  }

  /// `{pdq, quality}`: 64 lower-case hexadecimal digits; 0 to 100.
  get fingerprint() {
    return { pdq: hex(spectrum(this.#samples)), quality: quality(this.#samples) };
  }
}

/// What a picture too small for a fingerprint gets.
export const BLANK = Object.freeze({ pdq: "0".repeat(64), quality: 0 });

function quality(samples) {
  const step = (one, other) =>
    Math.abs(Math.trunc(fround(fround(fround(one - other) * 100) / 255)));
  let sum = 0;
  for (let row = 0; row < SIDE; row += 1) {
    for (let column = 0; column < SIDE; column += 1) {
      const at = row * SIDE + column;
      if (row < SIDE - 1) sum += step(samples[at], samples[at + SIDE]);
      if (column < SIDE - 1) sum += step(samples[at], samples[at + 1]);
    }
  }
  return Math.min(100, Math.floor(sum / 90));
}

/// 16 rows of 64: cosines of frequency 1 to 16.
const cosines = (() => {
  const scale = fround(Math.sqrt(2 / 64));
  const table = new Float32Array(FREQUENCIES * SIDE);
  for (let row = 0; row < FREQUENCIES; row += 1) {
    for (let column = 0; column < SIDE; column += 1) {
      table[row * SIDE + column] = scale * Math.cos((Math.PI / 128) * ((row + 1) * (2 * column + 1)));
    }
  }
  return table;
})();

/// The 16 by 16 lowest frequencies of the samples, without the constant one.
function spectrum(samples) {
  const half = new Float32Array(FREQUENCIES * SIDE);
  for (let row = 0; row < FREQUENCIES; row += 1) {
    for (let inner = 0; inner < SIDE; inner += 1) {
      const weight = cosines[row * SIDE + inner];
      for (let column = 0; column < SIDE; column += 1) {
        const at = row * SIDE + column;
        half[at] = fround(half[at] + fround(weight * samples[inner * SIDE + column]));
      }
    }
  }
  const values = new Float32Array(FREQUENCIES * FREQUENCIES);
  for (let row = 0; row < FREQUENCIES; row += 1) {
    for (let column = 0; column < FREQUENCIES; column += 1) {
      let sum = 0;
      for (let inner = 0; inner < SIDE; inner += 1) {
        sum = fround(sum + fround(half[row * SIDE + inner] * cosines[column * SIDE + inner]));
      }
      values[row * FREQUENCIES + column] = sum;
    }
  }
  return values;
}

/// One bit for each frequency, above the lower median or not; bit 255 is written first.
function hex(values) {
  const median = Float32Array.from(values).sort()[127];
  let text = "";
  for (let digit = 63; digit >= 0; digit -= 1) {
    let nibble = 0;
    for (let bit = 3; bit >= 0; bit -= 1) nibble = 2 * nibble + (values[4 * digit + bit] > median ? 1 : 0);
    text += nibble.toString(16);
  }
  return text;
}

/// The number of bits by which two fingerprints of 64 digits differ, 0 to 256.
export function distance(one, other) {
  let bits = 0;
  for (let digit = 0; digit < 64; digit += 1) {
    let difference = parseInt(one[digit], 16) ^ parseInt(other[digit], 16);
    for (; difference; difference &= difference - 1) bits += 1;
  }
  return bits;
}
