// What every public page can do besides its forms: a quick way out, local times, copying, printing. Without it all works.
"use strict";
(() => {
  const way = document.getElementById("leave");
  const leave = () => {
    for (const field of document.querySelectorAll("input, textarea, select")) {
      if (field.type === "checkbox" || field.type === "radio") field.checked = false;
      else field.value = "";
    }
    document.title = "\u200b";
    document.body.replaceChildren();
    // The other page takes this one's place in the history.
    location.replace(way.href);
  };
  if (way) {
    way.addEventListener("click", (event) => {
      event.preventDefault();
      leave();
    });
    const TWICE_MILLISECONDS = 1500;
    let last = -Infinity;
    addEventListener(
      "keydown",
      (event) => {
        if (event.key !== "Escape" || event.repeat) return;
        if (event.timeStamp - last < TWICE_MILLISECONDS) leave();
        last = event.timeStamp;
      },
      true,
    );
  }

  const language = document.documentElement.lang || undefined;
  for (const element of document.querySelectorAll("time[datetime]")) {
    const moment = new Date(element.dateTime);
    if (Number.isNaN(moment.getTime())) continue;
    element.textContent = moment.toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
    element.removeAttribute("dir");
  }

  const message = document.getElementById("copy-message");
  for (const button of document.querySelectorAll("[data-copy]")) {
    const code = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(code.textContent);
        message.textContent = message.dataset.copied;
      } catch {
        getSelection().selectAllChildren(code);
        message.textContent = message.dataset.failed;
      }
    });
  }

  const printing = document.getElementById("print");
  if (printing) {
    printing.hidden = false;
    printing.addEventListener("click", () => print());
  }

  // A second press must not send twice. Later than the event, or the button's own name would not be sent.
  for (const form of document.forms) {
    const once = form.querySelector("[data-once]");
    if (!once) continue;
    form.addEventListener("submit", () => setTimeout(() => (once.disabled = true)));
    addEventListener("pageshow", () => (once.disabled = false));
  }
})();
