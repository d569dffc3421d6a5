/** The drafts on our server. */
import { ApiError, send, SignedOutError } from "../../api";
import { editor } from "./windows";
import type { Content, FileOnDraft } from "./kept";

export interface Draft {
  id: number;
  account: number;
  identity: number | null;
  kind: string;
  to: string;
  cc: string;
  bcc: string;
  subject: string;
  text: string;
  html: string | null;
  version: number;
  attachments: FileOnDraft[];
  priority: number;
  readReceipt: boolean;
  deliveryReport: boolean;
  /** Another mail program changed the copy on the server. */
  contested: boolean;
  /** The window that edited it last; null when it was closed there. */
  editor: string | null;
  /** The original came to this address, from which one may answer. */
  offeredAddress: string | null;
}

/** Which text of a draft that was changed twice is right. */
export type Kept = "Mine" | "Theirs" | "Both";

export interface Problem {
  field: "To" | "Cc" | "Bcc" | "Attachments";
  code: string;
  value: string;
}

export interface Seed {
  kind: string;
  original?: number;
  /** A name of this window's own: begun twice, because an answer was lost, it is still one draft. */
  key?: string;
  /** More messages to forward as files. */
  others?: number[];
  account?: number;
  identity?: number | null;
  priority?: number;
  readReceipt?: boolean;
  deliveryReport?: boolean;
  to?: string;
  cc?: string;
  bcc?: string;
  subject?: string;
  text?: string;
  html?: string | null;
  asFile?: boolean;
  toList?: boolean;
  plain?: boolean;
}

export type Saved = { draft: Draft } | { newer: Draft } | "gone" | "held";
export type Sent = { item: number; undoSeconds: number; at: string | null } | { problems: Problem[] } | "gone";

export async function startDraft(seed: Seed): Promise<Draft | null> {
  const response = await send("POST", "/api/drafts", { ...seed, editor: editor() });
  return response.ok ? ((await response.json()) as Draft) : null;
}

export async function findDraft(id: number): Promise<Draft | null> {
  const response = await send("GET", `/api/drafts/${id}`);
  return response.ok ? ((await response.json()) as Draft) : null;
}

export async function saveDraft(id: number, content: Content, baseVersion: number): Promise<Saved> {
  const response = await send("PUT", `/api/drafts/${id}`, { ...content, baseVersion, editor: editor() });
  if (response.status === 423) return "held";
  if (response.status === 409) return { newer: (await response.json()) as Draft };
  if (response.status === 404) return "gone";
  return { draft: (await response.json()) as Draft };
}

/** Opens a draft to edit it, and tells again and again that this window still does. Held: another one does. */
export async function openDraft(id: number, take = false): Promise<{ draft: Draft; held: boolean } | null> {
  const response = await send("POST", `/api/drafts/${id}/open?editor=${editor()}${take ? "&take=true" : ""}`);
  return response.ok || response.status === 423 ? { draft: (await response.json()) as Draft, held: response.status === 423 } : null;
}

/** Lets others edit it, and has the server told now. */
export async function closeDraft(id: number): Promise<void> {
  await send("POST", `/api/drafts/${id}/close?editor=${editor()}`);
}

/** Ends the question which text is right. */
export async function settleDraft(id: number, keep: Kept): Promise<void> {
  const response = await send("POST", `/api/drafts/${id}/settle?keep=${keep}`);
  if (!response.ok) throw new ApiError(response.status);
}

/** The account somebody was last written to from, when it is another one; null when there is nothing to wonder about. */
export async function writtenFrom(account: number, to: string): Promise<{ person: string; address: string } | null> {
  const response = await send("POST", "/api/people/written-from", { account, to });
  return response.status === 200 ? ((await response.json()) as { person: string; address: string }) : null;
}

/** The draft that a message of the Drafts folder is, or is made into. */
export async function draftOfMessage(message: number): Promise<Draft | null> {
  const response = await send("POST", `/api/drafts/of/${message}`);
  return response.ok ? ((await response.json()) as Draft) : null;
}

export async function sendDraft(id: number, at: Date | null): Promise<Sent> {
  const response = await send("POST", `/api/drafts/${id}/send${at ? `?at=${encodeURIComponent(at.toISOString())}` : ""}`);
  if (response.status === 404) return "gone";
  return (await response.json()) as { item: number; undoSeconds: number; at: string | null } | { problems: Problem[] };
}

/** The draft that came back; null when the message has left. */
export async function takeBack(item: number): Promise<number | null> {
  const response = await send("POST", `/api/outbox/${item}/undo`);
  return response.ok ? ((await response.json()) as { draft: number }).draft : null;
}

export async function removeDraft(id: number): Promise<void> {
  await send("DELETE", `/api/drafts/${id}`);
}

export async function restoreDraft(id: number): Promise<Draft | null> {
  const response = await send("POST", `/api/drafts/${id}/restore`);
  return response.ok ? ((await response.json()) as Draft) : null;
}

export async function removeFile(draft: number, file: number): Promise<void> {
  await send("DELETE", `/api/drafts/${draft}/attachments/${file}`);
}

export class FileTooLargeError extends Error {
  constructor(readonly maxBytes: number) {
    super("The file is too large");
  }
}

/** Streams one file; fetch cannot tell how far it is, so this is the older way. */
export function addFile(draft: number, file: File, progress: (part: number) => void, options: { contentId?: string; signal?: AbortSignal } = {}): Promise<FileOnDraft> {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/drafts/${draft}/attachments?name=${encodeURIComponent(file.name)}${options.contentId ? `&cid=${encodeURIComponent(options.contentId)}` : ""}`);
    options.signal?.addEventListener("abort", () => request.abort());
    request.addEventListener("abort", () => failed(new DOMException("Cancelled", "AbortError")));
    request.setRequestHeader("RequestVerificationToken", document.querySelector<HTMLMetaElement>('meta[name="request-token"]')?.content ?? "");
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) progress(event.loaded / event.total); });
    request.addEventListener("error", () => failed(new TypeError("The connection broke")));
    request.addEventListener("load", () => {
      if (request.status === 201) done(JSON.parse(request.responseText) as FileOnDraft);
      else if (request.status === 401) failed(new SignedOutError());
      else if (request.status === 413) failed(new FileTooLargeError((JSON.parse(request.responseText || "{}") as { maxBytes?: number }).maxBytes ?? 0));
      else failed(new ApiError(request.status));
    });
    request.send(file);
  });
}

/** A whole message as a file. */
export async function addMessage(draft: number, message: number): Promise<FileOnDraft> {
  const response = await send("POST", `/api/drafts/${draft}/attachments/of/${message}`);
  if (!response.ok) throw new ApiError(response.status);
  return (await response.json()) as FileOnDraft;
}

export interface Person {
  name: string;
  address: string;
}

export async function people(query: string, signal: AbortSignal): Promise<Person[]> {
  const response = await send("GET", `/api/people?q=${encodeURIComponent(query)}`, undefined, signal);
  return response.ok ? ((await response.json()) as Person[]) : [];
}
