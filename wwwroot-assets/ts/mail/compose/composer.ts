/** One composer: its form, what is written in it, and its way to our server. Works without the circuit. */
import { ApiError, SignedOutError } from "../../api";
import { say } from "../status";
import { BodyField, prefersPlain } from "./body";
import { closeDraft, openDraft as holdDraft, removeDraft, removeFile, restoreDraft, saveDraft, sendDraft, startDraft, takeBack, type Draft, type Problem } from "./drafts";
import { listen } from "./events";
import { Files } from "./files";
import { forget, forgetOpen, keep, newKey, rememberOpen, type Content, type Writing } from "./kept";
import { doubts } from "./guards";
import { PeopleField } from "./people";
import { ProblemBar } from "./problem";
import { spoken } from "./schedule";
import { Toolbar } from "./toolbar";
import { text, useTexts } from "./texts";

const savePause = 1_200;
const retryPause = 5_000;
// The server takes a window for gone after 50 seconds.
const heldPause = 20_000;
const emptyContent: Content = { account: 0, to: "", cc: "", bcc: "", subject: "", text: "", html: null };

export class Composer {
  private writing: Writing | null = null;
  private timer = 0;
  private saving: Promise<boolean> = Promise.resolve(true);
  private change = 0;
  focusedField: string | null = null;
  private holding = 0;
  private isReadOnly = false;
  private isSending = false;
  private asked = "";
  private hasSaidSaved = false;
  private said = 0;
  private before: Element | null = null;
  body: BodyField | null = null;
  private readonly people = new Map<string, PeopleField>();
  private readonly bar = new ProblemBar(() => this.find("[data-problem]"));
  readonly toolbar = new Toolbar(() => this.root, () => this.body);
  readonly files = new Files({
    list: () => this.find("[data-files]"),
    draft: async () => ((await this.save(true)) ? (this.writing?.draft ?? null) : null),
    added: (file) => { this.writing?.files.push(file); this.keepNow(); },
    removed: (id) => void this.removeFile(id),
    failed: (problem) => { if (typeof problem === "string") this.problem(problem); else this.failed(problem); },
  });

  constructor(private root: HTMLElement) {
    this.bind(root);
  }

  get user(): string {
    return this.root.dataset["user"] ?? "";
  }

  get isOwnWindow(): boolean {
    return this.root.getAttribute("role") === "form";
  }

  get isOpen(): boolean {
    return this.writing !== null;
  }

  get form(): HTMLElement {
    return this.root;
  }

  /** The page was rendered again by its circuit: the new, empty form gets everything the old one holds. */
  moveInto(root: HTMLElement): void {
    if (root === this.root) return;
    if (!this.writing) {
      // Nothing to carry over: the new form stays the circuit's, which keeps its list of senders current.
      this.root = root;
      this.people.clear();
      this.body = null;
      this.bind(root);
      return;
    }
    const focused = this.focusedField;
    root.replaceChildren(...this.root.childNodes);
    root.className = this.root.className;
    root.hidden = this.root.hidden;
    this.root = root;
    this.bind(root);
    if (focused) this.focus(focused, true);
  }

  /** Shows what is kept here or came from the server. What was open before stays as a draft. */
  async open(writing: Writing, focus: string): Promise<void> {
    if (this.writing?.key === writing.key) {
      this.root.classList.remove("composer-small");
      this.focus(focus, true);
      return;
    }
    if (this.writing) await this.close();
    this.before = this.root.contains(document.activeElement) ? null : document.activeElement;
    this.writing = writing;
    this.hasSaidSaved = false;
    this.readOnly(false);
    this.problem(null);
    for (const panel of this.root.querySelectorAll<HTMLElement>("[data-when], [data-link]")) panel.hidden = true;
    this.files.show(writing.files);
    await this.fill(writing.content);
    // Another one was opened while the editor came.
    if (this.writing !== writing) return;
    this.saved(null);
    this.toolbar.refresh();
    this.root.hidden = false;
    this.root.classList.remove("composer-small");
    rememberOpen(writing.key);
    keep(this.user, writing);
    this.focus(focus, false);
    if (writing.dirty) this.schedule(0);
  }

  /** Opens a draft as the server has it; only to be read when another window edits it. */
  async openDraft(id: number, focus: string, take = false): Promise<boolean> {
    const found = await holdDraft(id, take);
    if (!found) return false;
    if (this.writing?.key === `d${id}` && take) this.writing = null;
    await this.show(found.draft, focus);
    this.readOnly(found.held);
    return true;
  }

