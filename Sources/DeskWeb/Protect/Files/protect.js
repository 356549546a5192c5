// The page where people register their own photos: choose, send fingerprints, get a code; and what a code can do later.

import { DoorError, dispute, normalCode, register, renew, status, withdraw } from "./protect-door.js";
import { PhotoList } from "./photo-list.js";
import { day, wordsFrom } from "./words.js";

const element = (id) => document.getElementById(id);
const words = wordsFrom(element("words"));
const counted = (name, count, more = {}) => words(`${name}-${count === 1 ? "one" : "many"}`, { count, ...more });

/// Shows a plain message, or none.
function tell(id, text) {
  element(id).textContent = text ?? "";
  if (element(id).getAttribute("role") === "alert") element(id).hidden = !text;
}

/// Runs one request with its buttons resting; what goes wrong is told in plain words. Answers nothing then.
async function ask(buttons, failure, request) {
  tell(failure, null);
  for (const button of buttons) {
    button.disabled = true;
    button.setAttribute("aria-busy", "true");
  }
  try {
    return await request();
  } catch (error) {
    tell(failure, words(error instanceof DoorError ? error.word : "rejected"));
    return null;
  } finally {
    for (const button of buttons) {
      button.disabled = false;
      button.removeAttribute("aria-busy");
    }
  }
}

function registration() {
  const form = element("protect");
  const submit = element("submit");
  const photos = new PhotoList({
    list: element("photo-list"),
    template: element("photo-template"),
    words,
    countMax: Number(form.dataset.picturesMax),
    changed: () => {
      const count = photos.ready.length;
      const isUnsettled = photos.isReading || photos.isChoosing || count === 0;
      submit.disabled = isUnsettled;
      if (photos.isChoosing) tell("submit-message", words("part-first"));
      else tell("submit-message", isUnsettled ? null : counted("ready", count));
    },
  });
  element("photos").addEventListener("change", ({ target }) => {
    const hadRoom = photos.add(target.files);
    tell("choose-message", hadRoom ? null : words("too-many", { count: form.dataset.picturesMax }));
    // So that the same file can be chosen again after it was removed.
    target.value = "";
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (submit.disabled) return;
    tell("submit-message", words("sending"));
    const answer = await ask([submit], "submit-failure", () =>
      register(photos.ready, element("owner").value.trim()),
    );
    tell("submit-message", null);
    if (answer) showCode(answer);
  });
  form.hidden = false;
}

function showCode({ code, pictures, expires_at: expires }) {
  for (const id of ["introduction", "protect", "manage", "dispute"]) element(id).hidden = true;
  element("code").textContent = code;
  tell("registered-summary", counted("registered", pictures, { date: day(expires) }));
  element("registered").hidden = false;
  element("registered-title").focus();
  element("registered").scrollIntoView({ block: "nearest" });
  element("copy").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(code);
      tell("copy-message", words("copied"));
    } catch {
      getSelection().selectAllChildren(element("code"));
      tell("copy-message", words("copy-failed"));
    }
  });
  element("print").addEventListener("click", () => print());
}

function management() {
  const form = element("manage-form");
  const buttons = [...element("manage").querySelectorAll("button")];
  let code = null;
  const show = (text, hasActions) => {
    element("manage-summary").textContent = text;
    element("manage-actions").hidden = !hasActions;
    element("withdraw-question").hidden = true;
    element("manage-result").hidden = false;
    element("manage-summary").focus();
  };
  const attempt = (request) => ask(buttons, "manage-failure", request);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    element("manage-result").hidden = true;
    code = normalCode(element("manage-code").value);
    if (!code) return tell("manage-failure", words("code-shape"));
    element("manage-code").value = code;
    const found = await attempt(() => status(code));
    if (found) show(counted("status", found.pictures, { date: day(found.expires_at) }), true);
  });
  element("renew").addEventListener("click", async () => {
    const found = await attempt(() => renew(code));
    if (found) show(words("renewed", { date: day(found.expires_at) }), true);
  });
  element("withdraw").addEventListener("click", () => {
    element("manage-actions").hidden = true;
    element("withdraw-question").hidden = false;
    element("withdraw-cancel").focus();
  });
  element("withdraw-cancel").addEventListener("click", () => {
    element("withdraw-question").hidden = true;
    element("manage-actions").hidden = false;
    element("withdraw").focus();
  });
  element("withdraw-confirm").addEventListener("click", async () => {
    if (!(await attempt(() => withdraw(code)))) return;
    element("manage-code").value = "";
    show(words("withdrawn"), false);
  });
  element("manage").hidden = false;
}

function objection() {
  const form = element("dispute-form");
  const send = element("dispute-send");
  const photos = new PhotoList({
    list: element("dispute-list"),
    template: element("photo-template"),
    words,
    countMax: 1,
    changed: () => {
      send.disabled = photos.isReading || photos.isChoosing || photos.ready.length === 0;
    },
  });
  element("dispute-photo").addEventListener("change", ({ target }) => {
    const hadRoom = photos.add(target.files);
    tell("dispute-message", hadRoom ? null : words("too-many", { count: 1 }));
    target.value = "";
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (send.disabled) return;
    const said = element("dispute-words").value.trim();
    if (!(await ask([send], "dispute-failure", () => dispute(photos.ready[0], said)))) return;
    form.hidden = true;
    element("dispute-result").hidden = false;
    element("dispute-result").focus();
  });
  element("dispute").hidden = false;
}

registration();
management();
objection();
