/** Pictures in the text get another width by their lower right corner. */

const corner = 18;
const least = 24;

const isCorner = (event: PointerEvent, picture: HTMLElement): boolean => {
  const box = picture.getBoundingClientRect();
  return event.clientX > box.right - corner && event.clientY > box.bottom - corner;
};

/** Returns how to stop. */
export function resizePictures(text: HTMLElement, changed: () => void): () => void {
  const leaving = new AbortController();
  const { signal } = leaving;
  const pictureOf = (event: Event): HTMLImageElement | null => (event.target instanceof HTMLImageElement ? event.target : null);
  text.addEventListener("pointermove", (event) => {
    const picture = pictureOf(event);
    text.classList.toggle("composer-resizing", picture !== null && isCorner(event, picture));
  }, { signal });
  text.addEventListener("pointerdown", (event) => {
    const picture = pictureOf(event);
    if (!picture || !isCorner(event, picture)) return;
    event.preventDefault();
    const [from, width] = [event.clientX, picture.getBoundingClientRect().width];
    picture.setPointerCapture(event.pointerId);
    const move = (moved: PointerEvent): void => {
      picture.removeAttribute("height");
      picture.width = Math.round(Math.min(Math.max(least, width + moved.clientX - from), text.clientWidth));
    };
    const end = (): void => {
      picture.removeEventListener("pointermove", move);
      picture.removeEventListener("pointerup", end);
      picture.removeEventListener("pointercancel", end);
      changed();
    };
    picture.addEventListener("pointermove", move);
    picture.addEventListener("pointerup", end);
    picture.addEventListener("pointercancel", end);
  }, { signal });
  // For whoever has no pointer: larger and smaller with the picture selected.
  text.addEventListener("keydown", (event) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    const range = window.getSelection()?.rangeCount ? window.getSelection()?.getRangeAt(0) : null;
    const near = range ? [range.startContainer.childNodes[range.startOffset], range.startContainer.childNodes[range.startOffset - 1], range.startContainer.previousSibling] : [];
    const picture = near.find((node) => node instanceof HTMLImageElement);
    if (!(picture instanceof HTMLImageElement)) return;
    event.preventDefault();
    picture.removeAttribute("height");
    picture.width = Math.round(Math.min(Math.max(least, picture.getBoundingClientRect().width * (event.key === "ArrowUp" ? 1.25 : 0.8)), text.clientWidth));
    changed();
  }, { signal });
  return () => leaving.abort();
}
