/** What happened, in the one live region; one at a time, with Undo where it can be undone. */

const stays = 6_000;
const stillMotion = window.matchMedia("(prefers-reduced-motion: reduce)");
let timer = 0;
let ticking = 0;

export interface Said {
  undo?: () => void;
  /** How long it can be undone. */
  seconds?: number;
  /** Not worth covering something that can still be undone. */
  quiet?: boolean;
}

export function say(text: string, options: Said = {}): void {
  const region = document.getElementById("status");
  if (!region || (options.quiet && region.querySelector("button"))) return;
  clear(region);
  const seconds = options.seconds ?? 10;
  const toast = document.createElement("div");
  toast.className = "toast";
  if (options.undo) toast.append(stillMotion.matches ? digits(seconds) : ring(seconds));
  const words = document.createElement("span");
  words.textContent = text;
  toast.append(words);
  const { undo } = options;
  if (undo) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn";
    button.textContent = region.dataset["undo"] ?? "";
    button.addEventListener("click", () => {
      clear(region);
      undo();
    });
    toast.append(button);
  }
  region.append(toast);
  timer = window.setTimeout(() => clear(region), undo ? seconds * 1_000 : stays);
}

function clear(region: HTMLElement): void {
  window.clearTimeout(timer);
  window.clearInterval(ticking);
  region.replaceChildren();
}

function ring(seconds: number): SVGElement {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  picture.setAttribute("viewBox", "0 0 16 16");
  picture.setAttribute("class", "toast-ring");
  picture.setAttribute("aria-hidden", "true");
  for (const name of ["toast-ring-all", "toast-ring-left"]) {
    const circle = document.createElementNS(space, "circle");
    circle.setAttribute("class", name);
    circle.setAttribute("cx", "8");
    circle.setAttribute("cy", "8");
    circle.setAttribute("r", "6.5");
    picture.append(circle);
    if (name === "toast-ring-left") circle.animate([{ strokeDashoffset: "0" }, { strokeDashoffset: "41" }], { duration: seconds * 1_000, fill: "forwards" });
  }
  return picture;
}

function digits(seconds: number): HTMLElement {
  const number = document.createElement("span");
  number.className = "toast-digits";
  number.setAttribute("aria-hidden", "true");
  let left = seconds;
  number.textContent = String(left);
  ticking = window.setInterval(() => {
    left = Math.max(0, left - 1);
    number.textContent = String(left);
  }, 1_000);
  return number;
}
