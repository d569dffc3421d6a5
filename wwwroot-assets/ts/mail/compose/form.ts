/** The fields of a composer's form: what is in them, and where the caret stands. */
import { BodyField, type BodyHost } from "./body";
import { keyOf, rememberSignatures, signed, type Sender } from "./identities";
import type { Content, Place } from "./kept";
import { PeopleField } from "./people";
import { useTexts } from "./texts";

export const emptyContent: Content = { account: 0, identity: null, to: "", cc: "", bcc: "", subject: "", text: "", html: null, priority: 0, readReceipt: false, deliveryReport: false };

export class Form {
  body: BodyField | null = null;
  /** The field that has the focus; null when none has. */
  focusedField: string | null = null;
  private people = new Map<string, PeopleField>();
  private from = "";

  constructor(public root: HTMLElement, private readonly host: BodyHost) {
    this.bind(root);
  }

  /** The page was rendered again by its circuit: the new, empty form is used from now on. */
  replace(root: HTMLElement): void {
    this.root = root;
    this.people.clear();
    this.body = null;
    this.bind(root);
  }

  /** Everything the old form holds goes into the new, empty one. */
  moveInto(root: HTMLElement): void {
    const focused = this.focusedField;
    root.replaceChildren(...this.root.childNodes);
    root.className = this.root.className;
    root.hidden = this.root.hidden;
    this.root = root;
    this.bind(root);
    if (focused) this.focus(focused, true);
  }

  /** The key of the first sender: who a new message is from. */
  get firstSender(): string {
    return this.sender?.options[0]?.value ?? "";
  }

  get hasSeveralAccounts(): boolean {
    return new Set([...(this.sender?.options ?? [])].map((option) => option.value.split(":")[0])).size > 1;
  }

  read(): Content {
    const [account = "", identity] = (this.sender?.value ?? "").split(":");
    const body = this.body?.read() ?? { text: "", html: null };
    const who = (field: string): string => this.people.get(field)?.value ?? "";
    return {
      account: Number(account),
      identity: identity ? Number(identity) : null,
      to: who("to"),
      cc: who("cc"),
      bcc: who("bcc"),
      subject: this.find<HTMLInputElement>('[data-field="subject"]')?.value ?? "",
      ...body,
      priority: this.isMarked("high") ? 1 : this.isMarked("low") ? 2 : 0,
      readReceipt: this.isMarked("receipt"),
      deliveryReport: this.isMarked("report"),
    };
  }

  async fill(content: Content): Promise<void> {
    for (const [field, people] of this.people) people.value = content[field as "to" | "cc" | "bcc"];
    const subject = this.find<HTMLInputElement>('[data-field="subject"]');
    if (subject) subject.value = content.subject;
    this.title();
    if (this.sender && content.account) this.sender.value = keyOf(content);
    if (this.sender && this.sender.selectedIndex < 0) this.sender.value = String(content.account);
    this.from = this.sender?.value ?? "";
    this.mark("high", content.priority === 1);
    this.mark("low", content.priority === 2);
    this.mark("receipt", content.readReceipt);
    this.mark("report", content.deliveryReport);
    const element = this.find('[data-field="text"]');
    if (element) this.body ??= new BodyField(element, this.host);
    // What an earlier version of this page kept here knows no formatting.
    await this.body?.show({ text: content.text, html: content.html ?? null });
  }

  /** Another From was chosen: its signature takes the place of the one before. */
  async changeSender(isAnswer: boolean): Promise<void> {
    const before = this.from;
    this.from = this.sender?.value ?? "";
    if (this.body && before !== this.from) await this.body.replace(signed(this.body.read(), await rememberSignatures(), before, this.from, isAnswer));
  }

  /** Writes from an address that is new to the list. */
  async chooseSender(sender: Sender, isAnswer: boolean): Promise<void> {
    if (!this.sender) return;
    if (![...this.sender.options].some((option) => option.value === sender.key)) this.sender.append(new Option(sender.display, sender.key));
    this.sender.value = sender.key;
    await this.changeSender(isAnswer);
  }

  /** A message that is marked high is not marked low as well. */
  toggleMark(name: string): void {
    const isOn = !this.isMarked(name);
    this.mark(name, isOn);
    if (isOn && name === "high") this.mark("low", false);
    if (isOn && name === "low") this.mark("high", false);
  }

  focus(field: string, atEnd: boolean): void {
    if (field === "text") this.body?.focus(atEnd);
    else this.find(`[data-field="${field}"]`)?.focus({ preventScroll: true });
  }

  get place(): Place | null {
    if (!this.focusedField) return null;
    return { field: this.focusedField, offset: this.focusedField === "text" ? (this.body?.caret ?? 0) : 0 };
  }

  /** Back to where the caret was. */
  return(place: Place): void {
    this.focus(place.field, false);
    if (place.field === "text" && this.body) this.body.caret = place.offset;
  }

  /** What is still being typed in a field of recipients becomes one. */
  commitPeople(): void {
    for (const people of this.people.values()) people.commit();
  }

  /** A person dragged from one field to another. */
  movePerson(address: string, from: string, to: string): void {
    if (from === to) return;
    this.people.get(from)?.remove(address);
    this.people.get(to)?.add(address);
  }

  invalid(field: string): void {
    this.find(`[data-field="${field}"]`)?.setAttribute("aria-invalid", "true");
  }

  /** The head of a minimised one says which it is. */
  title(): void {
    const title = this.find(".composer-title h2");
    if (!title) return;
    title.dataset["empty"] ??= title.textContent ?? "";
    title.textContent = this.find<HTMLInputElement>('[data-field="subject"]')?.value || title.dataset["empty"];
  }

  find<T extends HTMLElement = HTMLElement>(selector: string): T | null {
    return this.root.querySelector<T>(selector);
  }

  private get sender(): HTMLSelectElement | null {
    return this.find<HTMLSelectElement>('[data-field="account"]');
  }

  private isMarked(name: string): boolean {
    return this.find(`[data-mark="${name}"]`)?.getAttribute("aria-checked") === "true";
  }

  private mark(name: string, isOn: boolean): void {
    this.find(`[data-mark="${name}"]`)?.setAttribute("aria-checked", String(isOn));
  }

  private bind(root: HTMLElement): void {
    useTexts(root);
    for (const input of root.querySelectorAll<HTMLInputElement>('input[role="combobox"]')) {
      const field = input.dataset["field"] ?? "";
      if (!this.people.has(field)) this.people.set(field, new PeopleField(input, this.host.changed));
    }
  }
}
