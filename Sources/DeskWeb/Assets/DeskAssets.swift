import GatewayAPI
import HTTPTypes
import Hummingbird
import NIOCore

/// The two files that pages load, served from here.
enum DeskAssets {
    static func response(_ text: String, mediaType: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "\(mediaType); charset=utf-8", .cacheControl: "public, max-age=300",
                .resourcePolicy: "same-origin",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// Only makes the page nicer: the form works without it.
    static let script = """
        "use strict";
        (() => {
          const heading = document.getElementById("outcome");
          if (heading) heading.focus();
          const form = document.getElementById("try");
          if (!form) return;
          const photo = document.getElementById("photo");
          const name = document.getElementById("photo-name");
          const busy = document.getElementById("busy");
          const button = form.querySelector("button[type=submit]");
          const showPhoto = () => {
            const file = photo.files && photo.files[0];
            name.textContent = file ? `Chosen: ${file.name}` : "";
          };
          const settle = () => {
            button.disabled = false;
            form.removeAttribute("aria-busy");
            busy.textContent = "";
            showPhoto();
          };
          photo.addEventListener("change", showPhoto);
          form.addEventListener("submit", () => {
            button.disabled = true;
            form.setAttribute("aria-busy", "true");
            busy.textContent = "Looking at your request. This can take a while.";
          });
          window.addEventListener("pageshow", settle);
        })();

        """

    static let styleSheet = """
        :root {
          --ink: #16212b; --soft: #52606d; --paper: #f7f8f9; --card: #ffffff; --line: #c9d1d9;
          --accent: #0b5cad; --on-accent: #ffffff; --good: #1b7f4b; --maybe: #8a5a00; --bad: #b3261e;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ink: #e8edf2; --soft: #a9b5c1; --paper: #11171d; --card: #1a222b; --line: #3a4754;
            --accent: #7ab8ff; --on-accent: #0b1a2a; --good: #6fd3a0; --maybe: #f0c36a; --bad: #ff9d94;
          }
        }
        * { box-sizing: border-box; }
        html { font: 100%/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
        body { margin: 0; color: var(--ink); background: var(--paper); overflow-wrap: anywhere; }
        header, main, footer { max-width: 42rem; margin: 0 auto; padding: 1rem; }
        header { display: flex; justify-content: space-between; align-items: center; gap: 1rem; }
        header form { margin: 0; padding: 0; border: 0; background: none; }
        footer { color: var(--soft); font-size: .875rem; padding-bottom: 3rem; }
        h1 { font-size: 1.75rem; line-height: 1.2; margin: .5rem 0; }
        h2 { font-size: 1.25rem; margin: 0 0 .5rem; }
        .lead { font-size: 1.125rem; margin: 0 0 1.25rem; }
        .hint { color: var(--soft); font-size: .9375rem; font-weight: 400; margin: .25rem 0 1rem; }
        .mark { color: var(--ink); font-weight: 700; text-decoration: none; letter-spacing: .01em; }
        a { color: var(--accent); }
        code { font: .9375em ui-monospace, SFMono-Regular, Menlo, monospace; }
        label { display: block; font-weight: 600; margin: 0 0 .25rem; }
        main form, .card {
          background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem;
        }
        .card { margin: 0 0 1.25rem; border-left-width: .375rem; }
        .card h2:focus { outline: none; }
        .good { border-left-color: var(--good); } .good h2 { color: var(--good); }
        .maybe { border-left-color: var(--maybe); } .maybe h2 { color: var(--maybe); }
        .bad { border-left-color: var(--bad); } .bad h2 { color: var(--bad); }
        .card img { display: block; max-width: 100%; height: auto; border-radius: .5rem; margin: 0 0 .75rem; }
        textarea, input[type=password], input[type=file] {
          display: block; width: 100%; font: inherit; color: inherit; background: var(--paper);
          border: 1px solid var(--soft); border-radius: .5rem; padding: .625rem .75rem;
        }
        textarea { resize: vertical; min-height: 6rem; }
        button, .button {
          display: inline-block; min-height: 2.75rem; padding: .5rem 1.25rem; font: inherit; font-weight: 600;
          color: var(--on-accent); background: var(--accent); border: 1px solid var(--accent); border-radius: .5rem;
          cursor: pointer; text-decoration: none;
        }
        button:disabled { opacity: .6; cursor: progress; }
        button.quiet { color: var(--accent); background: none; }
        :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
        .skip { position: absolute; inset-inline-start: -100rem; }
        .skip:focus { inset-inline-start: 1rem; top: .5rem; background: var(--card); padding: .5rem; }
        @media (max-width: 30rem) { main button { width: 100%; } }
        @media (prefers-reduced-motion: reduce) { * { scroll-behavior: auto; } }

        """
}
