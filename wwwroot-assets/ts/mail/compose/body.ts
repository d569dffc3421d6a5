/** The text being written: plain, or with formatting once the editor for it is here. The editor is a chunk of its own that only a composer loads. */
import type { Rich } from "./rich";
import { htmlOfText, textOfHtml } from "./convert";

const plainKey = "webmail:plain";

export interface Body {
  text: string;
  /** Null for plain text. Pictures are named by cid:. */
  html: string | null;
}

export interface BodyHost {
  changed: () => void;
  /** Where a picture of this draft is to be had; null when it has none of that name. */
  pictureUrl: (contentId: string) => string | null;
  /** Uploads a picture and returns the name of it. */
  addPicture: (file: File) => Promise<string | null>;
}

/** What a new message is written in: as the person last chose. */
export const prefersPlain = (): boolean => localStorage.getItem(plainKey) !== null;

/** Fetches the editor ahead of its first use. */
export const warmUp = (): void => void load().catch(() => undefined);

const load = (): Promise<typeof import("./rich")> => import("./rich");

export class BodyField {
  private rich: Rich | null = null;

  constructor(private readonly element: HTMLElement, private readonly host: BodyHost) {}

  get isRich(): boolean {
    return this.rich !== null;
  }

  get editor(): Rich | null {
    return this.rich;
  }

  read(): Body {
    if (!this.rich) return { text: readText(this.element), html: null };
    const html = this.rich.html;
    return { text: textOfHtml(this.element), html };
  }

  /** Shows a text. Without the editor, because it cannot be fetched, one with formatting is shown as plain text. */
  async show(body: Body): Promise<void> {
    if (body.html === null) {
      this.toPlain(body.text);
      return;
    }
    if (!(await this.makeRich())) {
      this.toPlain(body.text);
      return;
    }
    if (this.rich) this.rich.html = body.html || htmlOfText(body.text);
  }

  /** Goes over to the other kind of text; what was written stays as far as the other kind has it. */
  async switchMode(): Promise<void> {
    const { text } = this.read();
    if (this.rich) {
      localStorage.setItem(plainKey, "");
      this.toPlain(text);
    } else {
      localStorage.removeItem(plainKey);
      await this.show({ text, html: htmlOfText(text) });
    }
    this.host.changed();
  }

  /** Puts another text in the place of this one; undo goes back to it. */
  async replace(body: Body): Promise<void> {
    await this.show(body);
    this.host.changed();
  }

  /** The caret, in characters from the start; null when it is elsewhere. */
  get caret(): number | null {
    const selection = window.getSelection();
    if (!selection?.rangeCount || !this.element.contains(selection.focusNode) || !selection.focusNode) return null;
    const range = document.createRange();
    range.setStart(this.element, 0);
    range.setEnd(selection.focusNode, selection.focusOffset);
    return range.toString().length;
  }

  set caret(offset: number | null) {
    if (offset === null) return;
    let left = offset;
    const texts = document.createTreeWalker(this.element, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const length = node.nodeValue?.length ?? 0;
      if (left <= length) {
        window.getSelection()?.collapse(node, left);
        return;
      }
      left -= length;
    }
  }

  focus(atEnd: boolean): void {
    if (this.rich) this.rich.focus(atEnd);
    else placeCaret(this.element, atEnd);
  }

  private async makeRich(): Promise<boolean> {
    if (this.rich) return true;
    try {
      const { Rich } = await load();
      this.element.textContent = "";
      this.element.classList.add("composer-rich");
      this.rich = new Rich(this.element, this.host);
      return true;
    } catch {
      // Offline before the first use: plain text is better than none.
      return false;
    }
  }

  private toPlain(text: string): void {
    this.rich?.destroy();
    this.rich = null;
    this.element.classList.remove("composer-rich");
    this.element.setAttribute("contenteditable", "plaintext-only");
    writeText(this.element, text);
  }
}

/** Plain text in and out of the editable element, the same in every browser. */
function readText(element: HTMLElement): string {
  let text = "";
  const walk = (node: Node): void => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) text += child.nodeValue ?? "";
      else if (child instanceof HTMLBRElement) text += "\n";
      else {
        if (child instanceof HTMLElement && /^(DIV|P)$/.test(child.tagName) && text.length > 0 && !text.endsWith("\n")) text += "\n";
        walk(child);
      }
    }
  };
  walk(element);
  // Browsers keep one line end at the end so that the caret has a line to stand on.
  return text.replace(/\u00a0/g, " ").replace(/\r\n?/g, "\n").replace(/\n$/, "");
}

function writeText(element: HTMLElement, text: string): void {
  element.textContent = text.length > 0 ? `${text}\n` : "";
}

/** Puts the caret before the quote of a reply, or at the end of what was written. */
function placeCaret(element: HTMLElement, atEnd: boolean): void {
  element.focus({ preventScroll: true });
  const range = document.createRange();
  const node = element.firstChild;
  if (node?.nodeType === Node.TEXT_NODE) range.setStart(node, atEnd ? Math.max(0, (node.nodeValue ?? "").length - 1) : 0);
  else range.setStart(element, 0);
  range.collapse(true);
  const selection = window.getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
  element.scrollTop = atEnd ? element.scrollHeight : 0;
}
