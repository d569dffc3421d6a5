/** Ways into the composer: its buttons and links, keys, mailto: links, drafts, and what an earlier window left. */
import { say } from "../status";
import { prefersPlain, warmUp } from "./body";
import { Composer } from "./composer";
import { draftOfMessage, removeDraft, restoreDraft, saveDraft, startDraft } from "./drafts";
import { find, forget, forgetAll, leftBehind, openBefore, type Content } from "./kept";
import { text } from "./texts";

const abandoned = 60_000;
let composer: Composer | null = null;

function current(): Composer | null {
  const root = document.getElementById("composer");
  if (!root) return null;
  if (!composer) composer = new Composer(root);
  else if (composer.form !== root) composer.moveInto(root);
  return composer;
}

export function composeNew(content: Partial<Content> = {}): void {
  void current()?.openNew(content, "to");
}

/** The server chooses recipients, subject and quote. */
export function answer(kind: "Reply" | "ReplyAll" | "Forward", message: number): void {
  void open(async () => (await startDraft({ kind, original: message, plain: prefersPlain() }))?.id, kind === "Forward" ? "to" : "text");
}

/** The whole message as a file, or its text and people as a draft of its own. */
function reuse(kind: "ForwardAsFile" | "EditAsNew", message: number): void {
  const seed = kind === "EditAsNew" ? { kind: "New", original: message } : { kind: "Forward", original: message, asFile: true, plain: prefersPlain() };
  void open(async () => (await startDraft(seed))?.id, "to");
}

export function composeDraft(id: number): void {
  const kept = find(current()?.user ?? "", `d${id}`);
  if (kept?.dirty) void current()?.open(kept, "text");
  else void open(() => Promise.resolve(id), "text");
}

/** A message of a Drafts folder, ours or of another mail program. */
export function composeMessage(message: number): void {
  void open(async () => (await draftOfMessage(message))?.id, "text");
}

export function composeFromLink(mailto: string): void {
  composeNew(readMailto(mailto));
}

/** Told by the circuit: a message of this person waits out the time in which it can be taken back. */
export function sentElsewhere(item: number, seconds: number): void {
  current()?.sent(item, seconds);
}

export function takeBackFromOutbox(item: number): void {
  void current()?.undoSend(item);
}

export function discardDraft(id: number): void {
  void (async () => {
    try {
      await removeDraft(id);
      forget(current()?.user ?? "", `d${id}`);
      say(text("SaidDiscarded_one"), { undo: () => void restoreDraft(id) });
    } catch {
      say(text("SaidFailed"));
    }
  })();
}

/** The circuit rendered the page again: what was being written moves into the new form. */
export function adoptComposer(): void {
  current();
}

async function open(draft: () => Promise<number | undefined>, focus: string): Promise<void> {
  try {
    const id = await draft();
    if (!id || !(await current()?.openDraft(id, focus))) say(text("SaidFailed"));
  } catch {
    say(text("SaidFailed"));
  }
}

/** RFC 6068, and of its fields only those a link may fill in: nobody gets a hidden copy because of a link. */
function readMailto(address: string): Partial<Content> {
  const [path = "", query = ""] = address.slice("mailto:".length).split("?", 2);
  const content: Record<string, string> = { to: decode(path) };
  for (const pair of query.split("&")) {
    const [name = "", value = ""] = pair.split("=", 2);
    const field = ({ to: "to", cc: "cc", subject: "subject", body: "text" } as Record<string, string>)[name.toLowerCase()];
    if (!field) continue;
    content[field] = field === "to" && content["to"] ? `${content["to"]}, ${decode(value)}` : decode(value);
  }
  return content;
}

