// The photos somebody chose: each with a small picture, what became of its fingerprint, and a frame to choose a part.

import { CropFrame } from "./crop-frame.js";
import { FingerprintReader, PictureError, QUALITY_MIN } from "./fingerprint.js";

export class PhotoList {
  #list;
  #template;
  #words;
  #changed;
  #countMax;
  #reader = new FingerprintReader();
  #photos = [];

  /// - list: the `<ul>`; template: of one `<li>`; words: see `words.js`; countMax: how many photos at most.
  /// - changed: called when photos came, went or are ready.
  constructor({ list, template, words, countMax, changed }) {
    this.#list = list;
    this.#template = template;
    this.#words = words;
    this.#countMax = countMax;
    this.#changed = changed;
  }

  /// The fingerprints of each photo that is good.
  get ready() {
    return this.#photos.filter((photo) => photo.state === "good").map((photo) => photo.fingerprints);
  }

  get isReading() {
    return this.#photos.some((photo) => photo.state === "reading");
  }

  /// Whether somebody has a frame open that counts for nothing yet.
  get isChoosing() {
    return this.#photos.some((photo) => !photo.find(".part").hidden);
  }

  /// Adds files as long as there is room; answers whether all had some.
  add(files) {
    const room = this.#countMax - this.#photos.length;
    for (const file of [...files].slice(0, Math.max(0, room))) this.#append(file);
    this.#changed();
    return files.length <= room;
  }

  #append(file) {
    const element = this.#template.content.firstElementChild.cloneNode(true);
    const find = (selector) => element.querySelector(selector);
    const photo = { file, element, find, area: null, state: "reading", fingerprints: [] };
    const named = { name: file.name };
    find(".photo-name").textContent = file.name;
    find(".thumb").setAttribute("aria-label", this.#words("preview", named));
    find("[data-action=remove]").setAttribute("aria-label", this.#words("remove-named", named));
    find("[data-action=part]").setAttribute("aria-label", this.#words("part-named", named));
    element.addEventListener("click", ({ target }) => {
      const action = target.closest("[data-action]")?.dataset.action;
      if (action) this.#act(photo, action);
    });
    this.#photos.push(photo);
    this.#list.append(element);
    this.#read(photo);
  }

  #act(photo, action) {
    if (action === "remove") return this.#remove(photo);
    if (action === "part") return this.#openPart(photo);
    photo.find(".part").hidden = true;
    photo.find("[data-action=part]").hidden = false;
    photo.find("[data-action=part]").focus();
    this.#changed();
    if (action === "part-use") this.#choosePart(photo, photo.frame.area);
    if (action === "part-whole") this.#choosePart(photo, null);
  }

  #remove(photo) {
    const at = this.#photos.indexOf(photo);
    this.#photos.splice(at, 1);
    photo.element.remove();
    const next = this.#photos[Math.min(at, this.#photos.length - 1)];
    // The focus must not fall off the page with the button that held it.
    (next?.find("[data-action=remove]") ?? document.getElementById("photos"))?.focus();
    this.#changed();
  }

  #openPart(photo) {
    const { width, height } = photo.size;
    const whole = { x: 0, y: 0, width, height };
    photo.find(".part").hidden = false;
    photo.find("[data-action=part]").hidden = true;
    photo.frame = new CropFrame(photo.find(".crop"), {
      image: photo.find(".thumb"),
      size: photo.size,
      area: photo.area ?? photo.proposed ?? whole,
      words: this.#words,
      changed: (area) => (photo.find(".crop-size").textContent = this.#words("frame-size", area)),
    });
    photo.frame.focus();
    this.#changed();
  }

  #choosePart(photo, area) {
    const { width, height } = photo.size;
    const isWhole = area && area.width === width && area.height === height;
    photo.area = isWhole ? null : area;
    this.#read(photo);
  }

  async #read(photo) {
    // Only the newest reading of a photo counts.
    const turn = (photo.turn = (photo.turn ?? 0) + 1);
    const isFirst = turn === 1;
    const bar = photo.find("progress");
    bar.hidden = false;
    bar.value = 0;
    this.#show(photo, "reading", "waiting");
    this.#changed();
    try {
      const result = await this.#reader.read(photo.file, {
        area: photo.area,
        preview: isFirst,
        borders: isFirst,
        progress: (share) => {
          if (bar.value === 0) this.#show(photo, "reading", "reading");
          bar.value = share;
        },
      });
      if (isFirst) this.#keep(photo, result);
      if (photo.turn !== turn || !this.#photos.includes(photo)) return;
      photo.fingerprints = result.fingerprints;
      this.#judge(photo);
    } catch (error) {
      if (photo.turn !== turn) return;
      this.#show(photo, "bad", error instanceof PictureError ? error.code : "failed");
    }
    bar.hidden = true;
    this.#changed();
  }

  #keep(photo, { preview, borders, width, height }) {
    const canvas = photo.find(".thumb");
    Object.assign(canvas, { width: preview.width, height: preview.height });
    canvas.getContext("2d").drawImage(preview, 0, 0);
    preview.close();
    photo.size = { width, height };
    // On a phone's screen the band between the texts is the photo; a plain border alone is found first.
    photo.proposed = (borders.find(({ part }) => part === "busyBand") ?? borders[0])?.area;
    photo.find("[data-action=part]").hidden = false;
  }

  #judge(photo) {
    const [whole] = photo.fingerprints;
    if (whole.quality < QUALITY_MIN) return this.#show(photo, "bad", "flat");
    const isSame = this.#photos.some(
      (other) => other !== photo && other.state === "good" && other.fingerprints[0].pdq === whole.pdq,
    );
    if (isSame) return this.#show(photo, "bad", "same");
    if (photo.area) this.#show(photo, "good", "good-part");
    else this.#show(photo, "good", photo.proposed ? "good-framed" : "good");
  }

  #show(photo, state, word) {
    photo.state = state;
    photo.element.classList.toggle("good", state === "good");
    photo.element.classList.toggle("bad", state === "bad");
    photo.find(".photo-state").textContent = this.#words(word);
  }
}
