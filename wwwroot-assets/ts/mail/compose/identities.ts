/** Who one writes as, and what stands below it. The signatures come by HTTP once a page, before the first composer needs them. */
import { send } from "../../api";
import type { Body } from "./body";
import { htmlOfText, textOfHtml } from "./convert";
import type { Content } from "./kept";

export interface Sender {
  /** The account's number, and the identity's after a colon. */
  key: string;
  display: string;
  signature: string;
  replySignature: string;
}

let asked: Promise<Sender[]> | null = null;
let known: Sender[] = [];

export const keyOf = (content: Pick<Content, "account" | "identity">): string => (content.identity ? `${content.account}:${content.identity}` : String(content.account));

/** All of this person; none when they cannot be had now. */
export function rememberSignatures(): Promise<Sender[]> {
  asked ??= load().catch(() => {
    // Asked again by the next composer: a message without a signature is better than none.
    asked = null;
    return known;
  });
  return asked;
}

async function load(): Promise<Sender[]> {
  known = (await (await send("GET", "/api/identities")).json()) as Sender[];
  return known;
}

/** Makes an identity of an address; null when it cannot be one. */
export async function adoptAddress(account: number, address: string): Promise<Sender | null> {
  const response = await send("POST", "/api/identities", { account, address });
  if (!response.ok) return null;
  const sender = (await response.json()) as Sender;
  known = [...(await rememberSignatures()), sender];
  asked = Promise.resolve(known);
  return sender;
}

const room = "<div><br></div>";

export function signatureOf(senders: Sender[], key: string, isAnswer: boolean): string {
  const sender = senders.find((candidate) => candidate.key === key);
  return (isAnswer ? sender?.replySignature : sender?.signature) ?? "";
}

/** The signature as it stands in a text with formatting; the line above it is RFC 3676's. */
const block = (signature: string): string => `<div data-signature="">--&nbsp;${signature.startsWith("<div") ? "" : "<br>"}${signature}</div>`;

function textBlock(signature: string): string {
  const text = textOfHtml(new DOMParser().parseFromString(signature, "text/html").body);
  return text ? `-- \n${text}` : "";
}

/** A text that begins: room to write, the signature, and below it what is quoted. */
export function begun(body: Body, signature: string): Body {
  if (!signature) return body;
  // The first empty line of a quote's room stays above.
  const quote = body.text.replace(/^\n/, "");
  return {
    text: `\n\n${textBlock(signature)}${quote ? `\n${quote}` : ""}`,
    html: body.html === null ? null : `${room}${room}${block(signature)}${(body.html || (body.text ? htmlOfText(body.text) : "")).replace(room, "")}`,
  };
}

/** The same text below another name. A signature the person has changed stays theirs. */
export function signed(body: Body, senders: Sender[], before: string, after: string, isAnswer: boolean): Body {
  const old = signatureOf(senders, before, isAnswer);
  const next = signatureOf(senders, after, isAnswer);
  if (old === next) return body;
  if (body.html !== null) {
    const page = new DOMParser().parseFromString(body.html, "text/html").body;
    const place = page.querySelector("[data-signature]");
    if (place && next) place.outerHTML = block(next);
    else if (place) place.remove();
    else if (next && !old) insert(page, block(next));
    return { text: body.text, html: page.innerHTML };
  }
  const [from, to] = [textBlock(old), textBlock(next)];
  if (from && body.text.includes(from)) return { text: body.text.replace(from, () => to), html: null };
  if (from || !to) return body;
  const quote = body.text.search(/^>/m);
  const at = quote < 0 ? body.text.length : (body.text.lastIndexOf("\n", Math.max(0, quote - 2)) + 1);
  return { text: `${body.text.slice(0, at).replace(/\n*$/, "\n\n")}${to}\n${body.text.slice(at) ? `\n${body.text.slice(at)}` : ""}`, html: null };
}

function insert(page: HTMLElement, html: string): void {
  // Above the line that says who wrote the quote.
  const place = page.querySelector("blockquote")?.previousElementSibling ?? page.querySelector("blockquote");
  if (place) place.insertAdjacentHTML("beforebegin", html);
  else page.insertAdjacentHTML("beforeend", `${room}${html}`);
}
