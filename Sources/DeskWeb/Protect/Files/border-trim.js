// Finds the picture inside a frame, as the server does (BorderTrim.swift): uniform borders of any colour, letterboxes,
// bars with a caption, the rest of a phone's screen. It guesses, so a person sees the proposal and can change it.

import { reducedPixels } from "./enrolment.js";
import { isNear, scaled } from "./pixel-area.js";

const SHARE_MIN = 0.2;
const SHARE_OF_SAME = 0.008;
/// How far a channel may lie from the border's colour.
const WIDE = 28;
const STRICT = 8;
const BUSY = 20;
/// Shares of a line's pixels that may have another colour than the border.
const STRANGERS_MAX = 0.02;
const QUIET_SHARE_MIN = 0.5;
const GAP_SHARE_MAX = 0.02;
const FRAME_SHARE_MIN = 0.4;
const STRIP_SHARE = 0.02;
const BINS = 17;

/// One row or column, or a stretch of it.
class PixelLine {
  constructor({ bytes, width }, first, step, count) {
    Object.assign(this, { bytes, first: first * 4, step: step * 4, count, width });
  }

  static row(pixels, row, from, count) {
    return new PixelLine(pixels, row * pixels.width + from, 1, count);
  }

  static column(pixels, column, from, count) {
    return new PixelLine(pixels, from * pixels.width + column, pixels.width, count);
  }

  get median() {
    return [0, 1, 2].map((channel) => {
      const counts = new Uint32Array(256);
      for (let index = 0; index < this.count; index += 1) counts[this.bytes[this.first + index * this.step + channel]] += 1;
      let seen = 0;
      return counts.findIndex((count) => (seen += count) * 2 >= this.count);
    });
  }

