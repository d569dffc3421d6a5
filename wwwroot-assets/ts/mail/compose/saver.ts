/** What is typed, on its way to this browser's storage at once and to our server within a second. */
import { ApiError, SignedOutError } from "../../api";
import { say } from "../status";
import { openDraft, saveDraft, startDraft, type Draft } from "./drafts";
import { editor } from "./windows";
import { forget, keep, newKey, type Writing } from "./kept";
import { text } from "./texts";

// Counted from the first change, not the last: whoever types without a pause loses no more when the browser dies.
const savePause = 1_000;
const retryPause = 5_000;
// The server takes a window for gone after 50 seconds.
const heldPause = 20_000;

export interface SaverHost {
  user: () => string;
  current: () => Writing | null;
  /** The line beside Send. */
  saved: (words: string | null) => void;
  problem: (words: string) => void;
  failed: (error: Error) => void;
  /** The server has it: under this number from now on. */
  stored: (writing: Writing) => void;
  /** Another window edits it, or does not any more. */
  held: (on: boolean) => void;
  /** Another mail program changed the copy on the server. */
  contested: () => void;
}

export class Saver {
  private timer = 0;
  private holding = 0;
  private change = 0;
  private saving: Promise<boolean> = Promise.resolve(true);
  private hasSaidSaved = false;
  private isReadOnly = false;

  constructor(private readonly host: SaverHost) {}

  /** Another draft is on the form now. */
  begin(): void {
    this.hasSaidSaved = false;
    this.isReadOnly = false;
    window.clearInterval(this.holding);
    this.holding = window.setInterval(() => void this.hold(), heldPause);
  }

  stop(): void {
    window.clearTimeout(this.timer);
    this.timer = 0;
    window.clearInterval(this.holding);
  }

  /** Waits for what is on its way. */
  settled(): Promise<boolean> {
    return this.saving;
  }

  changed(): void {
    const writing = this.host.current();
    if (!writing) return;
    this.change++;
    writing.dirty = true;
    this.keepNow();
    if (!this.timer) this.schedule(savePause);
  }

  keepNow(): void {
    const writing = this.host.current();
    if (writing) keep(this.host.user(), writing);
  }

  schedule(pause: number): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.save(false), pause);
  }

  /** One save at a time; true when the server has what is written here. */
  save(evenIfEmpty: boolean): Promise<boolean> {
    window.clearTimeout(this.timer);
    this.timer = 0;
    const writing = this.host.current();
    if (writing) this.saving = this.saving.then(() => this.saveNow(writing, evenIfEmpty));
    return this.saving;
  }

  /** Only to be read while another window edits it. */
  readOnly(on: boolean): void {
    this.isReadOnly = on;
    if (on) window.clearInterval(this.holding);
    this.host.held(on);
  }

  /** It is kept as a new draft: the one it was is not there any more. */
  startAfresh(): void {
    const writing = this.host.current();
    if (!writing) return;
    forget(this.host.user(), writing.key);
    Object.assign(writing, { key: newKey(), draft: null, version: 0, dirty: true });
    this.keepNow();
    this.schedule(0);
  }

  private async saveNow(writing: Writing, evenIfEmpty: boolean): Promise<boolean> {
    if (this.isReadOnly) return false;
    if (!writing.dirty && (writing.draft !== null || !evenIfEmpty)) return true;
    const change = this.change;
    const { content } = writing;
    this.host.saved(text("Saving"));
    try {
      let draft: Draft | null = null;
      if (writing.draft !== null) {
        const result = await saveDraft(writing.draft, content, writing.version);
        if (result === "held") {
          keep(this.host.user(), writing);
          if (this.isCurrent(writing)) this.readOnly(true);
          return false;
        }
        if (typeof result === "object" && "newer" in result && result.newer.editor === editor()) {
          // Our own save, whose answer was lost.
          writing.version = result.newer.version;
          const again = await saveDraft(writing.draft, content, writing.version);
          if (typeof again === "object" && "draft" in again) draft = again.draft;
        } else if (typeof result === "object" && "draft" in result) draft = result.draft;
        if (!draft) this.host.problem(text(typeof result === "object" ? "CopyOfChanged" : "DraftGone"));
      }
      const isNew = draft === null;
      const isFirst = writing.draft === null;
      draft ??= await startDraft({ kind: "New", ...content, ...(isFirst ? { key: writing.key } : {}) });
      if (!draft) throw new ApiError(404);
      // Begun before, and the answer was lost: it holds what was written then, and files need no second draft.
      const isOlder = isFirst && (draft.text !== content.text || draft.subject !== content.subject || draft.version > 1);
      forget(this.host.user(), writing.key);
      Object.assign(writing, { key: `d${draft.id}`, draft: draft.id, version: draft.version, dirty: isOlder || change !== this.change });
      if (this.isCurrent(writing)) this.told(writing, draft, isNew);
      return true;
    } catch (error) {
      keep(this.host.user(), writing);
      if (!this.isCurrent(writing)) return false;
      this.host.saved(text("KeptHere"));
      if (error instanceof SignedOutError) this.host.failed(error);
      else this.schedule(retryPause);
      return false;
    }
  }

  private told(writing: Writing, draft: Draft, isNew: boolean): void {
    this.keepNow();
    this.host.stored(writing);
    this.host.saved(text("SavedAt", new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false })));
    if (draft.contested) this.host.contested();
    if (isNew) void this.hold();
    if (writing.dirty) {
      if (!this.timer) this.schedule(savePause);
      return;
    }
    // Said once; after that the line beside Send tells.
    if (this.hasSaidSaved) return;
    this.hasSaidSaved = true;
    say(text("SaidSaved"), { quiet: true });
  }

  private async hold(): Promise<void> {
    const writing = this.host.current();
    if (!writing || writing.draft === null) return;
    try {
      const found = await openDraft(writing.draft);
      if (!found || !this.isCurrent(writing)) return;
      if (found.held) this.readOnly(true);
      else if (found.draft.contested) this.host.contested();
    } catch {
      // Offline: the next save tells.
    }
  }

  private isCurrent(writing: Writing): boolean {
    return this.host.current() === writing;
  }
}
