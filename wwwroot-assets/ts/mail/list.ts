/**
 * The list of messages. The server renders a window of rows; this side says where the screen is, keeps what a person
 * reads in place when rows come or go above it, and moves the keyboard's focus.
 */
import { tell } from "./circuit";
import { readsAlone } from "./layout";

const margin = 8;

let asking = false;
let askAgain = false;
let moving: { index: number; open: boolean; extend: boolean } | null = null;
let isMoving = false;
let target: number | null = null;
// The row the keyboard was last moved to: its element may come and go as rows are rendered.
let keyboardAt: number | null = null;
let anchor: { grid: HTMLElement; key: string; index: number } | null = null;

const grid = (): HTMLElement | null => document.getElementById("messages");
const total = (list: HTMLElement): number => Number(list.getAttribute("aria-rowcount"));
const rowAt = (list: HTMLElement, index: number): HTMLElement | null => list.querySelector(`[role="row"][aria-rowindex="${index + 1}"]`);
const indexOf = (row: Element): number => Number(row.getAttribute("aria-rowindex")) - 1;

/** Density and phone change it: read, never assumed. */
function rowHeight(list: HTMLElement): number {
  const row = list.querySelector<HTMLElement>('[role="row"]');
  return row?.offsetHeight || parseFloat(getComputedStyle(list).getPropertyValue("--row")) || 78;
}

/** Asks for the rows on the screen when some near them are missing; one question at a time, the last place counts. */
async function askForWindow(): Promise<void> {
  const list = grid();
  if (!list || list.clientHeight === 0) return;
  if (asking) {
    askAgain = true;
    return;
  }
  const height = rowHeight(list);
  const first = Math.floor(list.scrollTop / height);
  const count = Math.ceil(list.clientHeight / height) + 1;
  const have = Number(list.dataset["first"]);
  const haveEnd = have + Number(list.dataset["count"]);
  if (Math.max(0, first - margin) >= have && Math.min(total(list), first + count + margin) <= haveEnd) return;
  asking = true;
  askAgain = false;
  const answered = await tell("ShowWindow", first, count);
  asking = false;
  if (answered && askAgain) void askForWindow();
}

let scrollFrame = 0;
function scrolled(): void {
  if (scrollFrame) return;
  scrollFrame = requestAnimationFrame(() => {
    scrollFrame = 0;
    const list = grid();
    if (list) remember(list);
    void askForWindow();
  });
}

function remember(list: HTMLElement): void {
  const index = Math.floor(list.scrollTop / rowHeight(list));
  const row = list.scrollTop > 0 ? rowAt(list, index) : null;
  anchor = row ? { grid: list, key: row.dataset["row"] ?? "", index } : null;
}

/** Runs before the frame is painted: the row that was on top stays on top. */
function keepPlace(list: HTMLElement): void {
  if (anchor?.grid === list) {
    const row = list.querySelector(`[data-row="${anchor.key}"]`);
    if (row) {
      const moved = indexOf(row) - anchor.index;
      if (moved !== 0) list.scrollTop += moved * rowHeight(list);
    }
  }
  remember(list);
}

/** A list that appears with a message open far down starts there. */
function revealFirst(list: HTMLElement): void {
  if (list.dataset["revealed"] !== undefined) return;
  list.dataset["revealed"] = "";
  const index = list.dataset["reveal"];
  if (index) show(list, Number(index), true);
}

function show(list: HTMLElement, index: number, centre = false): void {
  const height = rowHeight(list);
  const top = index * height;
  if (top >= list.scrollTop && top + height <= list.scrollTop + list.clientHeight) return;
  if (centre) list.scrollTop = Math.max(0, top - list.clientHeight / 2);
  else list.scrollTop = top < list.scrollTop ? top : top + height - list.clientHeight;
}

/** The server moved on by itself, as for j and k. */
export function reveal(index: number): void {
  const list = grid();
  if (list) show(list, index);
}

function focusedIndex(list: HTMLElement): number {
  const row = document.activeElement?.closest('[role="row"]');
  if (row && list.contains(row)) return indexOf(row);
  return list.dataset["focus"] ? Number(list.dataset["focus"]) : -1;
}

