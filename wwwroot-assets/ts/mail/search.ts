/** The search box. What is typed belongs to the browser; the server hears of it after a short pause, on Enter, and by the address. */
import { tell } from "./circuit";
import { enterList } from "./list";

const pause = 250;
// One letter begins half of all words.
const shortest = 2;
let waiting = 0;

const box = (): HTMLInputElement | null => document.querySelector<HTMLInputElement>("#search");

function search(isDone: boolean): void {
  window.clearTimeout(waiting);
  const input = box();
  if (!input) return;
  const text = input.value;
  const send = async (): Promise<void> => {
    // Before the circuit the form itself goes to the same address.
    if (!(await tell("Find", text, isDone)) && isDone) input.form?.submit();
  };
  if (isDone) void send();
  else if (text.trim().length >= shortest || text.trim().length === 0) waiting = window.setTimeout(() => void send(), pause);
}

function end(): void {
  window.clearTimeout(waiting);
  const input = box();
  if (!input) return;
  const had = input.value.length > 0 || input.form?.dataset["query"] !== undefined;
  input.value = "";
  if (had) void tell("Find", "", true);
  showClear(input);
}

function showClear(input: HTMLInputElement): void {
  input.form?.classList.toggle("search-filled", input.value.length > 0);
}

function insert(text: string): void {
  const input = box();
  if (!input) return;
  const before = input.value.trimEnd();
  input.value = before.length > 0 ? `${before} ${text}` : text;
  input.focus();
  showClear(input);
}

function pressed(event: KeyboardEvent): void {
  if (event.target !== box() || event.isComposing) return;
  if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    end();
    box()?.blur();
    return;
  }
  if (event.key === "ArrowDown") {
    event.preventDefault();
    enterList();
  }
}

/** The address changed: by a chip, the back button or a link. Never under the person's fingers. */
function adopt(): void {
  const input = box();
  if (!input || document.activeElement === input) return;
  input.value = input.form?.dataset["query"] ?? "";
  showClear(input);
}

export function startSearch(): void {
  document.addEventListener("input", (event) => {
    const input = box();
    if (!input || event.target !== input) return;
    showClear(input);
    if (!(event instanceof InputEvent && event.isComposing)) search(false);
  });
  document.addEventListener("compositionend", (event) => { if (event.target === box()) search(false); });
  document.addEventListener("submit", (event) => {
    if (event.target !== box()?.form) return;
    event.preventDefault();
    search(true);
  });
  document.addEventListener("keydown", pressed, { capture: true });
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest("[data-search-clear]")) {
      end();
      box()?.focus();
    }
    const beginning = target?.closest<HTMLElement>("[data-search-insert]")?.dataset["searchInsert"];
    if (beginning) insert(beginning);
  });
  new MutationObserver(adopt).observe(document.documentElement, { subtree: true, attributes: true, attributeFilter: ["data-query"] });
  const input = box();
  if (input) showClear(input);
}
