// Tells of changes as they happen. The queue is fetched anew; an open case only says that it has changed.
const queue = document.getElementById("queue");
const open = document.querySelector("[data-case]");
let waiting = 0;

const fetched = async () => {
  const answer = await fetch(location.href, { cache: "no-store", credentials: "same-origin", redirect: "error" });
  return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
};

const compare = async () => {
  try {
    const fresh = (await fetched())?.querySelector("[data-case]");
    if (fresh && fresh.dataset.sequence !== open.dataset.sequence) document.getElementById("changed").hidden = false;
  } catch { /* The next change tells. */ }
};

const refresh = async () => {
  waiting = 0;
  try {
    const page = await fetched();
    if (!page) return;
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

// Browsers keep few connections to one host, so only a tab that somebody sees holds one.
let events;
const listen = () => {
  events = new EventSource("/desk/events");
  events.onmessage = (event) => {
    if (open && event.data === open.dataset.case) document.getElementById("changed").hidden = false;
    if (queue && !waiting) waiting = setTimeout(refresh, 800);
  };
};

if ((queue || open) && "EventSource" in window) {
  if (!document.hidden) listen();
  document.addEventListener("visibilitychange", () => {
    if (events) events.close();
    if (document.hidden) return;
    listen();
    if (queue) refresh();
    if (open) compare();
  });
  window.addEventListener("pagehide", () => { if (events) events.close(); });
}