function focusRow(list: HTMLElement, index: number): void {
  const active = document.activeElement;
  if (active && active !== document.body && !list.contains(active)) return;
  rowAt(list, index)?.focus({ preventScroll: true });
}

function move(list: HTMLElement, index: number, open: boolean, extend: boolean): void {
  target = Math.max(0, Math.min(total(list) - 1, index));
  keyboardAt = target;
  show(list, target);
  focusRow(list, target);
  moving = { index: target, open: open && !readsAlone(), extend };
  void sendMoves();
}

/** A held key sends as many moves as the line takes, the last one always. */
async function sendMoves(): Promise<void> {
  if (isMoving) return;
  isMoving = true;
  while (moving) {
    const { index, open, extend } = moving;
    moving = null;
    if (!(await tell("MoveTo", index, open, extend))) break;
    const list = grid();
    if (list && !moving) focusRow(list, index);
  }
  isMoving = false;
  target = null;
}

/** From the search box down into what it found. */
export function enterList(): void {
  const list = grid();
  if (!list || total(list) === 0) return;
  rowAt(list, Math.max(0, focusedIndex(list)))?.focus();
}

/** True when the key was the list's. */
export function listKey(event: KeyboardEvent): boolean {
  const list = grid();
  if (!list || total(list) === 0) return false;
  if (event.key === "a" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
    void tell("SelectAll");
    return true;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const current = target ?? focusedIndex(list);
  const page = Math.max(1, Math.floor(list.clientHeight / rowHeight(list)) - 1);
  const to: Record<string, number> = { ArrowDown: current + 1, ArrowUp: current - 1, Home: 0, End: total(list) - 1, PageDown: current + page, PageUp: current - page };
  const index = to[event.key];
  if (index !== undefined) {
    // While a key is held the messages it flies over are not opened; the one it rests on is.
    move(list, index, !event.repeat, event.shiftKey);
    return true;
  }
  const row = rowAt(list, current);
  if (!row) return false;
  if (event.key === "Enter") {
    row.querySelector<HTMLElement>("a.row-link")?.click();
    return true;
  }
  if (event.key === " ") {
    void tell("Toggle", current, event.shiftKey);
    return true;
  }
  return false;
}

function keyReleased(event: KeyboardEvent): void {
  const list = grid();
  if (!list || !["ArrowDown", "ArrowUp", "PageDown", "PageUp"].includes(event.key)) return;
  const row = document.activeElement?.closest('[role="row"]');
  if (row && list.contains(row) && row.getAttribute("aria-selected") === "false" && !event.shiftKey && !list.classList.contains("selecting")) move(list, indexOf(row), true, false);
}

/** Ctrl or Shift and a click tick rows instead of opening one. */
function clicked(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest("a.row-link") : null;
  const row = link?.closest('[role="row"]');
  if (!row || !(event.ctrlKey || event.metaKey || event.shiftKey)) return;
  event.preventDefault();
  event.stopPropagation();
  void tell("Toggle", indexOf(row), event.shiftKey);
}

export function startList(): void {
  document.addEventListener("scroll", (event) => { if (event.target === grid()) scrolled(); }, { capture: true, passive: true });
  document.addEventListener("click", clicked, { capture: true });
  document.addEventListener("keyup", keyReleased);
  for (const event of ["pointerdown", "focusin"]) {
    document.addEventListener(event, (moved) => {
      const row = moved.target instanceof Element ? moved.target.closest('#messages [role="row"]') : null;
      keyboardAt = row ? indexOf(row) : null;
    }, { capture: true });
  }
  window.addEventListener("resize", () => void askForWindow());
  const changed = (): void => {
    const list = grid();
    if (!list) return;
    revealFirst(list);
    keepPlace(list);
    if (keyboardAt !== null && document.activeElement === document.body) focusRow(list, keyboardAt);
    void askForWindow();
  };
  new MutationObserver(changed).observe(document.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-rowindex", "aria-rowcount"] });
  changed();
}

/** The circuit has just come: what was scrolled before it is asked for now. */
export function listConnected(): void {
  void askForWindow();
}
