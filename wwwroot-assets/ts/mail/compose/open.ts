/** Ways into the composer: its buttons and links, keys, mailto: links, drafts, and what an earlier window left. */
import { say } from "../status";
import { prefersPlain, warmUp } from "./body";
import type { Composer } from "./composer";
import { Dock } from "./dock";
import { draftOfMessage, openDraft, removeDraft, restoreDraft, startDraft, takeBack, type Draft } from "./drafts";
import { rememberSignatures } from "./identities";
import { find, forget, forgetAll, openBefore, type Content } from "./kept";
import { readMailto } from "./mailto";
import { rescue } from "./rescue";
import type { Sent } from "./sender";
import { text, useTexts } from "./texts";
import { isDead } from "./windows";

const dock = new Dock({ sent: (sent) => sayElsewhere(sent) });
// The message this window, or another one of this person, spoke of last.
let said = 0;

export function composeNew(content: Partial<Content> = {}, focus = "to"): void {
  const untouched = Object.keys(content).length === 0 ? dock.open.find((composer) => composer.isUntouched) : undefined;
  if (untouched) {
    dock.show(untouched);
    untouched.form.focus(focus, true);
    return;
  }
  void dock.take().then((composer) => composer?.openNew(content, focus));
}

/** The server chooses sender, recipients, subject and quote. */
export function answer(kind: "Reply" | "ReplyAll" | "ReplyList" | "Forward", message: number): void {
  void begin(() => startDraft({ kind: kind === "ReplyList" ? "Reply" : kind, toList: kind === "ReplyList", original: message, plain: prefersPlain() }), kind === "Forward" ? "to" : "text");
}

/** Whole messages as files, or the text and people of one as a draft of its own. */
function reuse(kind: "ForwardAsFile" | "EditAsNew", messages: number[]): void {
  const [original, ...others] = messages;
  if (!original) return;
  const seeds = { EditAsNew: { kind: "New", original }, ForwardAsFile: { kind: "Forward", original, others, asFile: true, plain: prefersPlain() } };
  void begin(() => startDraft(seeds[kind]), "to");
}

/** Told by the circuit: the ticked messages go along whole. */
export function forwardAsFiles(messages: number[]): void {
  reuse("ForwardAsFile", messages);
}

export function composeDraft(id: number): void {
  void openById(id, "text", false);
}

/** A message of a Drafts folder, ours or of another mail program. */
export function composeMessage(message: number): void {
  void begin(() => draftOfMessage(message), "text");
}

export function composeFromLink(mailto: string): void {
  composeNew(readMailto(mailto));
}

/** Told by the circuit: a message of this person waits out the time in which it can be taken back. */
export function sentElsewhere(item: number, seconds: number): void {
  if (said === item) return;
  said = item;
  say(text("SaidSent"), { undo: () => takeBackFromOutbox(item), seconds });
}

export function takeBackFromOutbox(item: number): void {
  void (async () => {
    try {
      const id = await takeBack(item);
      if (id === null || !(await openById(id, "text", true))) say(text("SaidTooLate"));
    } catch {
      say(text("SaidFailed"));
    }
  })();
}

export function discardDraft(id: number): void {
  void (async () => {
    try {
      await removeDraft(id);
      forget(dock.user, `d${id}`);
      say(text("SaidDiscarded_one"), { undo: () => void restoreDraft(id) });
    } catch {
      say(text("SaidFailed"));
    }
  })();
}

/** The circuit rendered the page again: what was being written moves into the new form. */
export function adoptComposer(): void {
  dock.adopt();
}

async function begin(draft: () => Promise<Draft | null>, focus: string): Promise<void> {
  try {
    const begun = await draft();
    if (!begun || !(await openById(begun.id, focus, false, begun))) say(text("SaidFailed"));
  } catch {
    say(text("SaidFailed"));
  }
}

/** False when there is no such draft any more. */
async function openById(id: number, focus: string, take: boolean, begun?: Draft): Promise<boolean> {
  const key = `d${id}`;
  const shown = dock.holding(key);
  if (shown) {
    dock.show(shown);
    shown.form.focus(focus, true);
    return true;
  }
  const kept = find(dock.user, key);
  try {
    let found = await openDraft(id, take);
    const isOurs = found !== null && (await isDead(found.draft.editor));
    if (found?.held && isOurs) found = await openDraft(id, true);
    // What is kept here is newer than what the server has, unless this browser died before it had kept the last of it.
    if (kept?.dirty && !take && !found?.held && !(found && isOurs && found.draft.version > kept.version)) {
      await (await dock.take())?.open(kept, focus);
      return true;
    }
    if (!found) return false;
    await (await dock.take())?.show({ ...found.draft, offeredAddress: begun?.offeredAddress ?? null }, focus, found.held);
    return true;
  } catch {
    // Offline: what is kept here can be written on.
    if (kept) await (await dock.take())?.open(kept, focus);
    else say(text("SaidFailed"));
    return true;
  }
}

