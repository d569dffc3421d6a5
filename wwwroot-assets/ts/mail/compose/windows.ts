/** This window, by a name that a reload does not change: of two that edit a draft, one reads only. */

const nameKey = "webmail:editor";
const knownKey = "webmail:editors";
const mostKnown = 50;
const lock = (name: string): string => `webmail:editor:${name}`;
let own = "";

export function editor(): string {
  if (own) return own;
  own = sessionStorage.getItem(nameKey) ?? crypto.getRandomValues(new Uint32Array(3)).join("");
  sessionStorage.setItem(nameKey, own);
  remember(own);
  // Held while the window lives, however it ends: what is edited by a dead window is taken over without a question.
  void navigator.locks?.request(lock(own), () => new Promise<never>(() => undefined));
  return own;
}

function remember(name: string): void {
  try {
    const known = JSON.parse(localStorage.getItem(knownKey) ?? "[]") as string[];
    if (!known.includes(name)) localStorage.setItem(knownKey, JSON.stringify([...known, name].slice(-mostKnown)));
  } catch {
    // Storage is full or forbidden: then it is asked before a draft is taken over.
  }
}

/** A window of this browser that is no more. False where nobody can tell. */
export async function isDead(name: string | null): Promise<boolean> {
  const known = JSON.parse(localStorage.getItem(knownKey) ?? "[]") as string[];
  if (!name || name === own || !known.includes(name) || !navigator.locks) return false;
  return !((await navigator.locks.query()).held ?? []).some((held) => held.name === lock(name));
}
