// A picture file, decoded by the browser, whose pixels are read a band of rows at a time: a whole copy of them would not
// fit into the canvas of some phones.

import { HEAD_BYTES, pictureHead } from "./picture-head.js";

/// The server's own bounds.
export const PIXELS_MAX = 50_000_000;
export const FILE_BYTES_MAX = 50_000_000;
/// Browsers decode no further.
const SIDE_MAX = 32_767;
/// A wider canvas stays blank in some browsers.
const TILE_WIDTH_MAX = 8192;

/// Why a file has no fingerprint. `code` is one of `too-large`, `file-too-large`, `unreadable`, `blocked`.
export class PictureError extends Error {
  constructor(code) {
    super(code);
    this.name = "PictureError";
    this.code = code;
  }
}

/// Pixels over black, upright, in sRGB.
export class Picture {
  #bitmap;
  #canvas = null;
  #context = null;
  #background;

  constructor(bitmap, background) {
    this.#bitmap = bitmap;
    this.#background = background;
    this.width = bitmap.width;
    this.height = bitmap.height;
  }

  /// - file: a `File` or `Blob`.
  /// - background: what shows where the picture is transparent; black as on the server.
  /// - Throws a `PictureError`.
  static async open(file, { background = "#000" } = {}) {
    if (file.size > FILE_BYTES_MAX) throw new PictureError("file-too-large");
    const head = pictureHead(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
    if (head) checkSize(head);
    const bitmap = await decoded(file, head?.convertsColours ?? true);
    try {
      checkSize(bitmap);
      return new Picture(bitmap, background);
    } catch (error) {
      bitmap.close();
      throw error;
    }
  }

  get area() {
    return { x: 0, y: 0, width: this.width, height: this.height };
  }

  /// Rows of a rectangle as RGBA, `first` counted from its top: `{bytes, offset, stride}`.
  band(area, first, count) {
    const y = area.y + first;
    if (area.width <= TILE_WIDTH_MAX) {
      return { bytes: this.#tile(area.x, y, area.width, count), offset: 0, stride: area.width * 4 };
    }
    const bytes = new Uint8ClampedArray(area.width * count * 4);
    for (let left = 0; left < area.width; left += TILE_WIDTH_MAX) {
      const width = Math.min(TILE_WIDTH_MAX, area.width - left);
      const tile = this.#tile(area.x + left, y, width, count);
      for (let row = 0; row < count; row += 1) {
        bytes.set(tile.subarray(row * width * 4, (row + 1) * width * 4), (row * area.width + left) * 4);
      }
    }
    return { bytes, offset: 0, stride: area.width * 4 };
  }

  #tile(x, y, width, height) {
    const context = this.#fit(width, height);
    context.drawImage(this.#bitmap, x, y, width, height, 0, 0, width, height);
    return context.getImageData(0, 0, width, height).data;
  }

  /// A small copy to show, as an `ImageBitmap` with no side over `sideMax`; the caller closes it or draws it.
  async preview(sideMax) {
    const scale = Math.min(1, sideMax / Math.max(this.width, this.height));
    const width = Math.max(1, Math.round(this.width * scale));
    const height = Math.max(1, Math.round(this.height * scale));
    const canvas = makeCanvas(width, height);
    const context = canvas.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.drawImage(this.#bitmap, 0, 0, width, height);
    return createImageBitmap(canvas);
  }

  close() {
    this.#bitmap.close();
    // Some browsers keep a canvas's memory until it is small.
    if (this.#canvas) this.#canvas.width = this.#canvas.height = 0;
    this.#canvas = this.#context = null;
  }

  /// An opaque canvas of at least that size, painted with the background.
  #fit(width, height) {
    if (!this.#canvas) {
      this.#canvas = makeCanvas(width, height);
      this.#context = bandContext(this.#canvas);
    }
    if (this.#canvas.width < width || this.#canvas.height < height) {
      this.#canvas.width = Math.max(this.#canvas.width, width);
      this.#canvas.height = Math.max(this.#canvas.height, height);
    }
    this.#context.imageSmoothingEnabled = false;
    this.#context.fillStyle = this.#background;
    this.#context.fillRect(0, 0, width, height);
    return this.#context;
  }
}

function checkSize({ width, height }) {
  if (width * height > PIXELS_MAX || Math.max(width, height) > SIDE_MAX) throw new PictureError("too-large");
}

async function decoded(file, convertsColours) {
  const colorSpaceConversion = convertsColours ? "default" : "none";
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image", colorSpaceConversion });
  } catch (error) {
    // A browser that does not know an option refuses it with a TypeError; what it does then is turn upright.
    if (!(error instanceof TypeError)) throw new PictureError("unreadable");
  }
  try {
    return await createImageBitmap(file);
  } catch {
    throw new PictureError("unreadable");
  }
}

function makeCanvas(width, height) {
  if (typeof OffscreenCanvas === "function") return new OffscreenCanvas(width, height);
  return Object.assign(document.createElement("canvas"), { width, height });
}

function bandContext(canvas) {
  const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true, colorSpace: "srgb" });
  if (!context) throw new PictureError("blocked");
  return context;
}

/// Some browsers hand out changed pixels, against recognition of the visitor. A grain of noise changes no fingerprint;
/// blank or random pixels would make a wrong one. Throws a `PictureError` (`blocked`) in that case.
export function checkCanvas() {
  const side = 16;
  const drawn = new ImageData(side, side);
  for (let index = 0; index < side * side; index += 1) {
    drawn.data.set([index, 255 - index, (index * 7) % 256, 255], index * 4);
  }
  const context = bandContext(makeCanvas(side, side));
  context.putImageData(drawn, 0, 0);
  const { data } = context.getImageData(0, 0, side, side);
  if (data.some((value, at) => Math.abs(value - drawn.data[at]) > NOISE_MAX)) throw new PictureError("blocked");
}

const NOISE_MAX = 4;
