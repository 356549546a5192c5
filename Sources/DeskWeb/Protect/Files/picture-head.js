// What the first bytes of a picture's file say, before it is decoded: its sides, as a small file can hold a picture that
// no device has the memory for, and whether the server would convert its colours.

/// How much of a file is read; a photo's preview and colour profile can come before its sides.
export const HEAD_BYTES = 262144;
const SEGMENTS_MAX = 200;

/// `{width, height, convertsColours}`, sides in pixels, or null where the container is not known or says nothing. Reads
/// JPEG, PNG, GIF, WebP, AVIF and HEIC; for the last two, the largest picture that the file names.
///
/// The server converts by a colour profile, and by nothing else: not by the gamma value of a PNG, and not by the profile
/// of a grey PNG. Browsers convert by all of them.
export function pictureHead(head) {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  try {
    return jpeg(view) ?? png(view) ?? gif(view) ?? webp(view) ?? heif(view);
  } catch (error) {
    // The head ended before the sides came.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function isText(view, at, text) {
  if (at + text.length > view.byteLength) return false;
  for (let index = 0; index < text.length; index += 1) {
    if (view.getUint8(at + index) !== text.charCodeAt(index)) return false;
  }
  return true;
}

function jpeg(view) {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null;
  let at = 2;
  for (let segment = 0; segment < SEGMENTS_MAX; segment += 1) {
    if (view.getUint8(at) !== 0xff) return null;
    while (view.getUint8(at + 1) === 0xff) at += 1;
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5), convertsColours: true };
    }
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

function png(view) {
  if (!isText(view, 0, "\x89PNG\r\n\x1a\n")) return null;
  const isGrey = [0, 4].includes(view.getUint8(25));
  const convertsColours = !isGrey && hasPNGProfile(view);
  return { width: view.getUint32(16), height: view.getUint32(20), convertsColours };
}

/// A profile comes before the pixels.
function hasPNGProfile(view) {
  let at = 8;
  for (let chunk = 0; chunk < SEGMENTS_MAX && at + 8 <= view.byteLength; chunk += 1) {
    if (isText(view, at + 4, "iCCP")) return true;
    if (isText(view, at + 4, "IDAT")) return false;
    at += 12 + view.getUint32(at);
  }
  return false;
}

function gif(view) {
  if (!isText(view, 0, "GIF8")) return null;
  return { width: view.getUint16(6, true), height: view.getUint16(8, true), convertsColours: false };
}

function webp(view) {
  if (!isText(view, 0, "RIFF") || !isText(view, 8, "WEBP")) return null;
  const convertsColours = true;
  if (isText(view, 12, "VP8X")) {
    const side = (at) => 1 + view.getUint16(at, true) + 65536 * view.getUint8(at + 2);
    return { width: side(24), height: side(27), convertsColours };
  }
  if (isText(view, 12, "VP8L")) {
    const bits = view.getUint32(21, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff), convertsColours };
  }
  if (isText(view, 12, "VP8 ")) {
    const side = (at) => view.getUint16(at, true) & 0x3fff;
    return { width: side(26), height: side(28), convertsColours };
  }
  return null;
}

/// The property `ispe` of each picture inside lies in the first box, in plain sight.
function heif(view) {
  if (!isText(view, 4, "ftyp")) return null;
  let largest = null;
  for (let at = 8; at + 16 <= view.byteLength; at += 1) {
    if (view.getUint8(at) !== 0x69 || !isText(view, at, "ispe")) continue;
    const size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12), convertsColours: true };
    if (!largest || size.width * size.height > largest.width * largest.height) largest = size;
  }
  return largest;
}
