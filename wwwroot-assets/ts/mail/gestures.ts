/** What a pointer can do beside a click: the menus of rows and folders, dragging rows onto folders, swiping and holding a row on a phone. */
import { tell } from "./circuit";
import { closeMenus } from "./panes";
import { narrow } from "./layout";

/** As far as a finger has to take a row before letting go means it. */
const enough = 96;
const slack = 12;
const holdFor = 500;

const rowOf = (target: EventTarget | null): HTMLElement | null => target instanceof Element ? target.closest<HTMLElement>('#messages [role="row"]') : null;
const indexOf = (row: Element): number => Number(row.getAttribute("aria-rowindex")) - 1;
const isMessage = (row: HTMLElement): boolean => row.dataset["row"]?.startsWith("m") === true;

// --- menus

function menuWanted(event: MouseEvent): void {
  const target = event.target instanceof Element ? event.target : null;
  const row = rowOf(target);
  const item = target?.closest<HTMLElement>('[role="treeitem"]');
  const owner = row && isMessage(row) ? row : item?.dataset["folder"] || item?.dataset["account"] ? item : null;
  if (!owner) return;
  event.preventDefault();
  // A finger that rests on a row ticks it.
  if (row && touched) return;
  closeMenus();
  const box = owner.getBoundingClientRect();
  // The menu key names no place: below the start of what has the focus.
  const [left, top] = event.button === 2 ? [event.clientX, event.clientY] : [box.left + 36, box.top + Math.min(40, box.height)];
  if (row) void tell("OpenRowMenu", indexOf(row), left, top);
  else if (item?.dataset["folder"]) void tell("OpenFolderMenu", Number(item.dataset["folder"]), left, top);
  else if (item?.dataset["account"]) void tell("OpenAccountMenu", Number(item.dataset["account"]), left, top);
}

// --- dragging

let dragged: HTMLElement | null = null;
let under: HTMLElement | null = null;

const folderUnder = (target: EventTarget | null): HTMLElement | null => target instanceof Element ? target.closest<HTMLElement>("a[data-folder]") : null;

function light(folder: HTMLElement | null): void {
  if (under === folder) return;
  under?.classList.remove("drop");
  under = folder;
  under?.classList.add("drop");
}

function dragStarted(event: DragEvent): void {
  const row = rowOf(event.target);
  if (!row || !event.dataTransfer) return;
  if (!isMessage(row)) {
    event.preventDefault();
    return;
  }
  dragged = row;
  // A composer takes it as a file.
  event.dataTransfer.effectAllowed = "copyMove";
  event.dataTransfer.setData("application/x-webmail-message", row.dataset["row"]?.slice(1) ?? "");
  event.dataTransfer.setData("text/x-subject", row.querySelector(".subject")?.textContent?.trim() ?? "");
  event.dataTransfer.setData("text/plain", row.getAttribute("aria-label") ?? "");
  const ticked = row.getAttribute("aria-selected") === "true" && row.closest(".selecting");
  const ghost = document.createElement("div");
  ghost.className = "drag-ghost";
  ghost.textContent = (ticked ? document.querySelector(".bulk-count")?.textContent : row.querySelector(".subject")?.textContent) ?? "";
  document.body.append(ghost);
  event.dataTransfer.setDragImage(ghost, -12, -8);
  setTimeout(() => ghost.remove());
}

function draggedOver(event: DragEvent): void {
  if (!dragged) return;
  const folder = folderUnder(event.target);
  light(folder);
  if (!folder || !event.dataTransfer) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "move";
}

function dropped(event: DragEvent): void {
  const folder = folderUnder(event.target);
  if (dragged && folder) {
    event.preventDefault();
    void tell("DropRow", indexOf(dragged), Number(folder.dataset["folder"]));
  }
  dragEnded();
}

function dragEnded(): void {
  light(null);
  dragged = null;
}

// --- touch

interface Swipe { row: HTMLElement; id: number; x: number; y: number; moved: boolean; curtain: HTMLElement | null }

let swipe: Swipe | null = null;
let touched = false;
let holding = 0;
let ignoreClick = false;

function pressed(event: PointerEvent): void {
  touched = event.pointerType === "touch";
  ignoreClick = false;
  const row = rowOf(event.target);
  if (!touched || !row) return;
  swipe = { row, id: event.pointerId, x: event.clientX, y: event.clientY, moved: false, curtain: null };
  window.clearTimeout(holding);
  holding = window.setTimeout(() => {
    if (!swipe || swipe.moved) return;
    swipe = null;
    ignoreClick = true;
    navigator.vibrate?.(10);
    void tell("Toggle", indexOf(row), false);
  }, holdFor);
}

function moved(event: PointerEvent): void {
  if (!swipe || event.pointerId !== swipe.id) return;
  const [across, down] = [event.clientX - swipe.x, event.clientY - swipe.y];
  if (Math.hypot(across, down) > slack) window.clearTimeout(holding);
  if (!swipe.moved) {
    if (Math.abs(down) > slack) swipe = null;
    if (!swipe || Math.abs(across) <= slack || !narrow.matches || swipe.row.closest(".selecting")) return;
    swipe.moved = true;
    swipe.row.setPointerCapture(swipe.id);
    swipe.row.classList.add("swiped");
  }
  drawCurtain(swipe, across);
}

/** What letting go would do, in its colour, where the row has left. */
function drawCurtain(current: Swipe, across: number): void {
  const archives = across > 0;
  const box = current.row.parentElement?.getBoundingClientRect();
  const curtain = current.curtain ?? document.body.appendChild(document.createElement("div"));
  current.curtain = curtain;
  curtain.className = `swipe drawn ${archives ? "swipe-archive drawn-archive" : "swipe-delete drawn-trash"}${Math.abs(across) >= enough ? " swipe-enough" : ""}`;
  curtain.setAttribute("aria-hidden", "true");
  curtain.textContent = document.getElementById("messages")?.dataset[archives ? "archive" : "delete"] ?? "";
  const row = current.row.getBoundingClientRect();
  curtain.style.top = `${row.top}px`;
  curtain.style.height = `${row.height}px`;
  curtain.style.width = `${Math.abs(across)}px`;
  curtain.style.left = archives ? `${box?.left ?? 0}px` : `${(box?.right ?? 0) + across}px`;
  current.row.style.transform = `translateX(${across}px)`;
}

function released(event: PointerEvent): void {
  window.clearTimeout(holding);
  const current = swipe;
  if (!current || event.pointerId !== current.id) return;
  swipe = null;
  if (!current.moved) return;
  ignoreClick = true;
  current.curtain?.remove();
  current.row.classList.remove("swiped");
  current.row.style.removeProperty("transform");
  const across = event.clientX - current.x;
  if (event.type === "pointerup" && Math.abs(across) >= enough) void tell("SwipeRow", indexOf(current.row), across > 0);
}

function clicked(event: MouseEvent): void {
  if (!ignoreClick) return;
  ignoreClick = false;
  // The finger did something else already.
  if (rowOf(event.target)) {
    event.preventDefault();
    event.stopPropagation();
  }
}

export function startGestures(): void {
  document.addEventListener("contextmenu", menuWanted);
  document.addEventListener("dragstart", dragStarted);
  document.addEventListener("dragover", draggedOver);
  document.addEventListener("drop", dropped);
  document.addEventListener("dragend", dragEnded);
  document.addEventListener("pointerdown", pressed);
  document.addEventListener("pointermove", moved);
  document.addEventListener("pointerup", released);
  document.addEventListener("pointercancel", released);
  document.addEventListener("click", clicked, { capture: true });
}
