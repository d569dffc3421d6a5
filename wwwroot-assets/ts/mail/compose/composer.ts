/** One composer: what is written in it, from opening to sending. Works without the circuit. */
import { SignedOutError } from "../../api";
import { say } from "../status";
import { prefersPlain } from "./body";
import { closeDraft, openDraft as holdDraft, removeDraft, removeFile, restoreDraft, type Draft } from "./drafts";
import { listen } from "./events";
import { Files } from "./files";
import { emptyContent, Form } from "./form";
import { begun, keyOf, rememberSignatures, signatureOf } from "./identities";
import { forget, keep, newKey, type Content, type Writing } from "./kept";
import { askWhich } from "./contest";
import { ProblemBar } from "./problem";
import { Saver } from "./saver";
import { offerAddress, SendButton, type Sent } from "./sender";
import { Toolbar } from "./toolbar";
import { text } from "./texts";

export interface ComposerHost {
  /** It has another draft, or none: what is open in this window is remembered. */
  changed: () => void;
  sent: (sent: Sent) => void;
}

export class Composer {
  private writing: Writing | null = null;
  private before: Element | null = null;
  private isContested = false;
  readonly form: Form;
  readonly bar = new ProblemBar(() => this.form.find("[data-problem]"));
  readonly toolbar = new Toolbar(() => this.form.root, () => this.form.body);
  readonly files = new Files({
    list: () => this.form.find("[data-files]"),
    draft: async () => ((await this.saver.save(true)) ? (this.writing?.draft ?? null) : null),
    added: (file) => { this.writing?.files.push(file); this.saver.keepNow(); },
    removed: (id) => void this.removeFile(id),
    failed: (problem) => { if (typeof problem === "string") this.bar.show(problem); else this.failed(problem); },
  });
  private readonly saver = new Saver({
    user: () => this.user,
    current: () => this.writing,
    saved: (words) => this.saved(words),
    problem: (words) => this.bar.show(words),
    failed: (error) => this.failed(error),
    stored: (writing) => {
      if (this.isOwnWindow) history.replaceState(history.state, "", `/compose/${writing.draft}`);
      this.host.changed();
      this.bar.clearSignedOut();
    },
    held: (on) => this.held(on),
    contested: () => this.contested(),
  });
  private readonly sendButton: SendButton;

  constructor(root: HTMLElement, private readonly host: ComposerHost) {
    this.form = new Form(root, {
      changed: () => this.changed(),
      pictureUrl: (contentId) => this.pictureUrl(contentId),
      addPicture: (file) => this.files.addPicture(file),
    });
    this.sendButton = new SendButton({
      form: this.form, bar: this.bar, files: this.files, save: () => this.saver.save(true),
      gone: () => { this.saver.startAfresh(); this.bar.show(text("DraftGone")); },
    });
    listen(root, this);
  }

  get user(): string {
    return this.form.root.dataset["user"] ?? "";
  }

  get isOwnWindow(): boolean {
    return this.form.root.getAttribute("role") === "form";
  }

  get isOpen(): boolean {
    return this.writing !== null;
  }

  /** The key of what is open here; null when nothing is. */
  get key(): string | null {
    return this.writing?.key ?? null;
  }

  /** Begun and nothing written yet. */
  get isUntouched(): boolean {
    return this.writing !== null && this.writing.draft === null && isBlank(this.writing);
  }

  get isSmall(): boolean {
    return this.form.root.classList.contains("composer-small");
  }

  set isSmall(on: boolean) {
    this.form.root.classList.toggle("composer-small", on);
    if (on) this.form.title();
  }

  /** The page was rendered again by its circuit: the new, empty form gets everything the old one holds. */
  moveInto(root: HTMLElement): void {
    if (root === this.form.root) return;
    // Without anything to carry over the new form stays the circuit's, which keeps its list of senders current.
    if (this.writing) this.form.moveInto(root);
    else this.form.replace(root);
    listen(root, this);
  }

