// Pictures come only when asked for: a drawing, then small and grey, then in full while a key, a button or a finger is
// held. Nothing is kept: each look is fetched anew, counted by the server, and let go of.
import { areOn, current, isField, rows } from "./staff-keys.js";

class Reveal {
  constructor(box) {
    this.box = box;
    this.frame = box.querySelector(".frame");
    this.idle = this.frame.textContent;
    this.shown = null;
    this.held = false;
    for (const button of box.querySelectorAll("button[data-view]")) this.bind(button);
    box.querySelector(".steps").hidden = false;
  }

  bind(button) {
    const view = button.dataset.view;
    if (view !== "full") {
      button.addEventListener("click", () => (this.shown === view ? this.clear() : this.show(view)));
      return;
    }
    button.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      button.setPointerCapture(event.pointerId);
      this.hold();
    });
    for (const name of ["pointerup", "pointercancel", "lostpointercapture", "blur"]) {
      button.addEventListener(name, () => this.release());
    }
    button.addEventListener("contextmenu", (event) => event.preventDefault());
    button.addEventListener("keydown", (event) => {
      if ((event.key === " " || event.key === "Enter") && !event.repeat) {
        event.preventDefault();
        this.hold();
      }
    });
    button.addEventListener("keyup", (event) => {
      if (event.key === " " || event.key === "Enter") this.release();
    });
  }

  async load(view) {
    const answer = await fetch(`${this.box.dataset.picture}?view=${view}`, {
      cache: "no-store", credentials: "same-origin", redirect: "error",
    });
    if (!answer.ok) throw new Error(answer.status === 403 || answer.status === 404 ? "Not shown to you." : "Not shown.");
    const address = URL.createObjectURL(await answer.blob());
    const image = new Image();
    image.alt = this.box.dataset.alt;
    image.draggable = false;
    image.src = address;
    try { await image.decode(); } finally { URL.revokeObjectURL(address); }
    return image;
  }

  async show(view) {
    this.shown = view;
    this.frame.textContent = "…";
    try {
      const image = await this.load(view);
      if (this.shown === view) this.frame.replaceChildren(image);
    } catch (error) {
      this.shown = null;
      this.frame.textContent = error.message.endsWith(".") ? error.message : "Not shown.";
    }
    this.mark();
  }

  clear() {
    this.shown = null;
    this.frame.textContent = this.idle;
    this.mark();
  }

  mark() {
    for (const button of this.box.querySelectorAll("button[data-view]")) {
      button.setAttribute("aria-pressed", String(button.dataset.view === this.shown));
    }
  }

  async hold() {
    if (this.held) return;
    this.held = true;
    const curtain = document.createElement("div");
    curtain.className = "whole";
    this.curtain = curtain;
    try {
      const image = await this.load("full");
      if (!this.held || this.curtain !== curtain) return;
      curtain.append(image);
      document.body.append(curtain);
    } catch (error) {
      this.frame.textContent = error.message.endsWith(".") ? error.message : "Not shown.";
    }
  }

  release() {
    this.held = false;
    if (this.curtain) this.curtain.remove();
    this.curtain = null;
  }

  // One key for all three: the next milder view that is not shown yet, then the full one while the key is down.
  step() {
    if (this.shown === null) return this.show("outline");
    if (this.shown === "outline") return this.show("grey");
    return this.hold();
  }
}

const reveals = new Map();
for (const box of document.querySelectorAll(".reveal[data-picture]")) reveals.set(box, new Reveal(box));

const chosen = () => {
  const row = current() || rows().find((one) => one.querySelector(".reveal[data-picture]"));
  return row ? reveals.get(row.querySelector(".reveal[data-picture]")) : undefined;
};
const releaseAll = () => { for (const reveal of reveals.values()) reveal.release(); };
const clearAll = () => {
  releaseAll();
  for (const reveal of reveals.values()) reveal.clear();
};

document.addEventListener("keydown", (event) => {
  if (event.key !== "v" || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isField(event.target) || !areOn() || document.querySelector("dialog[open]")) return;
  const reveal = chosen();
  if (!reveal) return;
  event.preventDefault();
  reveal.step();
});
document.addEventListener("keyup", (event) => { if (event.key === "v") releaseAll(); });
window.addEventListener("blur", releaseAll);
document.addEventListener("visibilitychange", () => { if (document.hidden) clearAll(); });
window.addEventListener("pagehide", clearAll);
