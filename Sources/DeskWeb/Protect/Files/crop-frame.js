// A frame over a picture, drawn by finger, mouse or keyboard, to choose a part of it.

const CORNERS = ["top-left", "top-right", "bottom-left", "bottom-right"];
/// A part with a shorter side, in pixels of the picture, is not recognised.
const SIDE_MIN = 32;
/// A step of the arrow keys, and of those with Shift, as shares of the side.
const STEP = 0.01;
const LARGE_STEP = 0.1;
const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class CropFrame {
  #box;
  #frame;
  #corners = {};
  #size;
  /// Edges in pixels of the picture.
  #edges;
  #changed;
  #drag = null;

  /// - box: an empty element that gets the picture and the frame.
  /// - image: a small copy of the picture, to be drawn: canvas or `ImageBitmap`.
  /// - size: `{width, height}` of the picture itself, in pixels; those of `area` too.
  /// - area: the part that is framed at first.
  /// - words: `frame` and the four of `corner-…`, to be read aloud.
  /// - changed: called with the area after every change.
  constructor(box, { image, size, area, words, changed = () => {} }) {
    this.#box = box;
    this.#size = size;
    this.#changed = changed;
    const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
    canvas.getContext("2d").drawImage(image, 0, 0);
    this.#frame = this.#button("crop-area", words("frame"));
    for (const corner of CORNERS) {
      this.#corners[corner] = this.#button("crop-corner", words(`corner-${corner}`));
      this.#corners[corner].dataset.corner = corner;
    }
    // The shade around the frame ends with the picture; the corners may stand over its edge.
    const shade = Object.assign(document.createElement("div"), { className: "crop-shade" });
    shade.append(this.#frame);
    box.replaceChildren(canvas, shade, ...Object.values(this.#corners));
    // A long screenshot must leave room to scroll past it.
    box.style.maxWidth = `${(70 * size.width) / size.height}vh`;
    // Properties, not listeners: a box that is used again must not listen twice.
    box.onpointerdown = (event) => this.#take(event);
    box.onpointermove = (event) => this.#pull(event);
    box.onpointerup = box.onpointercancel = () => (this.#drag = null);
    box.onkeydown = (event) => this.#step(event);
    this.area = area;
  }

  /// The framed part, `{x, y, width, height}` in whole pixels of the picture.
  get area() {
    const { left, top, right, bottom } = this.#edges;
    return { x: left, y: top, width: right - left, height: bottom - top };
  }

  set area({ x, y, width, height }) {
    this.#set({ left: x, top: y, right: x + width, bottom: y + height });
  }

  focus() {
    this.#frame.focus();
  }

  #button(name, label) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: name });
    button.setAttribute("aria-label", label);
    return button;
  }

  #set(edges) {
    this.#edges = Object.fromEntries(Object.entries(edges).map(([side, value]) => [side, Math.round(value)]));
    const { left, top, right, bottom } = this.#edges;
    const across = (value) => `${(100 * value) / this.#size.width}%`;
    const down = (value) => `${(100 * value) / this.#size.height}%`;
    Object.assign(this.#frame.style, {
      left: across(left), top: down(top), width: across(right - left), height: down(bottom - top),
    });
    for (const [corner, button] of Object.entries(this.#corners)) {
      const [vertical, horizontal] = corner.split("-");
      Object.assign(button.style, {
        left: across(horizontal === "left" ? left : right), top: down(vertical === "top" ? top : bottom),
      });
    }
    this.#changed(this.area);
  }

  /// Moves the frame, or one corner of it, by pixels from where `edges` had it.
  #move(corner, edges, across, down) {
    const { width, height } = this.#size;
    if (!corner) {
      const x = Math.max(-edges.left, Math.min(width - edges.right, across));
      const y = Math.max(-edges.top, Math.min(height - edges.bottom, down));
      return this.#set({
        left: edges.left + x, right: edges.right + x, top: edges.top + y, bottom: edges.bottom + y,
      });
    }
    const [vertical, horizontal] = corner.split("-");
    const moved = { ...edges };
    moved[horizontal] = pulled(edges, horizontal, across, "left", "right", width);
    moved[vertical] = pulled(edges, vertical, down, "top", "bottom", height);
    this.#set(moved);
  }

  #take(event) {
    if (event.button !== 0 || this.#drag) return;
    event.preventDefault();
    this.#box.setPointerCapture(event.pointerId);
    const at = this.#place(event);
    const corner = event.target.dataset.corner ?? null;
    const draws = event.target !== this.#frame && !corner;
    if (draws) this.#draw(at, at);
    (corner ? this.#corners[corner] : this.#frame).focus({ preventScroll: true });
    this.#drag = { pointer: event.pointerId, corner, draws, from: at, edges: { ...this.#edges } };
  }

  #pull(event) {
    if (this.#drag?.pointer !== event.pointerId) return;
    const { corner, draws, from, edges } = this.#drag;
    const at = this.#place(event);
    if (draws) this.#draw(from, at);
    else this.#move(corner, edges, at.x - from.x, at.y - from.y);
  }

  /// A new frame between two points, in whichever direction it is drawn.
  #draw(from, to) {
    const [left, right] = between(from.x, to.x, this.#size.width);
    const [top, bottom] = between(from.y, to.y, this.#size.height);
    this.#set({ left, top, right, bottom });
  }

  #step(event) {
    const direction = DIRECTIONS[event.key];
    if (!direction || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const share = event.shiftKey ? LARGE_STEP : STEP;
    const [across, down] = [direction[0] * this.#size.width, direction[1] * this.#size.height];
    // At least a pixel, so that a small picture moves at all.
    const step = (side) => Math.sign(side) * Math.max(1, Math.round(Math.abs(side) * share));
    this.#move(event.target.dataset.corner ?? null, this.#edges, step(across), step(down));
  }

  #place({ clientX, clientY }) {
    const { left, top, width, height } = this.#box.getBoundingClientRect();
    return {
      x: ((clientX - left) / width) * this.#size.width,
      y: ((clientY - top) / height) * this.#size.height,
    };
  }
}

/// Where an edge comes to lie: inside the picture, and `SIDE_MIN` from the edge across.
function pulled(edges, edge, by, low, high, side) {
  const least = Math.min(SIDE_MIN, side);
  const to = edges[edge] + by;
  return edge === low
    ? Math.max(0, Math.min(to, edges[high] - least))
    : Math.min(side, Math.max(to, edges[low] + least));
}

/// The stretch between two points, inside the picture and no shorter than `SIDE_MIN`.
function between(from, to, side) {
  const least = Math.min(SIDE_MIN, side);
  const low = Math.max(0, Math.min(from, to, side - least));
  return [low, Math.min(side, Math.max(from, to, low + least))];
}