  /** Shows what is kept here or came from the server. */
  async open(writing: Writing, focus: string): Promise<void> {
    const { root } = this.form;
    this.before = root.contains(document.activeElement) ? null : document.activeElement;
    this.writing = writing;
    this.isContested = false;
    this.saver.begin();
    this.held(false);
    this.sendButton.reset();
    this.bar.show(null);
    for (const panel of root.querySelectorAll<HTMLElement>("[data-when], [data-link]")) panel.hidden = true;
    this.files.show(writing.files);
    await this.form.fill(writing.content);
    // Another one was opened while the editor came.
    if (this.writing !== writing) return;
    this.saved(null);
    this.toolbar.refresh();
    root.hidden = false;
    this.isSmall = false;
    keep(this.user, writing);
    this.host.changed();
    if (writing.place) this.form.return(writing.place);
    else this.form.focus(focus, false);
    if (writing.dirty) this.saver.schedule(0);
  }

  /** Shows a draft as the server has it; only to be read when another window edits it. */
  async show(draft: Draft, focus: string, isHeld: boolean): Promise<void> {
    // An answer that was just begun gets the person's signature.
    const isNew = draft.version === 1 && draft.kind !== "New";
    const body = { text: draft.text, html: draft.html };
    const start = isNew ? begun(body, signatureOf(await rememberSignatures(), keyOf(draft), true)) : body;
    await this.open({ key: `d${draft.id}`, draft: draft.id, version: draft.version, kind: draft.kind, content: { ...contentOf(draft), ...start }, files: draft.attachments, dirty: start !== body, at: 0 }, focus);
    if (isHeld) this.saver.readOnly(true);
    else if (draft.contested) this.contested();
    else if (draft.offeredAddress) offerAddress(this.bar, draft.account, draft.offeredAddress, (sender) => void this.form.chooseSender(sender, true).then(() => this.changed()));
  }

  async openNew(content: Partial<Content>, focus: string): Promise<void> {
    const [account = "", identity] = this.form.firstSender.split(":");
    const whole: Content = { ...emptyContent, html: prefersPlain() ? null : "", account: Number(account), identity: identity ? Number(identity) : null, ...content };
    const start = begun({ text: whole.text, html: whole.html }, signatureOf(await rememberSignatures(), keyOf(whole), false));
    await this.open({ key: newKey(), draft: null, version: 0, kind: "New", content: { ...whole, ...start }, files: [], dirty: false, at: 0, ...(content.text ? {} : { start: start.text }) }, focus);
  }

  /** Keeps the draft: out of the way at once, saved behind it. */
  async close(): Promise<void> {
    const writing = this.writing;
    if (!writing) return;
    this.form.commitPeople();
    const isEmpty = writing.draft === null && isBlank(writing);
    const wasDirty = writing.dirty;
    const saving = isEmpty ? Promise.resolve(false) : this.saver.save(false);
    this.hide();
    const saved = await saving;
    if (isEmpty || saved) forget(this.user, writing.key);
    if (saved && writing.draft !== null) void closeDraft(writing.draft).catch(() => undefined);
    if (saved && wasDirty && !this.isOwnWindow) say(text("SaidSaved"), { quiet: true });
    if (this.isOwnWindow) location.assign("/mail");
  }

  save(evenIfEmpty: boolean): Promise<boolean> {
    return this.saver.save(evenIfEmpty);
  }

  async send(at: Date | null = null): Promise<void> {
    const writing = this.writing;
    if (!writing) return;
    this.form.commitPeople();
    writing.content = this.form.read();
    try {
      const sent = await this.sendButton.send(writing, at);
      if (!sent) return;
      forget(this.user, writing.key);
      this.hide();
      this.host.sent(sent);
    } catch (error) {
      this.failed(error as Error, text("NotSentOffline"));
    }
  }