// A plus stays a plus in a mailto link.
function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function clicked(event: MouseEvent): void {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const target = event.target instanceof Element ? event.target : null;
  const button = target?.closest<HTMLElement>("[data-compose]");
  const draft = target?.closest<HTMLElement>("[data-compose-draft]");
  const message = target?.closest<HTMLElement>("[data-compose-message]");
  if (!document.getElementById("composer") || (!button && !draft && !message)) return;
  event.preventDefault();
  event.stopPropagation();
  const kind = button?.dataset["compose"];
  if (message) composeMessage(Number(message.dataset["composeMessage"]));
  else if (draft) composeDraft(Number(draft.dataset["composeDraft"]));
  else if (kind === "Reply" || kind === "ReplyAll" || kind === "Forward") answer(kind, Number(button?.dataset["message"]));
  else if (kind === "ForwardAsFile" || kind === "EditAsNew") reuse(kind, Number(button?.dataset["message"]));
  else composeNew();
}

/** A reload, or a window of its own with a draft or a mailto: link in its address. */
async function openFirst(): Promise<void> {
  const form = current();
  if (!form) return;
  const key = openBefore();
  const kept = key ? find(form.user, key) : null;
  if (kept) {
    await form.open(kept, "text");
    return;
  }
  if (!form.isOwnWindow) return;
  const draft = Number(form.form.dataset["draft"] ?? 0);
  if (draft > 0) {
    const dirty = find(form.user, `d${draft}`);
    if (dirty?.dirty) await form.open(dirty, "text");
    else await open(() => Promise.resolve(draft), "text");
    if (form.isOpen) return;
  }
  const seed = JSON.parse(form.form.dataset["seed"] ?? "{}") as Partial<Content>;
  await form.openNew(seed, seed.to ? (seed.subject ? "text" : "subject") : "to");
}

/** What never reached the server, from a window that was closed while offline. */
async function rescue(user: string): Promise<void> {
  for (const writing of leftBehind(user, abandoned)) {
    if (writing.key === openBefore()) continue;
    try {
      if (writing.dirty) {
        const saved = writing.draft === null ? null : await saveDraft(writing.draft, writing.content, writing.version);
        if (saved === null || typeof saved === "string") await startDraft({ kind: "New", ...writing.content });
      }
      forget(user, writing.key);
    } catch {
      // Still offline or signed out: kept for the next time.
      return;
    }
  }
}

/** A message sent from a window of its own is reported here, where Undo has somewhere to bring it back to. */
function sayWhatWasSent(): void {
  const stored = JSON.parse(sessionStorage.getItem("webmail:said") ?? "null") as { text: string; item: number; until: number; seconds: number } | null;
  sessionStorage.removeItem("webmail:said");
  if (!stored) return;
  const left = Math.round((stored.until - Date.now()) / 1_000);
  say(stored.text, left > 0 && stored.seconds > 0 ? { undo: () => takeBackFromOutbox(stored.item), seconds: left } : {});
}

export function startComposing(): void {
  document.addEventListener("click", clicked, { capture: true });
  // The editor comes before the click on its way, not with the list.
  for (const event of ["pointerover", "focusin"]) document.addEventListener(event, (near) => {
    if (!prefersPlain() && near.target instanceof Element && near.target.closest("[data-compose], [data-compose-draft]")) warmUp();
  }, { passive: true });
  document.addEventListener("submit", (event) => {
    if (event.target instanceof HTMLFormElement && event.target.matches("[data-sign-out]")) void signOut(event, event.target);
  }, { capture: true });
  // Before the next frame: the circuit replaced the form while somebody was typing.
  new MutationObserver(() => { if (composer && document.getElementById("composer")) current(); }).observe(document.documentElement, { subtree: true, childList: true });
  window.addEventListener("online", () => void composer?.save(false));
  window.addEventListener("focus", () => void composer?.save(false));
  const form = current();
  if (!form) return;
  void openFirst();
  if (!form.isOwnWindow) {
    sayWhatWasSent();
    void rescue(form.user);
  }
}

/** Saves what is open, then leaves nothing of it in this browser. */
async function signOut(event: Event, form: HTMLFormElement): Promise<void> {
  event.preventDefault();
  event.stopPropagation();
  await composer?.save(false);
  forgetAll();
  form.submit();
}