  private show(draft: Draft, focus: string): Promise<void> {
    return this.open({ key: `d${draft.id}`, draft: draft.id, version: draft.version, kind: draft.kind, content: contentOf(draft), files: draft.attachments, dirty: false, at: 0 }, focus);
  }

  openNew(content: Partial<Content>, focus: string): Promise<void> {
    const account = Number(this.find<HTMLSelectElement>('[data-field="account"]')?.value ?? 0);
    return this.open({ key: newKey(), draft: null, version: 0, kind: "New", content: { ...emptyContent, html: prefersPlain() ? null : "", account, ...content }, files: [], dirty: false, at: 0 }, focus);
  }

  /** Keeps the draft: out of the way at once, saved behind it. */
  async close(): Promise<void> {
    const writing = this.writing;
    if (!writing) return;
    this.commitPeople();
    const isEmpty = writing.draft === null && isBlank(writing.content);
    const wasDirty = writing.dirty;
    const saving = isEmpty ? Promise.resolve(false) : this.save(false);
    this.hide();
    const saved = await saving;
    if (isEmpty || saved) forget(this.user, writing.key);
    if (saved && writing.draft !== null) void closeDraft(writing.draft).catch(() => undefined);
    if (saved && wasDirty && !this.isOwnWindow) say(text("SaidSaved"), { quiet: true });
    if (this.isOwnWindow) location.assign("/mail");
  }

  /** Sends, now or at a time. Asks first where people tend to regret it. */
  async send(at: Date | null = null): Promise<void> {
    const writing = this.writing;
    if (!writing || this.isSending) return;
    this.commitPeople();
    writing.content = this.read();
    const hasPeople = [writing.content.to, writing.content.cc, writing.content.bcc].some((people) => people.length > 0);
    const questions = hasPeople ? doubts(writing.content, this.files.count) : [];
    if (questions.length > 0) {
      // Pressed again: it is meant.
      const isMeant = this.asked === questions.join(" ");
      this.asked = questions.join(" ");
      if (!isMeant && !(await this.bar.ask(this.asked, text("SendAnyway"), text("SendCancel")))) {
        this.asked = "";
        return;
      }
    }
    this.asked = "";
    this.problem(null);
    this.isSending = true;
    this.busy(true);
    try {
      if (this.files.isBusy) {
        this.problem(text("WaitForFiles"));
        if (!(await this.files.settled())) return;
        this.problem(null);
      }
      if (!(await this.save(true)) || writing.draft === null) {
        if (!this.find("[data-problem]")?.textContent) this.problem(text("NotSentOffline"));
        return;
      }
      const sent = await sendDraft(writing.draft, at);
      if (sent === "gone") {
        this.startAfresh("DraftGone");
        return;
      }
      if ("problems" in sent) {
        this.problems(sent.problems);
        return;
      }
      forget(this.user, writing.key);
      this.hide();
      const leaves = sent.at ? text("SaidScheduled", spoken(new Date(sent.at))) : null;
      this.sayElsewhere({ text: leaves ?? text("SaidSent"), item: sent.item, seconds: leaves ? 10 : sent.undoSeconds });
    } catch (error) {
      this.failed(error as Error, text("NotSentOffline"));
    } finally {
      this.isSending = false;
      this.busy(false);
    }
  }

  /** Acts at once; Undo brings it back. */
  async discard(): Promise<void> {
    const writing = this.writing;
    if (!writing) return;
    window.clearTimeout(this.timer);
    await this.saving;
    this.hide();
    forget(this.user, writing.key);
    try {
      if (writing.draft !== null) await removeDraft(writing.draft);
    } catch {
      keep(this.user, writing);
      say(text("SaidFailed"));
      return;
    }
    const undo = (): void => void this.undoDiscard(writing);
    if (this.isOwnWindow) location.assign("/mail");
    else if (writing.draft !== null || !isBlank(writing.content)) say(text("SaidDiscarded_one"), { undo });
  }

  /** Another window of this person sent a message: it can be taken back here as well. */
  sent(item: number, seconds: number): void {
    if (this.said === item) return;
    this.said = item;
    say(text("SaidSent"), { undo: () => void this.undoSend(item), seconds });
  }

  async undoSend(item: number): Promise<void> {
    try {
      const id = await takeBack(item);
      if (id === null || !(await this.openDraft(id, "text", true))) say(text("SaidTooLate"));
    } catch {
      say(text("SaidFailed"));
    }
  }