  /** Acts at once; Undo brings it back. */
  async discard(): Promise<void> {
    const writing = this.writing;
    if (!writing) return;
    this.saver.stop();
    await this.saver.settled();
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
    else if (writing.draft !== null || !isBlank(writing)) say(text("SaidDiscarded_one"), { undo });
  }

  private async undoDiscard(writing: Writing): Promise<void> {
    // Something else may be written here meanwhile.
    if (this.writing) await this.close();
    try {
      const draft = writing.draft === null ? null : await restoreDraft(writing.draft);
      if (draft) await this.take(draft.id);
      else await this.open({ ...writing, key: newKey(), draft: null, version: 0, dirty: true }, "text");
    } catch {
      await this.open({ ...writing, dirty: true }, "text");
    }
  }

  /** Goes on in a window of its own. */
  async expand(): Promise<void> {
    const saved = await this.saver.save(true);
    const draft = this.writing?.draft;
    if (!saved || !draft) return;
    this.hide();
    location.assign(`/compose/${draft}`);
  }

  changed(): void {
    if (!this.writing) return;
    this.writing.content = this.form.read();
    this.writing.place = this.form.place;
    this.saver.changed();
  }

  /** Another From: its signature, too. */
  async changeSender(): Promise<void> {
    await this.form.changeSender(this.writing !== null && this.writing.kind !== "New");
    this.changed();
  }

  failed(error: Error, otherwise = text("SaidFailed")): void {
    if (error instanceof SignedOutError) this.bar.show(text("SignedOut"), { text: text("SignInAgain"), href: "/login" });
    else this.bar.show(otherwise);
  }

  private hide(): void {
    this.saver.stop();
    this.writing = null;
    this.form.focusedField = null;
    this.form.root.hidden = true;
    this.host.changed();
    // Back to where the person was; keys are commands again.
    if (this.before instanceof HTMLElement && this.before.isConnected) this.before.focus({ preventScroll: true });
  }

  /** Another window edits this draft: what is here can be read, and taken over. */
  private held(on: boolean): void {
    for (const part of this.form.root.querySelectorAll<HTMLElement>(".composer-fields, .composer-text, .composer-format, .composer-send")) part.inert = on;
    const id = this.writing?.draft;
    if (!on) return;
    this.saved(null);
    this.bar.offer(text("HeldElsewhere"), text("TakeOver"), () => { if (id) void this.take(id); });
  }

  private contested(): void {
    const id = this.writing?.draft;
    if (!id || this.isContested) return;
    this.isContested = true;
    askWhich(this.bar, id, () => this.saver.save(false), () => this.take(id));
  }

  private async take(id: number): Promise<void> {
    const found = await holdDraft(id, true);
    this.writing = null;
    if (found) await this.show(found.draft, "text", found.held);
    else this.hide();
  }

  private async removeFile(id: number): Promise<void> {
    const writing = this.writing;
    if (!writing || writing.draft === null) return;
    writing.files = writing.files.filter((file) => file.id !== id);
    this.saver.keepNow();
    try {
      await removeFile(writing.draft, id);
    } catch (error) {
      this.failed(error as Error);
    }
  }

  private pictureUrl(contentId: string): string | null {
    const file = this.writing?.files.find((picture) => picture.contentId === contentId);
    return file && this.writing?.draft ? `/api/drafts/${this.writing.draft}/attachments/${file.id}` : null;
  }

  private saved(words: string | null): void {
    for (const place of this.form.root.querySelectorAll("[data-saved]")) place.textContent = words ?? "";
  }
}

function contentOf(draft: Draft): Content {
  const { account, identity, to, cc, bcc, subject, text: words, html, priority, readReceipt, deliveryReport } = draft;
  return { account, identity, to, cc, bcc, subject, text: words, html, priority, readReceipt, deliveryReport };
}

function isBlank({ content, start }: Writing): boolean {
  return [content.to, content.cc, content.bcc, content.subject].every((value) => value.trim().length === 0) && content.text.trim() === (start ?? "").trim() && !/<img/i.test(content.html ?? "");
}
