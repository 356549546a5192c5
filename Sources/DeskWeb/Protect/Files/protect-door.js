// What goes to the server and comes back: see PROTECT-WIRE.md.

const TIMEOUT_MILLISECONDS = 30_000;

/// Why something was not done. `word` names the words to show: `offline`, `busy`, `trouble`,
/// `rejected`, `code-unknown`.
export class DoorError extends Error {
  constructor(word) {
    super(word);
    this.name = "DoorError";
    this.word = word;
  }
}

async function post(path, body) {
  let response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(body),
      mode: "same-origin",
      // Who registers photos need not be known, also where somebody is signed in.
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
  } catch {
    throw new DoorError("offline");
  }
  if (response.status === 404) throw new DoorError("code-unknown");
  if ([408, 429, 503].includes(response.status)) throw new DoorError("busy");
  if (response.status >= 500) throw new DoorError("trouble");
  if (!response.ok) throw new DoorError("rejected");
  try {
    return await response.json();
  } catch {
    throw new DoorError("offline");
  }
}

/// Registers pictures, each `[{part, pdq, quality}]`. Answers `{code, pictures, expires_at}`.
export function register(pictures, owner) {
  const body = { pictures: pictures.map((fingerprints) => ({ fingerprints })) };
  if (owner) body.owner = owner;
  return post("/protect/entries", body);
}

/// Answer `{pictures, expires_at}`.
export const status = (code) => post("/protect/status", { code });
export const renew = (code) => post("/protect/renew", { code });

/// Says that somebody else has registered a picture; `fingerprints` as above. The answer tells nothing of it.
export const dispute = (fingerprints, words) => post("/protect/dispute", { picture: { fingerprints }, words });

/// Answers `{withdrawn}`, the number of pictures.
export const withdraw = (code) => post("/protect/withdraw", { code });

/// What was typed as the server writes it: five groups of four; null where it can be no code. The letters that are easily
/// confused with digits do not occur in codes.
export function normalCode(typed) {
  const letters = typed.toUpperCase().replace(/[\s\u2010-\u2015-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  return /^[0-9A-HJKMNP-TV-Z]{20}$/.test(letters) ? letters.match(/.{4}/g).join("-") : null;
}
