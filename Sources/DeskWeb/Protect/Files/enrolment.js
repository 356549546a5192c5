// The fingerprints under which a picture is registered: the whole and up to 24 crops, in the server's order and with its
// names (EnrolmentFingerprints.swift). A cropped copy cannot be found from the fingerprint of the whole.

import { BLANK, QUALITY_MIN, Sampler } from "./pdq.js";
import { PartOfPicture, PixelBlock, Reducer, cut, reductionFactor } from "./pixel-area.js";

const CENTRE_CUTS = [0.025, 0.05, 0.075, 0.1, 0.125, 0.15, 0.175, 0.2];
const SIDE_CUTS = [0.05, 0.1, 0.15, 0.2];
/// Crops, and the search for borders, read pixels reduced to no less than this on the longer side.
export const REDUCED_SIDE_MIN = 1024;

const COPIED_PIXELS_MAX = 6_000_000;

export const COUNT_MAX = 1 + CENTRE_CUTS.length + 4 * SIDE_CUTS.length;

function crops(area) {
  return [
    ...CENTRE_CUTS.map((share) => ({
      part: "centreCrop",
      area: cut(area, { left: share, top: share, right: share, bottom: share }),
    })),
    ...SIDE_CUTS.flatMap((share) => [
      { part: "leftCut", area: cut(area, { left: share }) },
      { part: "topCut", area: cut(area, { top: share }) },
      { part: "rightCut", area: cut(area, { right: share }) },
      { part: "bottomCut", area: cut(area, { bottom: share }) },
    ]),
  ];
}

/// Feeds an eater of rows (`Sampler`, `Reducer`) from a rectangle of a picture.
async function feed(eater, picture, area, rest) {
  while (!eater.isDone) {
    const { first, count } = eater.rows;
    eater.add(picture.band(area, first, count));
    await rest();
  }
}

/// The fingerprint `{pdq, quality}` of a rectangle of a picture.
export async function fingerprintOf(picture, area, rest) {
  if (area.width < 5 || area.height < 5) return BLANK;
  const sampler = new Sampler(area.width, area.height);
  await feed(sampler, picture, area, rest);
  return sampler.fingerprint;
}

/// A rectangle's pixels, reduced where it is large: `{pixels, factor}`. In memory, save where a picture is too long and
/// narrow to be reduced and too large to be copied.
export async function reducedPixels(picture, area, rest) {
  const factor = reductionFactor(area.width, area.height, REDUCED_SIDE_MIN);
  if (factor === 1 && area.width * area.height > COPIED_PIXELS_MAX) {
    return { pixels: new PartOfPicture(picture, area), factor };
  }
  const reducer = new Reducer(area.width, area.height, factor);
  await feed(reducer, picture, area, rest);
  return { pixels: new PixelBlock(reducer.bytes, reducer.width, reducer.height), factor };
}

/// The whole picture first, exact, whatever its quality; then the crops, read from a reduction where the picture is
/// large. Crops of too little quality are left out.
///
/// - picture: has `band(area, first, count)`, as `PixelBlock` has.
/// - area: which rectangle of it counts as the picture.
/// - step: called with a share of the work, 0 to 1; may return a promise, for a pause.
/// - Returns 1 to `COUNT_MAX` of `{part, pdq, quality}`.
export async function enrolmentFingerprints(picture, area, step = () => {}) {
  let done = 0;
  // The whole takes 64 steps and each crop is one; reading is most of the work, so the crops count for less.
  const rest = () => step(0.6 * Math.min(1, (done += 1) / 64));
  const whole = { part: "whole", ...(await fingerprintOf(picture, area, rest)) };
  const { pixels } = await reducedPixels(picture, area, () => step(0.6));
  const found = [whole];
  const parts = crops({ x: 0, y: 0, width: pixels.width, height: pixels.height });
  for (const [index, { part, area: crop }] of parts.entries()) {
    const fingerprint = await fingerprintOf(pixels, crop, () => {});
    if (fingerprint.quality >= QUALITY_MIN) found.push({ part, ...fingerprint });
    await step(0.6 + (0.4 * (index + 1)) / parts.length);
  }
  return found;
}