  #isNear(index, colour, tolerance) {
    const at = this.first + index * this.step;
    return (
      Math.abs(this.bytes[at] - colour[0]) <= tolerance &&
      Math.abs(this.bytes[at + 1] - colour[1]) <= tolerance &&
      Math.abs(this.bytes[at + 2] - colour[2]) <= tolerance
    );
  }

  isUniform(colour, tolerance) {
    const strangersMax = Math.floor(this.count * STRANGERS_MAX);
    let strangers = 0;
    for (let index = 0; index < this.count; index += 1) {
      if (this.#isNear(index, colour, tolerance)) continue;
      strangers += 1;
      if (strangers > strangersMax) return false;
    }
    return true;
  }

  /// How many of every second pixel lie near one of the colours, as a share.
  shareNear(colours, tolerance) {
    let near = 0;
    for (let index = 0; index < this.count; index += 2) {
      if (colours.some((colour) => this.#isNear(index, colour, tolerance))) near += 1;
    }
    return near / Math.floor((this.count + 1) / 2);
  }
}

/// How many lines from a side inwards have the colour of the outermost one.
function border(depth, line, tolerance) {
  const colour = line(0).median;
  let index = 0;
  while (index < depth && line(index).isUniform(colour, tolerance)) index += 1;
  return index;
}

/// What is left when lines of one colour are taken from the four sides, twice, for a frame inside a frame; or null.
function withoutBorders(pixels, outer, tolerance) {
  const area = { ...outer };
  for (let turn = 0; turn < 2; turn += 1) {
    const row = (at) => PixelLine.row(pixels, at, area.x, area.width);
    const top = border(area.height, (index) => row(area.y + index), tolerance);
    const last = area.y + area.height - 1;
    const bottom = top < area.height ? border(area.height, (index) => row(last - index), tolerance) : 0;
    if (top + bottom >= area.height) return null;
    area.y += top;
    area.height -= top + bottom;
    const column = (at) => PixelLine.column(pixels, at, area.y, area.height);
    const left = border(area.width, (index) => column(area.x + index), tolerance);
    const end = area.x + area.width - 1;
    const right = left < area.width ? border(area.width, (index) => column(end - index), tolerance) : 0;
    if (left + right >= area.width) return null;
    area.x += left;
    area.width -= left + right;
  }
  return area;
}

/// The longest run `[from, to)` of lines that are not mostly the frame's colour, over small gaps; or null.
function longestBusy(side, share) {
  const gapMax = Math.floor(side * GAP_SHARE_MAX);
  let longest = null;
  let current = null;
  for (let line = 0; line < side; line += 1) {
    if (share(line) >= QUIET_SHARE_MIN) continue;
    current = current && line - current[1] <= gapMax ? [current[0], line + 1] : [line, line + 1];
    if (current[1] - current[0] > (longest ? longest[1] - longest[0] : 0)) longest = current;
  }
  return longest;
}

function frequentColour({ bytes, width }, strip) {
  // 16 steps a channel, shifted by half a step so that pure white and pure black lie inside a bin.
  const bins = new Float64Array(BINS ** 3 * 4);
  for (let row = strip.y; row < strip.y + strip.height; row += 1) {
    for (let column = strip.x; column < strip.x + strip.width; column += 1) {
      const at = (row * width + column) * 4;
      const [red, green, blue] = [bytes[at], bytes[at + 1], bytes[at + 2]];
      const bin = (((red + 8) >> 4) * BINS + ((green + 8) >> 4)) * BINS + ((blue + 8) >> 4);
      bins[4 * bin] += 1;
      bins[4 * bin + 1] += red;
      bins[4 * bin + 2] += green;
      bins[4 * bin + 3] += blue;
    }
  }
  let most = 0;
  for (let bin = 1; bin < BINS ** 3; bin += 1) if (bins[4 * bin] > bins[4 * most]) most = bin;
  const count = bins[4 * most];
  if (count === 0 || count < FRAME_SHARE_MIN * (strip.width * strip.height)) return null;
  return [1, 2, 3].map((channel) => Math.floor(bins[4 * most + channel] / count));
}

function frameColours(pixels) {
  const { width, height } = pixels;
  const down = Math.max(1, Math.floor(height * STRIP_SHARE));
  const across = Math.max(1, Math.floor(width * STRIP_SHARE));
  const colours = [];
  for (const strip of [
    { x: 0, y: 0, width, height: down },
    { x: 0, y: height - down, width, height: down },
    { x: 0, y: 0, width: across, height },
    { x: width - across, y: 0, width: across, height },
  ]) {
    const colour = frequentColour(pixels, strip);
    if (colour && !colours.some((known) => known.every((value, at) => value === colour[at]))) colours.push(colour);
  }
  return colours;
}

/// The picture between bars of text, or on a phone's screen; null where the sides have no colour of their own.
function busyBand(pixels) {
  const colours = frameColours(pixels);
  if (!colours.length) return null;
  const rows = longestBusy(pixels.height, (row) =>
    PixelLine.row(pixels, row, 0, pixels.width).shareNear(colours, BUSY),
  );
  if (!rows) return null;
  const columns = longestBusy(pixels.width, (column) =>
    PixelLine.column(pixels, column, rows[0], rows[1] - rows[0]).shareNear(colours, BUSY),
  );
  if (!columns) return null;
  const band = { x: columns[0], y: rows[0], width: columns[1] - columns[0], height: rows[1] - rows[0] };
  return withoutBorders(pixels, band, WIDE);
}

/// Rectangles that may hold the picture itself: none to three, `{part, area}`, none of them the whole. Reads a reduction
/// where the picture is large, so a rectangle may be a few pixels off.
export async function borderCandidates(picture, area, rest = () => {}) {
  const { pixels, factor } = await reducedPixels(picture, area, rest);
  // A picture too long to be copied has no rows in memory to search.
  if (!pixels.bytes) return [];
  const all = { x: 0, y: 0, width: pixels.width, height: pixels.height };
  const found = [];
  for (const [part, candidate] of [
    ["trimmed", withoutBorders(pixels, all, WIDE)],
    ["strictlyTrimmed", withoutBorders(pixels, all, STRICT)],
    ["busyBand", busyBand(pixels)],
  ]) {
    if (!candidate || candidate.width < SHARE_MIN * all.width || candidate.height < SHARE_MIN * all.height) continue;
    if (isNear(candidate, all, SHARE_OF_SAME)) continue;
    if (found.some((known) => isNear(known.area, candidate, SHARE_OF_SAME))) continue;
    found.push({ part, area: candidate });
  }
  return found.map(({ part, area: candidate }) => ({ part, area: scaled(candidate, factor) }));
}