  private async undoDiscard(writing: Writing): Promise<void> {
    try {
      const draft = writing.draft === null ? null : await restoreDraft(writing.draft);
      if (draft) await this.openDraft(draft.id, "text", true);
      else await this.open({ ...writing, key: newKey(), draft: null, version: 0, dirty: true }, "text");
    } catch {
      await this.open({ ...writing, dirty: true }, "text");
    }
  }

  /** Says what happened; in a window of its own the mail screen says it. */
  private sayElsewhere(sent: { text: string; item: number; seconds: number }): void {
    if (this.isOwnWindow) {
      sessionStorage.setItem("webmail:said", JSON.stringify({ ...sent, until: Date.now() + sent.seconds * 1_000 }));
      location.assign("/mail");
      return;
    }
    this.said = sent.item;
    say(sent.text, sent.seconds > 0 ? { undo: () => void this.undoSend(sent.item), seconds: sent.seconds } : {});
  }

  /** Goes on in a window of its own. */
  async expand(): Promise<void> {
    const saved = await this.save(true);
    const draft = this.writing?.draft;
    if (!saved || !draft) return;
    this.hide();
    location.assign(`/compose/${draft}`);
  }

  private hide(): void {
    window.clearTimeout(this.timer);
    window.clearInterval(this.holding);
    this.writing = null;
    this.focusedField = null;
    this.root.hidden = true;
    forgetOpen();
    // Back to where the person was; keys are commands again.
    if (this.before instanceof HTMLElement && this.before.isConnected) this.before.focus({ preventScroll: true });
  }

  /** One save at a time; true when the server has what is written here. */
  save(evenIfEmpty: boolean): Promise<boolean> {
    window.clearTimeout(this.timer);
    const writing = this.writing;
    if (writing) this.saving = this.saving.then(() => this.saveNow(writing, evenIfEmpty));
    return this.saving;
  }

