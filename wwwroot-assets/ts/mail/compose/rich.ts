/** The editor for text with formatting. */
import Squire from "squire-rte";
import type { BodyHost } from "./body";
import { clean } from "./clean";
import { fromDataUrl } from "./pictures";
import { resizePictures } from "./resize";

const maxPictureWidth = 600;

export class Rich {
  private readonly squire: Squire;
  private readonly stopResizing: () => void;

  constructor(private readonly element: HTMLElement, private readonly host: BodyHost) {
    this.squire = new Squire(element, {
      blockTag: "DIV",
      sanitizeToDOMFragment: (html: string) => clean(html, { url: host.pictureUrl }),
      tagAttributes: {
        blockquote: { type: "cite", style: "margin:0 0 0 8px;padding:0 0 0 12px;border-left:2px solid #d5d2ca" },
        a: {},
      },
    });
    this.squire.addEventListener("input", () => {
      void this.takePictures();
      host.changed();
    });
    this.stopResizing = resizePictures(element, host.changed);
    for (const event of ["pathChange", "select", "cursor"]) this.squire.addEventListener(event, () => element.dispatchEvent(new CustomEvent("format")));
  }

  /** With pictures named by cid:. */
  get html(): string {
    // A document of its own loads nothing.
    const copy = new DOMParser().parseFromString(this.squire.getHTML(), "text/html").body;
    for (const image of copy.querySelectorAll<HTMLImageElement>("img[data-cid]")) {
      image.setAttribute("src", `cid:${image.dataset["cid"] ?? ""}`);
      image.removeAttribute("data-cid");
    }
    // Still on its way to the server: it is there once it is sent.
    for (const image of copy.querySelectorAll('img[src^="data:"]')) image.remove();
    return copy.innerHTML;
  }

  set html(html: string) {
    this.squire.setHTML(html);
  }

  focus(atEnd: boolean): void {
    this.element.focus({ preventScroll: true });
    if (atEnd) this.squire.moveCursorToEnd();
    else this.squire.moveCursorToStart();
    this.element.scrollTop = atEnd ? this.element.scrollHeight : 0;
  }

  destroy(): void {
    this.stopResizing();
    this.squire.destroy();
  }

  /** What is on where the caret stands, by the names of {@link run}. */
  isOn(command: string): boolean {
    const tag = ({ bold: "B", italic: "I", underline: "U", strike: "S", ul: "UL", ol: "OL", quote: "BLOCKQUOTE", link: "A" } as Record<string, string>)[command];
    return tag !== undefined && this.squire.hasFormat(tag);
  }

  run(command: string, value = ""): void {
    const editor = this.squire;
    const isOn = this.isOn(command);
    switch (command) {
      case "bold":
        isOn ? editor.removeBold() : editor.bold();
        break;
      case "italic":
        isOn ? editor.removeItalic() : editor.italic();
        break;
      case "underline":
        isOn ? editor.removeUnderline() : editor.underline();
        break;
      case "strike":
        isOn ? editor.removeStrikethrough() : editor.strikethrough();
        break;
      case "ul":
        isOn ? editor.removeList() : editor.makeUnorderedList();
        break;
      case "ol":
        isOn ? editor.removeList() : editor.makeOrderedList();
        break;
      case "quote":
        editor.increaseQuoteLevel();
        break;
      case "indent":
        editor.hasFormat("LI") ? editor.increaseListLevel() : editor.increaseQuoteLevel();
        break;
      case "outdent":
        editor.hasFormat("LI") ? editor.decreaseListLevel() : editor.decreaseQuoteLevel();
        break;
      case "link":
        if (value) editor.makeLink(value);
        else editor.removeLink();
        break;
      case "color":
        editor.setTextColor(value || null);
        break;
      case "highlight":
        editor.setHighlightColor(value || null);
        break;
      case "size":
        editor.setFontSize(value || null);
        break;
      case "font":
        editor.setFontFace(value || null);
        break;
      case "align":
        editor.setTextAlignment(value);
        break;
      case "direction":
        editor.setTextDirection(value || null);
        break;
      case "clear":
        editor.removeAllFormatting();
        break;
      case "undo":
        editor.undo();
        break;
      case "redo":
        editor.redo();
        break;
      case "text":
        editor.insertPlainText(value, false);
        break;
    }
    this.host.changed();
  }

  /** The address the caret's link leads to; empty outside a link. */
  get link(): string {
    const node = this.squire.getSelection().startContainer;
    const anchor = (node instanceof Element ? node : node.parentElement)?.closest("a");
    return anchor && this.element.contains(anchor) ? (anchor.getAttribute("href") ?? "") : "";
  }

  /** Uploads pictures and puts them where the caret is. */
  async insertPictures(files: Iterable<File>): Promise<void> {
    for (const file of files) {
      const contentId = await this.host.addPicture(file);
      const url = contentId ? this.host.pictureUrl(contentId) : null;
      if (!contentId || !url) continue;
      const width = await widthOf(file);
      this.squire.insertImage(url, { "data-cid": contentId, alt: file.name, width: String(Math.min(width, maxPictureWidth)) });
      this.host.changed();
    }
  }

  // Pasted as part of a text: the bytes stand in the text itself, where no draft should carry them.
  private async takePictures(): Promise<void> {
    for (const image of this.element.querySelectorAll<HTMLImageElement>('img[src^="data:"]:not([data-taken])')) {
      image.dataset["taken"] = "";
      const blob = fromDataUrl(image.src);
      const contentId = blob ? await this.host.addPicture(blob) : null;
      const url = contentId ? this.host.pictureUrl(contentId) : null;
      if (!contentId || !url) {
        image.remove();
        continue;
      }
      image.src = url;
      image.dataset["cid"] = contentId;
      delete image.dataset["taken"];
      this.host.changed();
    }
  }
}

async function widthOf(file: File): Promise<number> {
  try {
    const bitmap = await createImageBitmap(file);
    const { width } = bitmap;
    bitmap.close();
    return width;
  } catch {
    return maxPictureWidth;
  }
}
