// Fingerprints of pictures, made on the sender's device by the scripts of /protect; the pictures are never sent.

import { PhotoList } from "/assets/protect/photo-list.js";
import { wordsFrom } from "/assets/protect/words.js";

const element = (id) => document.getElementById(id);
const words = wordsFrom(element("words"));
const field = element("fingerprints");
const next = element("next");
const message = element("photos-message");
const countMax = Number(element("pictures").dataset.picturesMax);

/// What earlier screens brought along.
const kept = (() => {
  try {
    const list = JSON.parse(field.value || "[]");
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
})();

const photos = new PhotoList({
  list: element("photo-list"),
  template: element("photo-template"),
  words,
  countMax: Math.max(0, countMax - kept.length),
  changed: () => {
    const made = photos.ready.map((prints) => prints.map(({ pdq, quality }) => ({ pdq, quality })));
    const all = [...kept, ...made];
    field.value = all.length ? JSON.stringify(all) : "";
    next.disabled = photos.isReading || photos.isChoosing;
    message.textContent = photos.isChoosing ? words("part-first") : "";
  },
});
element("photos").addEventListener("change", ({ target }) => {
  const hadRoom = photos.add(target.files);
  if (!hadRoom) message.textContent = words("too-many", { count: countMax });
  // So that the same file can be chosen again after it was removed.
  target.value = "";
});
element("chooser").hidden = false;
