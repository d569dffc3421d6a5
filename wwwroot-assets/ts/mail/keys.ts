/** Keys of the whole screen. Typing is never taken for a command. */
import { tell } from "./circuit";
import { listKey } from "./list";
import { answer, composeNew } from "./compose/open";
import { closeDrawer, closeMenus, isDrawerOpen, openMenu } from "./panes";

const commands: Record<string, string> = { e: "Archive", "#": "Delete", Delete: "Delete", "!": "Junk", u: "ToggleRead", s: "ToggleStar", j: "next", k: "previous" };
const answers: Record<string, "Reply" | "ReplyAll" | "Forward"> = { r: "Reply", a: "ReplyAll", f: "Forward" };
const goPause = 1_500;
let goPressed = 0;

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

function help(): void {
  const dialog = document.getElementById("shortcuts");
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

/** True when the key was a command. */
export function shortcutKey(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  // Single characters are nothing but characters for who wants it so (WCAG 2.1.4).
  if (event.key.length === 1 && document.querySelector('[data-single-keys="off"]')) return false;
  // The key on a Russian keyboard is the same key.
  const key = /^Key[A-Z]$/.test(event.code) && !/^[a-z]$/i.test(event.key) ? event.code.slice(3).toLowerCase() : event.key;
  if (goPressed && event.timeStamp - goPressed < goPause) {
    goPressed = 0;
    const link = document.querySelector<HTMLElement>(`[data-go="${CSS.escape(key)}"]`);
    link?.click();
    return link !== null;
  }
  if (key === "g") {
    goPressed = event.timeStamp;
    return true;
  }
  if (key === "c") {
    composeNew();
    return true;
  }
  const message = document.querySelector<HTMLElement>(".reading[data-message]")?.dataset["message"];
  const kind = answers[key];
  if (kind) {
    if (message) answer(kind, Number(message));
    return message !== undefined;
  }
  if (key === "v") return openMenu(document.getElementById("bulk-move") ? "bulk-move" : "reader-move");
  if (key === "?") {
    help();
    return true;
  }
  if (key === "/") {
    const search = document.querySelector<HTMLElement>('input[type="search"]');
    search?.focus();
    return search !== null;
  }
  const command = commands[key];
  if (!command) return false;
  void tell("Shortcut", command);
  return true;
}

function pressed(event: KeyboardEvent): void {
  if (event.defaultPrevented || isTyping(event.target)) return;
  const target = event.target instanceof Element ? event.target : document.body;
  if (target.closest("dialog, .composer, [role=menu]")) return;
  if (event.key === "Escape") {
    if (closeMenus()) return;
    if (isDrawerOpen()) closeDrawer();
    else void tell("Shortcut", "escape");
    return;
  }
  // A row's own buttons are pressed, not the row.
  if ((event.key === " " || event.key === "Enter") && target.closest(".row-actions-shown button")) return;
  const isOnControl = target.closest('button, a:not(.row-link), summary, [role="tree"], [role="toolbar"]') !== null && !target.closest("#messages");
  if (!isOnControl && listKey(event)) {
    event.preventDefault();
    return;
  }
  if ((event.key === " " || event.key === "Enter") && isOnControl) return;
  if (shortcutKey(event)) event.preventDefault();
}

export function startKeys(): void {
  document.addEventListener("keydown", pressed);
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest("[data-shortcuts]")) help();
    const dialog = document.getElementById("shortcuts");
    if (dialog instanceof HTMLDialogElement && (target === dialog || target?.closest("[data-shortcuts-close]"))) dialog.close();
  });
}