function clicked(event: MouseEvent): void {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const target = event.target instanceof Element ? event.target : null;
  const button = target?.closest<HTMLElement>("[data-compose]");
  const draft = target?.closest<HTMLElement>("[data-compose-draft]");
  const message = target?.closest<HTMLElement>("[data-compose-message]");
  if (!dock.pattern || (!button && !draft && !message)) return;
  event.preventDefault();
  event.stopPropagation();
  const kind = button?.dataset["compose"];
  const about = Number(button?.dataset["message"]);
  if (message) composeMessage(Number(message.dataset["composeMessage"]));
  else if (draft) composeDraft(Number(draft.dataset["composeDraft"]));
  else if (kind === "Reply" || kind === "ReplyAll" || kind === "ReplyList" || kind === "Forward") answer(kind, about);
  else if (kind === "ForwardAsFile" || kind === "EditAsNew") reuse(kind, [about]);
  else composeNew();
}

/** A reload, or a window of its own with a draft or a mailto: link in its address. */
async function openFirst(): Promise<void> {
  const before = openBefore();
  await dock.restore(async () => {
    for (const key of before) {
      const kept = find(dock.user, key);
      if (kept?.dirty && kept.draft !== null) await openById(kept.draft, "text", false);
      else if (kept) await (await dock.take())?.open(kept, "text");
    }
  });
  const { pattern } = dock;
  if (!pattern || !dock.isOwnWindow || dock.open.length > 0) return;
  const draft = Number(pattern.dataset["draft"] ?? 0);
  if (draft > 0 && (await openById(draft, "text", false)) && dock.open.length > 0) return;
  if (draft > 0) say(text("SaidFailed"));
  const { mailto, ...fields } = JSON.parse(pattern.dataset["seed"] ?? "{}") as Partial<Content> & { mailto?: string };
  const seed: Partial<Content> = mailto ? readMailto(mailto) : fields;
  await (await dock.take())?.openNew(seed, seed.to ? (seed.subject ? "text" : "subject") : "to");
}

/** Says what happened; in a window of its own the mail screen says it. */
function sayElsewhere(sent: Sent): void {
  if (dock.isOwnWindow) {
    sessionStorage.setItem("webmail:said", JSON.stringify({ ...sent, until: Date.now() + sent.seconds * 1_000 }));
    location.assign("/mail");
    return;
  }
  said = sent.item;
  say(sent.text, sent.seconds > 0 ? { undo: () => takeBackFromOutbox(sent.item), seconds: sent.seconds } : {});
}

/** A message sent from a window of its own is reported here, where Undo has somewhere to bring it back to. */
function sayWhatWasSent(): void {
  const stored = JSON.parse(sessionStorage.getItem("webmail:said") ?? "null") as (Sent & { until: number }) | null;
  sessionStorage.removeItem("webmail:said");
  if (!stored) return;
  const left = Math.round((stored.until - Date.now()) / 1_000);
  say(stored.text, left > 0 && stored.seconds > 0 ? { undo: () => takeBackFromOutbox(stored.item), seconds: left } : {});
}

const each = (act: (composer: Composer) => Promise<unknown>): Promise<unknown> => Promise.all(dock.open.map(act));

export function startComposing(): void {
  document.addEventListener("click", clicked, { capture: true });
  // The editor comes before the click on its way, not with the list.
  for (const event of ["pointerover", "focusin"]) document.addEventListener(event, (near) => {
    if (!(near.target instanceof Element) || !near.target.closest("[data-compose], [data-compose-draft], [data-compose-message]")) return;
    void rememberSignatures();
    if (!prefersPlain()) warmUp();
  }, { passive: true });
  document.addEventListener("submit", (event) => {
    if (event.target instanceof HTMLFormElement && event.target.matches("[data-sign-out]")) void signOut(event, event.target);
  }, { capture: true });
  document.addEventListener("composer-toggle", (event) => {
    const composer = dock.open.find((candidate) => candidate.form.root === event.target);
    if (composer) dock.toggle(composer);
  });
  const { pattern } = dock;
  if (!pattern) return;
  useTexts(pattern);
  // Before the next frame: the circuit replaced the form while somebody was typing.
  if (dock.isOwnWindow) new MutationObserver(() => dock.adopt()).observe(document.documentElement, { subtree: true, childList: true });
  for (const event of ["online", "focus"]) window.addEventListener(event, () => void each((composer) => composer.save(false)));
  void openFirst();
  if (dock.isOwnWindow) return;
  sayWhatWasSent();
  void rescue(dock.user, openBefore());
}

/** Saves what is open, then leaves nothing of it in this browser. */
async function signOut(event: Event, form: HTMLFormElement): Promise<void> {
  event.preventDefault();
  event.stopPropagation();
  await each((composer) => composer.save(false));
  forgetAll();
  form.submit();
}
