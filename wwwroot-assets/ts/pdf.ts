/** The page around a PDF: fetches the file and hands it to the frame, which shows it and can reach nothing. */
import type { FromView, ToView } from "./pdf-messages";

const body = document.body;
const frame = document.querySelector<HTMLIFrameElement>("iframe");
const main = document.querySelector("main");
const failure = document.querySelector<HTMLElement>('[role="alert"]');

function settle(failed: boolean): void {
  main?.setAttribute("aria-busy", "false");
  if (!failed) return;
  if (frame) frame.hidden = true;
  if (failure) failure.hidden = false;
}

async function load(): Promise<void> {
  try {
    const answer = await fetch(body.dataset["source"] ?? "");
    if (!answer.ok) throw new Error(String(answer.status));
    const bytes = await answer.arrayBuffer();
    // Its origin is none, so no other address can be named.
    frame?.contentWindow?.postMessage({ bytes, page: body.dataset["page"] ?? "" } satisfies ToView, "*", [bytes]);
  } catch {
    settle(true);
  }
}

window.addEventListener("message", (event: MessageEvent<FromView>) => {
  if (event.source !== frame?.contentWindow) return;
  if (event.data === "ready") void load();
  else settle(event.data === "failed");
});
