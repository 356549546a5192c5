// Fingerprints of picture files, made on the person's own device. Nothing here sends anything anywhere.

import { REDUCED_SIDE_MIN, enrolmentFingerprints } from "./enrolment.js";
import { borderCandidates } from "./border-trim.js";
import { Picture, PictureError, checkCanvas } from "./picture.js";

export { QUALITY_MIN, distance } from "./pdq.js";
export { FILE_BYTES_MAX, PIXELS_MAX, PictureError } from "./picture.js";

/// What a picture looks like on the page, the longer side in pixels.
const PREVIEW_SIDE_MAX = REDUCED_SIDE_MIN;

/// Reads a picture in this thread.
///
/// - file: a `File` or `Blob`.
/// - area: `{x, y, width, height}` in pixels of the upright picture; all of it when null.
/// - preview: whether to answer with a small copy to show.
/// - borders: whether to look for the picture inside a frame.
/// - step: called with a share of the work, 0 to 1; may return a promise, for a pause.
/// - Returns `{width, height, fingerprints: [{part, pdq, quality}], preview, borders: [{part, area}]}`; the first
///   fingerprint is the whole's. Throws a `PictureError`.
export async function readPicture(file, { area = null, preview = false, borders = false, step = () => {} } = {}) {
  checkCanvas();
  const picture = await Picture.open(file);
  try {
    const read = area ? within(area, picture) : picture.area;
    return {
      width: picture.width,
      height: picture.height,
      preview: preview ? await picture.preview(PREVIEW_SIDE_MAX) : null,
      borders: borders ? await borderCandidates(picture, picture.area, () => step(0)) : [],
      fingerprints: await enrolmentFingerprints(picture, read, step),
    };
  } finally {
    picture.close();
  }
}

function within(area, { width, height }) {
  const x = Math.min(Math.max(0, Math.round(area.x)), width - 1);
  const y = Math.min(Math.max(0, Math.round(area.y)), height - 1);
  return {
    x,
    y,
    width: Math.min(Math.max(1, Math.round(area.width)), width - x),
    height: Math.min(Math.max(1, Math.round(area.height)), height - y),
  };
}

/// The SHA-256 of a file's bytes, 64 lower-case hexadecimal digits. Only where the page came by https.
export async function sha256(file) {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/// Reads pictures one after the other, in a worker where the browser has what that needs, else in slices between which
/// the page stays usable.
export class FingerprintReader {
  #worker = null;
  #waiting = new Map();
  #number = 0;
  #last = Promise.resolve();

  constructor() {
    if (typeof Worker !== "function" || typeof OffscreenCanvas !== "function") return;
    try {
      this.#worker = new Worker(new URL("./fingerprint-worker.js", import.meta.url), { type: "module" });
    } catch {
      return;
    }
    this.#worker.addEventListener("message", ({ data }) => this.#receive(data));
    // A worker that does not start, or fails: what waits is read here instead.
    this.#worker.addEventListener("error", () => this.#loseWorker());
  }

  get isWorking() {
    return this.#worker !== null;
  }

  /// As `readPicture`, with `progress` in place of `step`: called with a share of the work, 0 to 1.
  read(file, options = {}) {
    const next = this.#last.then(() => this.#start(file, options));
    this.#last = next.catch(() => {});
    return next;
  }

  close() {
    this.#worker?.terminate();
    this.#worker = null;
  }

  async #start(file, { progress = () => {}, ...options }) {
    if (this.#worker) {
      try {
        return await this.#ask(file, options, progress);
      } catch (error) {
        if (!(error instanceof WorkerLost)) throw error;
      }
    }
    return readPicture(file, { ...options, step: slices(progress) });
  }

  #ask(file, options, progress) {
    const number = (this.#number += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject, progress });
      this.#worker.postMessage({ number, file, options });
    });
  }

  #receive({ number, share, result, code }) {
    const asked = this.#waiting.get(number);
    if (!asked) return;
    if (share !== undefined) return asked.progress(share);
    this.#waiting.delete(number);
    if (result) asked.resolve(result);
    else if (code) asked.reject(new PictureError(code));
    else asked.reject(new WorkerLost());
  }

  #loseWorker() {
    this.close();
    for (const { reject } of this.#waiting.values()) reject(new WorkerLost());
    this.#waiting.clear();
  }
}

class WorkerLost extends Error {}

const SLICE_MILLISECONDS = 30;

/// Reports progress, and lets the page breathe when a slice of time is over.
function slices(progress) {
  let started = performance.now();
  return async (share) => {
    if (performance.now() - started < SLICE_MILLISECONDS) return;
    progress(share);
    await new Promise((resolve) => setTimeout(resolve));
    started = performance.now();
  };
}
