// Every page of the desk after signing in: keys, copying, the role. Forms work without any of it.
import { bindKeys } from "./staff-keys.js";

const role = document.getElementById("role");
if (role) {
  role.querySelector("button").hidden = true;
  role.querySelector("select").addEventListener("change", () => role.requestSubmit());
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  const words = button.textContent;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Not copied";
  }
  setTimeout(() => { button.textContent = words; }, 1500);
});

// A form is sent once, however often the key is pressed.
document.addEventListener("submit", (event) => {
  if (event.target.method === "dialog") return;
  if (event.target.dataset.sent) return event.preventDefault();
  event.target.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

const keysLink = document.getElementById("keys-link");
const dialog = document.getElementById("keys");
if (keysLink && dialog) {
  keysLink.addEventListener("click", (event) => {
    event.preventDefault();
    dialog.showModal();
  });
}
bindKeys();
