/** The frame with the body: as high as what is in it, and its keys are the page's keys. No script runs inside. */
import { shortcutKey } from "./keys";
import { composeFromLink } from "./compose/open";

const heights = new Map<string, number>();
const maxSteps = 60;

function fit(frame: HTMLIFrameElement): void {
  const inner = frame.contentDocument;
  if (!inner?.documentElement || !inner.body) return;
  frame.dataset["fitted"] = "";
  let steps = 0;
  let width = 0;
  const measure = (): void => {
    if (!frame.isConnected) return;
    if (frame.clientWidth !== width) {
      width = frame.clientWidth;
      steps = 0;
    }
    // A body sized by the window would grow with every look.
    if (++steps > maxSteps) return;
    const root = inner.documentElement;
    const wide = root.scrollWidth > root.clientWidth ? 16 : 0;
    const height = Math.ceil(Math.max(root.getBoundingClientRect().height, inner.body.offsetHeight)) + wide;
    if (height === heights.get(frame.src)) return;
    heights.set(frame.src, height);
    frame.style.height = `${height}px`;
  };
  heights.delete(frame.src);
  measure();
  const observer = new ResizeObserver(measure);
  observer.observe(inner.documentElement);
  observer.observe(inner.body);
  inner.addEventListener("keydown", (event) => {
    if (shortcutKey(event)) event.preventDefault();
  });
  inner.addEventListener("click", (event) => {
    const link = event.target instanceof inner.defaultView!.Element ? event.target.closest("a[href]") : null;
    const address = link?.getAttribute("href") ?? "";
    if (!address.toLowerCase().startsWith("mailto:")) return;
    event.preventDefault();
    composeFromLink(address);
  });
}

function prepare(frame: HTMLIFrameElement): void {
  // The same message again, as when the circuit takes over: no jump.
  const known = heights.get(frame.src);
  if (known && !frame.style.height) frame.style.height = `${known}px`;
  if (frame.contentDocument?.readyState === "complete" && frame.contentDocument.URL !== "about:blank" && frame.dataset["fitted"] === undefined) fit(frame);
}

export function startReader(): void {
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-print]")) window.print();
  });
  const all = (): void => document.querySelectorAll<HTMLIFrameElement>("iframe[data-body]").forEach(prepare);
  document.addEventListener("load", (event) => {
    if (event.target instanceof HTMLIFrameElement && event.target.matches("[data-body]")) fit(event.target);
  }, { capture: true });
  new MutationObserver(all).observe(document.documentElement, { subtree: true, childList: true });
  all();
}
