/**
 * What is being written, kept in this browser with every key: a lost connection, a reload or an expired session take
 * nothing away. By person, and gone when that person signs out.
 */

export interface Content {
  account: number;
  /** Null for the account's own address. */
  identity: number | null;
  to: string;
  cc: string;
  bcc: string;
  subject: string;
  text: string;
  /** Null for plain text. */
  html: string | null;
  /** 0 as usual, 1 high, 2 low. */
  priority: number;
  readReceipt: boolean;
  deliveryReport: boolean;
}

/** Where the caret is: in the text so many characters from its start. */
export interface Place {
  field: string;
  offset: number;
}

export interface FileOnDraft {
  id: number;
  fileName: string;
  sizeBytes: number;
  /** Set for a picture inside the text. */
  contentId?: string | null;
}

export interface Writing {
  /** Where it is kept: "d" and the draft's number, or "n" and a random one before the server has it. */
  key: string;
  draft: number | null;
  version: number;
  kind: string;
  content: Content;
  files: FileOnDraft[];
  /** The server has not got it as it is here. */
  dirty: boolean;
  at: number;
  /** The text it began with, which nobody wrote: a signature. */
  start?: string;
  place?: Place | null;
}

const prefix = "webmail:";
const openKey = `${prefix}open`;
const name = (user: string, key: string): string => `${prefix}${user}:${key}`;

export const newKey = (): string => `n${crypto.getRandomValues(new Uint32Array(2)).join("")}`;

export function keep(user: string, writing: Writing): void {
  try {
    localStorage.setItem(name(user, writing.key), JSON.stringify({ ...writing, at: Date.now() }));
  } catch {
    // Storage is full or forbidden: the server's copy follows in a second.
  }
}

export function find(user: string, key: string): Writing | null {
  const stored = localStorage.getItem(name(user, key));
  return stored ? (JSON.parse(stored) as Writing) : null;
}

export function forget(user: string, key: string): void {
  localStorage.removeItem(name(user, key));
}

/** What an earlier window left without reaching the server. */
export function leftBehind(user: string, olderThan: number): Writing[] {
  const found: Writing[] = [];
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(name(user, ""))) continue;
    const writing = JSON.parse(localStorage.getItem(key) ?? "null") as Writing | null;
    if (writing && Date.now() - writing.at > olderThan) found.push(writing);
  }
  return found;
}

/** This window has these open: a reload opens them again, in this order. */
export function rememberOpen(keys: string[]): void {
  if (keys.length > 0) sessionStorage.setItem(openKey, JSON.stringify({ keys, place: place() }));
  else sessionStorage.removeItem(openKey);
}

export function openBefore(): string[] {
  const stored = JSON.parse(sessionStorage.getItem(openKey) ?? "null") as { keys?: string[]; place: string } | null;
  return stored?.place === place() ? (stored.keys ?? []) : [];
}

/** Everything of everybody: somebody signed out. */
export function forgetAll(): void {
  for (const storage of [localStorage, sessionStorage]) {
    for (const key of Object.keys(storage)) if (key.startsWith(prefix)) storage.removeItem(key);
  }
}

// Docked in the mail screen it follows the person from folder to folder; a window of its own is one address.
function place(): string {
  return location.pathname.startsWith("/compose") ? location.pathname + location.search : "docked";
}
