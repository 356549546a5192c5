// Tells of changes as they happen. The queue is fetched anew; an open case only says that it has changed.
const queue = document.getElementById("queue");
const open = document.querySelector("[data-case]");
let waiting = 0;

const refresh = async () => {
  waiting = 0;
  try {
    const answer = await fetch(location.href, { cache: "no-store", credentials: "same-origin", redirect: "error" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("queue");
    const row = document.querySelector("#queue [data-row].current");
    if (!fresh) return;
    if (row) {
      const same = fresh.querySelector(`[data-row="${CSS.escape(row.dataset.row)}"]`);
      if (same) same.classList.add("current");
    }
    const hadFocus = document.getElementById("queue").contains(document.activeElement);
    document.getElementById("queue").replaceWith(document.adoptNode(fresh));
    const link = hadFocus && document.querySelector("#queue [data-row].current a[data-open]");
    if (link) link.focus({ preventScroll: true });
  } catch { /* The next change tries again. */ }
};

if ((queue || open) && "EventSource" in window) {
  const events = new EventSource("/desk/events");
  events.onmessage = (event) => {
    if (open && event.data === open.dataset.case) document.getElementById("changed").hidden = false;
    if (queue && !waiting) waiting = setTimeout(refresh, 800);
  };
  window.addEventListener("pagehide", () => events.close());
}
