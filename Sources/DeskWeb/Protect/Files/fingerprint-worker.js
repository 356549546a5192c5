// The thread that reads pictures. The server sends this file with a policy that lets it load our own scripts and nothing
// else, so that pixels cannot leave from here.

import { PictureError, readPicture } from "./fingerprint.js";

const PROGRESS_MILLISECONDS = 60;

addEventListener("message", async ({ data: { number, file, options } }) => {
  let told = 0;
  const step = (share) => {
    if (performance.now() - told < PROGRESS_MILLISECONDS) return;
    told = performance.now();
    postMessage({ number, share });
  };
  try {
    const result = await readPicture(file, { ...options, step });
    postMessage({ number, result }, result.preview ? [result.preview] : []);
  } catch (error) {
    // Without a code the page tries in its own thread.
    postMessage({ number, code: error instanceof PictureError ? error.code : undefined });
  }
});
