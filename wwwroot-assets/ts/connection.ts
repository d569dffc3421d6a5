/**
 * The connection to our server: nothing is said for two seconds, then a status in the shape of a toast; typing goes on.
 * Blazor reports to the element with this id by an event (states: show, hide, retrying, failed, rejected).
 */
const quiet = 2_000;
const retryWhenVisible = 1_000;
const firstPauses = [0, 250, 500, 1_000, 2_000];
const longestPause = 3_000;

type ReconnectState = "show" | "hide" | "retrying" | "failed" | "rejected";

declare global {
  interface Window {
    Blazor?: { start?: (options: unknown) => Promise<void>; reconnect?: () => Promise<boolean>; resumeCircuit?: () => Promise<boolean> };
  }
}

const element = document.getElementById("components-reconnect-modal");
let timer: number | undefined;

function show(state: "retrying" | "failed" | null): void {
  window.clearTimeout(timer);
  timer = undefined;
  if (state) element?.setAttribute("data-state", state);
  else element?.removeAttribute("data-state");
}

/** The circuit is gone for good: drafts are on the server and the address is the state, so a fresh page loses nothing. */
function startAgain(): void {
  window.location.reload();
}

async function retry(): Promise<void> {
  try {
    const answered = await window.Blazor?.reconnect?.();
    if (answered === false && !(await window.Blazor?.resumeCircuit?.())) startAgain();
  } catch {
    // The server is still away: the button and the next visit to the tab try again.
    show("failed");
  }
}

element?.addEventListener("components-reconnect-state-changed", (event) => {
  const state = (event as CustomEvent<{ state: ReconnectState }>).detail.state;
  switch (state) {
    case "show":
      timer = window.setTimeout(() => show("retrying"), quiet);
      break;
    case "hide":
      show(null);
      break;
    case "failed":
      show("failed");
      break;
    case "rejected":
      startAgain();
      break;
    case "retrying":
      break;
  }
});

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && element?.dataset["state"] === "failed") window.setTimeout(() => void retry(), retryWhenVisible);
});
element?.querySelector("button")?.addEventListener("click", () => void retry());
document.getElementById("blazor-error-ui")?.querySelector("button")?.addEventListener("click", startAgain);

/** Goes on trying for about an hour: soon at first, so that a restart of the server is hardly noticed. */
export function startCircuit(): void {
  const retryIntervalMilliseconds = (attempt: number): number => firstPauses[attempt] ?? longestPause;
  void window.Blazor?.start?.({ circuit: { reconnectionOptions: { maxRetries: 1_200, retryIntervalMilliseconds } } });
}
