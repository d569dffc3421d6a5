/** The frame that shows a PDF. It has no origin and no network: all it gets is the file, from the page around it. */
import { getDocument, type PDFDocumentProxy, type PDFPageProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import * as worker from "pdfjs-dist/legacy/build/pdf.worker.mjs";
import type { FromView, ToView } from "./pdf-messages";

// On this thread: a frame without an origin may not start a worker, and it is a process of its own anyway.
Object.assign(globalThis, { pdfjsWorker: worker });

const maxPages = 500;
const maxPixels = 16_000_000;
const tell = (what: FromView): void => parent.postMessage(what, "*");

async function show({ bytes, page: name }: ToView): Promise<void> {
  const file = await getDocument({ data: bytes, enableXfa: false, stopAtErrors: false, maxImageSize: maxPixels, useWorkerFetch: false, useSystemFonts: true }).promise;
  const count = Math.min(file.numPages, maxPages);
  const first = await file.getPage(1);
  const size = first.getViewport({ scale: 1 });
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting || !(entry.target instanceof HTMLElement)) continue;
      seen.unobserve(entry.target);
      void draw(file, Number(entry.target.dataset["page"]), entry.target);
    }
  }, { root: document, rootMargin: "100%" });
  for (let number = 1; number <= count; number++) {
    const place = document.createElement("section");
    place.dataset["page"] = String(number);
    place.setAttribute("aria-label", name.replace("{0}", String(number)).replace("{1}", String(file.numPages)));
    // As high as the first until it is known: no jump while they come.
    place.style.aspectRatio = `${size.width} / ${size.height}`;
    place.style.maxWidth = `${Math.ceil(size.width * 1.5)}px`;
    document.body.append(place);
    seen.observe(place);
  }
}

async function draw(file: PDFDocumentProxy, number: number, place: HTMLElement): Promise<void> {
  const page = await file.getPage(number);
  const natural = page.getViewport({ scale: 1 });
  place.style.aspectRatio = `${natural.width} / ${natural.height}`;
  const wanted = (place.clientWidth / natural.width) * devicePixelRatio;
  const viewport = page.getViewport({ scale: Math.min(wanted, Math.sqrt(maxPixels / (natural.width * natural.height))) });
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.floor(viewport.width), Math.floor(viewport.height)];
  canvas.setAttribute("aria-hidden", "true");
  await page.render({ canvas, viewport }).promise;
  place.append(canvas, await words(page));
}

/** For whoever hears the page instead of seeing it. */
async function words(page: PDFPageProxy): Promise<HTMLElement> {
  const text = await page.getTextContent();
  const element = document.createElement("p");
  element.className = "words";
  element.textContent = text.items.map((item) => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : "")).join("");
  return element;
}

addEventListener("message", (event: MessageEvent<ToView>) => {
  if (event.source === parent) show(event.data).then(() => tell("shown"), () => tell("failed"));
});
tell("ready");
