/** Files on a draft: shown at once, sent one after the other. */
import { addFile, addMessage, FileTooLargeError, removeFile } from "./drafts";
import type { FileOnDraft } from "./kept";
import { size, text } from "./texts";

interface Shown {
  element: HTMLElement;
  stop: AbortController;
  bar: HTMLElement;
  size: HTMLElement;
}

export interface FileHost {
  list: () => HTMLElement | null;
  /** The draft the files belong to; made now when there is none. Null when the server cannot be reached. */
  draft: () => Promise<number | null>;
  added: (file: FileOnDraft) => void;
  removed: (id: number) => void;
  failed: (problem: string | Error) => void;
}

export class Files {
  private waiting: { file: File; shown: Shown }[] = [];
  private isRunning = false;
  private pictures = 0;
  private current: Promise<boolean> = Promise.resolve(true);

  constructor(private readonly host: FileHost) {}

  /** Files in the list, also those on their way. */
  get count(): number {
    return this.host.list()?.childElementCount ?? 0;
  }

  get isBusy(): boolean {
    return this.isRunning || this.waiting.length > 0 || this.pictures > 0;
  }

  show(files: FileOnDraft[]): void {
    this.waiting = [];
    const list = this.host.list();
    if (!list) return;
    list.replaceChildren();
    for (const file of files) if (!file.contentId) this.finish(this.row(file.fileName, file.sizeBytes), file);
    list.hidden = list.childElementCount === 0;
  }

  add(files: Iterable<File>): void {
    for (const file of files) this.waiting.push({ file, shown: this.row(file.name, file.size) });
    if (!this.isRunning) this.current = this.run();
  }

  /** A message dragged here from the list goes along whole. */
  async addMessage(message: number, subject: string): Promise<void> {
    const shown = this.row(`${subject}.eml`, 0);
    try {
      const draft = await this.host.draft();
      if (draft === null) throw new TypeError("No draft to add to");
      const added = await addMessage(draft, message);
      this.finish(shown, added);
      this.host.added(added);
    } catch {
      shown.element.remove();
      this.host.failed(text("FileFailed", subject));
    }
  }

  /** Uploads a picture of the text; it is not in the list. Returns what it is named by. */
  async addPicture(file: File): Promise<string | null> {
    const contentId = `${crypto.getRandomValues(new Uint32Array(3)).join("")}@webmail`;
    this.pictures++;
    try {
      const draft = await this.host.draft();
      if (draft === null) throw new TypeError("No draft to add to");
      this.host.added(await addFile(draft, file, () => undefined, { contentId }));
      return contentId;
    } catch (error) {
      this.explain(file, error as Error);
      return null;
    } finally {
      this.pictures--;
    }
  }

  /** Waits for what is on its way. False when a file did not get there; the person was told then. */
  settled(): Promise<boolean> {
    return this.current;
  }

  private async run(): Promise<boolean> {
    this.isRunning = true;
    let complete = true;
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) {
      const { file, shown } = next;
      try {
        const draft = await this.host.draft();
        if (draft === null) throw new TypeError("No draft to add to");
        const added = await addFile(draft, file, (part) => this.progress(shown, part), { signal: shown.stop.signal });
        if (shown.element.isConnected) {
          this.finish(shown, added);
          this.host.added(added);
        } else await removeFile(draft, added.id);
      } catch (error) {
        if (shown.stop.signal.aborted) continue;
        complete = false;
        shown.element.remove();
        this.explain(file, error as Error);
      }
    }
    this.isRunning = false;
    const list = this.host.list();
    if (list) list.hidden = list.childElementCount === 0;
    return complete;
  }

  private explain(file: File, error: Error): void {
    this.host.failed(error instanceof FileTooLargeError ? text("FileTooLarge", file.name, size(error.maxBytes)) : error instanceof TypeError ? text("FileFailed", file.name) : error);
  }

  private progress(shown: Shown, part: number): void {
    const percent = Math.round(part * 100);
    shown.bar.style.setProperty("--part", `${percent}%`);
    shown.bar.setAttribute("aria-valuenow", String(percent));
  }

  private row(fileName: string, bytes: number): Shown {
    const element = document.createElement("li");
    element.className = "composer-file";
    const label = document.createElement("span");
    label.className = "ellipsis";
    label.textContent = fileName;
    label.title = fileName;
    const length = document.createElement("span");
    length.className = "muted tabular";
    length.textContent = size(bytes);
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "icon-btn";
    remove.textContent = "×";
    remove.setAttribute("aria-label", text("RemoveFile", fileName));
    const stop = new AbortController();
    remove.addEventListener("click", () => {
      stop.abort();
      element.remove();
      this.waiting = this.waiting.filter((other) => other.shown.element !== element);
      const id = element.dataset["file"];
      if (id) this.host.removed(Number(id));
      const list = this.host.list();
      if (list) list.hidden = list.childElementCount === 0;
    });
    const bar = document.createElement("i");
    bar.className = "composer-file-bar";
    bar.setAttribute("role", "progressbar");
    bar.setAttribute("aria-label", fileName);
    bar.setAttribute("aria-valuemin", "0");
    bar.setAttribute("aria-valuemax", "100");
    element.append(label, length, remove, bar);
    const list = this.host.list();
    if (list) {
      list.append(element);
      list.hidden = false;
    }
    return { element, stop, bar, size: length };
  }

  private finish(shown: Shown, file: FileOnDraft): void {
    shown.element.dataset["file"] = String(file.id);
    shown.size.textContent = size(file.sizeBytes);
    shown.bar.remove();
  }
}
