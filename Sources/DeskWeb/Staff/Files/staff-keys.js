// The keys of the desk. A bare key does nothing while a field has the focus, with a modifier, or when keys are off.
const store = "vangrail-desk-keys";

const find = (selector) => document.querySelector(selector);

const isField = (element) =>
  element instanceof HTMLElement &&
  (element.isContentEditable || element.matches("input, select, textarea"));

// With a button that is not there nothing is sent: the form's own action is another.
const send = (form, button) => {
  if (!form || button === null) return false;
  form.requestSubmit(button);
  return true;
};

const rows = () => [...document.querySelectorAll("[data-row]")];

const current = () => find("[data-row].current");

const select = (row) => {
  for (const other of rows()) other.classList.toggle("current", other === row);
  const target = row.querySelector("a[data-open]") || row;
  target.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
};

const move = (step) => {
  const all = rows();
  if (all.length === 0) return false;
  const place = all.indexOf(current());
  select(all[Math.min(all.length - 1, Math.max(0, place < 0 ? 0 : place + step))]);
  return true;
};

const toRuling = () => {
  const panel = find("#ruling-panel");
  if (!panel) return false;
  panel.focus();
  panel.scrollIntoView({ block: "nearest" });
  return true;
};

const reason = (digit) => {
  const box = find(`#rule input[name=reason][data-key="${digit}"]`);
  if (!box) return false;
  box.checked = true;
  box.dispatchEvent(new Event("change", { bubbles: true }));
  box.closest(".reason").scrollIntoView({ block: "nearest" });
  toRuling();
  return true;
};

const accept = () => send(find("form[data-key=confirm]")) || send(find("#rule"), find("#rule button[data-key=rule]"));

const include = () => {
  const row = current() || rows()[0];
  const box = row && row.querySelector("input[type=checkbox][name=items]");
  if (!box || box.disabled) return false;
  box.checked = !box.checked;
  return true;
};

const actions = {
  n: () => send(find("#next")),
  j: () => move(1),
  k: () => move(-1),
  r: toRuling,
  a: accept,
  x: () => send(find("form[data-key=reject]")),
  h: () => send(find("#rule"), find("#rule button[data-key=hide]")),
  u: () => send(find("form[data-key=undo]")),
  c: () => send(find("form[data-key=claim]")),
  s: include,
  "/": () => {
    const field = find("#search");
    if (field) field.select();
    return Boolean(field);
  },
  "?": () => {
    const dialog = find("#keys");
    if (dialog && !dialog.open) dialog.showModal();
    return Boolean(dialog);
  },
};

const areOn = () => {
  try { return localStorage.getItem(store) !== "off"; } catch { return true; }
};

const onKey = (event) => {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && isField(document.activeElement)) {
    document.activeElement.blur();
    return;
  }
  if (isField(event.target) || (find("dialog[open]") && event.key !== "Escape")) return;
  if (!areOn() && event.key !== "?") return;
  if (event.repeat && event.key !== "j" && event.key !== "k") return;
  const act = /^[1-9]$/.test(event.key) ? () => reason(event.key) : actions[event.key];
  if (act && act()) event.preventDefault();
};

export const bindKeys = () => {
  document.addEventListener("keydown", onKey);
  const box = document.getElementById("keys-on");
  if (!box) return;
  box.checked = areOn();
  box.addEventListener("change", () => {
    try { localStorage.setItem(store, box.checked ? "on" : "off"); } catch { /* Then they stay on. */ }
  });
};

export { areOn, current, isField, rows, select };