  private async saveNow(writing: Writing, evenIfEmpty: boolean): Promise<boolean> {
    if (this.isReadOnly) return false;
    if (!writing.dirty && (writing.draft !== null || !evenIfEmpty)) return true;
    const change = this.change;
    const { content } = writing;
    this.saved(text("Saving"));
    try {
      let draft: Draft | null = null;
      if (writing.draft !== null) {
        const result = await saveDraft(writing.draft, content, writing.version);
        if (result === "held") {
          keep(this.user, writing);
          if (this.writing === writing) this.readOnly(true);
          return false;
        }
        if (typeof result === "string") this.problem(text(result === "conflict" ? "CopyOfChanged" : "DraftGone"));
        else draft = result.draft;
      }
      const isNew = draft === null;
      draft ??= await startDraft({ kind: "New", ...content });
      if (!draft) throw new ApiError(404);
      forget(this.user, writing.key);
      Object.assign(writing, { key: `d${draft.id}`, draft: draft.id, version: draft.version, dirty: change !== this.change });
      if (this.writing === writing) {
        if (this.isOwnWindow) history.replaceState(history.state, "", `/compose/${draft.id}`);
        this.keepNow();
        rememberOpen(writing.key);
        this.saved(text("SavedAt", new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false })));
        if (isNew) void this.hold();
        this.bar.clearSignedOut();
        if (writing.dirty) this.schedule(savePause);
        // Said once; after that the line beside Send tells.
        else if (!this.hasSaidSaved) {
          this.hasSaidSaved = true;
          say(text("SaidSaved"), { quiet: true });
        }
      }
      return true;
    } catch (error) {
      keep(this.user, writing);
      if (this.writing !== writing) return false;
      this.saved(text("KeptHere"));
      if (error instanceof SignedOutError) this.failed(error);
      else this.schedule(retryPause);
      return false;
    }
  }

  private schedule(pause: number): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.save(false), pause);
  }

  changed(): void {
    if (!this.writing) return;
    this.change++;
    this.writing.content = this.read();
    this.writing.dirty = true;
    this.keepNow();
    this.schedule(savePause);
  }

  /** Another window edits this draft: what is here can be read, and taken over. */
  private readOnly(on: boolean): void {
    window.clearInterval(this.holding);
    this.isReadOnly = on;
    for (const part of this.root.querySelectorAll<HTMLElement>(".composer-fields, .composer-text, .composer-format, .composer-send")) part.inert = on;
    const id = this.writing?.draft;
    if (on) {
      this.saved(null);
      this.bar.offer(text("HeldElsewhere"), text("TakeOver"), () => { if (id) void this.openDraft(id, "text", true); });
    } else this.holding = window.setInterval(() => void this.hold(), heldPause);
  }

  private async hold(): Promise<void> {
    const writing = this.writing;
    if (!writing || writing.draft === null) return;
    try {
      const found = await holdDraft(writing.draft);
      if (found?.held && this.writing === writing) this.readOnly(true);
    } catch {
      // Offline: the next save tells.
    }
  }

  private keepNow(): void {
    if (this.writing) keep(this.user, this.writing);
  }

  /** What is still being typed in a field of recipients becomes one. */
  private commitPeople(): void {
    for (const people of this.people.values()) people.commit();
  }

  private startAfresh(reason: string): void {
    if (!this.writing) return;
    forget(this.user, this.writing.key);
    Object.assign(this.writing, { key: newKey(), draft: null, version: 0, dirty: true });
    this.keepNow();
    this.problem(text(reason));
    this.schedule(0);
  }

  private async removeFile(id: number): Promise<void> {
    const writing = this.writing;
    if (!writing || writing.draft === null) return;
    writing.files = writing.files.filter((file) => file.id !== id);
    this.keepNow();
    try {
      await removeFile(writing.draft, id);
    } catch (error) {
      this.failed(error as Error);
    }
  }

  private read(): Content {
    const value = (field: string): string => this.find<HTMLInputElement>(`[data-field="${field}"]`)?.value ?? "";
    const body = this.body?.read() ?? { text: "", html: null };
    const who = (field: string): string => this.people.get(field)?.value ?? "";
    return { account: Number(value("account")), to: who("to"), cc: who("cc"), bcc: who("bcc"), subject: value("subject"), ...body };
  }

  private async fill(content: Content): Promise<void> {
    for (const [field, people] of this.people) people.value = content[field as "to" | "cc" | "bcc"];
    const subject = this.find<HTMLInputElement>('[data-field="subject"]');
    if (subject) subject.value = content.subject;
    const account = this.find<HTMLSelectElement>('[data-field="account"]');
    if (account && content.account) account.value = String(content.account);
    const element = this.find('[data-field="text"]');
    if (element) this.body ??= new BodyField(element, {
      changed: () => this.changed(),
      pictureUrl: (contentId) => this.pictureUrl(contentId),
      addPicture: (file) => this.files.addPicture(file),
    });
    // What an earlier version of this page kept here knows no formatting.
    await this.body?.show({ text: content.text, html: content.html ?? null });
  }

  private focus(field: string, atEnd: boolean): void {
    const element = this.find(`[data-field="${field}"]`);
    if (!element) return;
    if (field === "text") this.body?.focus(atEnd);
    else element.focus({ preventScroll: true });
  }

  private problems(problems: Problem[]): void {
    this.problem(problems.map((problem) => text(`Problem${problem.code}`, problem.value)).join(" "));
    const first = problems[0];
    for (const problem of problems) this.find(`[data-field="${problem.field.toLowerCase()}"]`)?.setAttribute("aria-invalid", "true");
    if (first) this.focus(first.field.toLowerCase(), true);
  }

  problem(words: string | null, link?: { text: string; href: string }): void {
    this.bar.show(words, link);
  }

  private pictureUrl(contentId: string): string | null {
    const file = this.writing?.files.find((picture) => picture.contentId === contentId);
    return file && this.writing?.draft ? `/api/drafts/${this.writing.draft}/attachments/${file.id}` : null;
  }

  private failed(error: Error, otherwise = text("SaidFailed")): void {
    if (error instanceof SignedOutError) this.problem(text("SignedOut"), { text: text("SignInAgain"), href: "/login" });
    else this.problem(otherwise);
  }

  private saved(words: string | null): void {
    for (const place of this.root.querySelectorAll("[data-saved]")) place.textContent = words ?? "";
  }

  private busy(on: boolean): void {
    const button = this.find('[data-do="send"]');
    button?.setAttribute("aria-disabled", String(on));
  }

  private find<T extends HTMLElement = HTMLElement>(selector: string): T | null {
    return this.root.querySelector<T>(selector);
  }

  private bind(root: HTMLElement): void {
    useTexts(root);
    listen(root, this);
    for (const input of root.querySelectorAll<HTMLInputElement>('input[role="combobox"]')) {
      const field = input.dataset["field"] ?? "";
      if (!this.people.has(field)) this.people.set(field, new PeopleField(input, () => this.changed()));
    }
  }
}

function contentOf(draft: Draft): Content {
  return { account: draft.account, to: draft.to, cc: draft.cc, bcc: draft.bcc, subject: draft.subject, text: draft.text, html: draft.html };
}

function isBlank(content: Content): boolean {
  return [content.to, content.cc, content.bcc, content.subject, content.text].every((value) => value.trim().length === 0) && !/<img/i.test(content.html ?? "");
}
