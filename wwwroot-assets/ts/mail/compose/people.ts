/** A field of recipients: those chosen are pills, the one being typed is text, with people this person knows below it. */
import { people, type Person } from "./drafts";
import { text } from "./texts";

const pause = 120;

/** Splits at commas and semicolons, not at those inside a quoted name or angle brackets. */
export function splitAddresses(value: string): string[] {
  const found: string[] = [];
  let part = "";
  let quoted = false;
  let bracketed = false;
  for (const character of value) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && character === "<") bracketed = true;
    else if (!quoted && character === ">") bracketed = false;
    if (!quoted && !bracketed && /[,;\n]/.test(character)) {
      found.push(part.trim());
      part = "";
    } else part += character;
  }
  return [...found, part.trim()].filter((address) => address.length > 0);
}

function format(person: Person): string {
  if (!person.name) return person.address;
  const name = /[",;<>()@:\\[\]]/.test(person.name) ? `"${person.name.replace(/["\\]/g, "\\$&")}"` : person.name;
  return `${name} <${person.address}>`;
}

/** What a pill shows: the name, else the address. */
function shortName(address: string): string {
  const name = /^\s*(.*?)\s*<[^>]*>\s*$/.exec(address)?.[1]?.replace(/^"(.*)"$/, "$1").replace(/\\(.)/g, "$1");
  return name || address.replace(/^<(.*)>$/, "$1");
}

const isAddress = (address: string): boolean => /^[^\s@<>]+@[^\s@<>]+$/.test(/<([^>]*)>\s*$/.exec(address)?.[1] ?? address);

export class PeopleField {
  private readonly box: HTMLElement | null;
  private timer = 0;
  private asking: AbortController | null = null;
  private suggested: Person[] = [];
  private active = -1;

  constructor(private readonly input: HTMLInputElement, private readonly changed: () => void) {
    this.box = document.getElementById(input.getAttribute("aria-controls") ?? "");
    input.addEventListener("input", () => this.typed());
    input.addEventListener("keydown", (event) => this.pressed(event));
    input.addEventListener("blur", () => {
      this.close();
      this.commit();
    });
    input.parentElement?.addEventListener("click", (event) => { if (event.target === input.parentElement) input.focus(); });
  }

  get value(): string {
    return [...this.pills().map((pill) => pill.dataset["address"] ?? ""), this.input.value.trim()].filter((address) => address).join(", ");
  }

  set value(addresses: string) {
    for (const pill of this.pills()) pill.remove();
    this.input.value = "";
    this.input.removeAttribute("aria-invalid");
    for (const address of splitAddresses(addresses)) this.addPill(address);
  }

  add(address: string): void {
    this.commit();
    if (!this.pills().some((pill) => pill.dataset["address"] === address)) this.addPill(address);
    this.changed();
  }

  remove(address: string): void {
    this.pills().find((pill) => pill.dataset["address"] === address)?.remove();
  }

  /** Makes a pill of what is being typed. */
  commit(): void {
    if (this.input.value.trim().length === 0) return;
    for (const address of splitAddresses(this.input.value)) this.addPill(address);
    this.input.value = "";
  }

  private pills(): HTMLElement[] {
    return [...(this.input.parentElement?.querySelectorAll<HTMLElement>(".pill") ?? [])];
  }

  private addPill(address: string): void {
    const pill = document.createElement("span");
    pill.className = isAddress(address) ? "pill" : "pill pill-wrong";
    pill.dataset["address"] = address;
    pill.draggable = true;
    pill.title = address;
    const name = document.createElement("span");
    name.className = "ellipsis";
    name.textContent = shortName(address);
    // Back to text, to be corrected.
    name.addEventListener("dblclick", () => {
      this.commit();
      pill.remove();
      this.input.value = address;
      this.input.focus();
      this.changed();
    });
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "pill-remove";
    remove.tabIndex = -1;
    remove.textContent = "×";
    remove.setAttribute("aria-label", text("RemovePerson", shortName(address)));
    remove.addEventListener("click", () => {
      pill.remove();
      this.input.focus();
      this.changed();
    });
    pill.append(name, remove);
    this.input.before(pill);
  }

  private typed(): void {
    window.clearTimeout(this.timer);
    const addresses = splitAddresses(this.input.value);
    if (/[,;\n]\s*$/.test(this.input.value) && addresses.every(isAddress)) {
      this.commit();
      this.close();
    } else this.timer = window.setTimeout(() => void this.ask(), pause);
  }

  private pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey) return;
    const isOpen = this.box?.hidden === false;
    const person = this.suggested[this.active];
    if (isOpen && event.key === "ArrowDown") this.mark(this.active + 1);
    else if (isOpen && event.key === "ArrowUp") this.mark(this.active - 1);
    else if (isOpen && event.key === "Escape") this.close();
    else if (isOpen && person && (event.key === "Enter" || event.key === "Tab")) this.choose(person);
    else if (event.key === "Enter") this.commit();
    else if (event.key === "Backspace" && this.input.value.length === 0) {
      this.pills().at(-1)?.remove();
      this.changed();
      return;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private async ask(): Promise<void> {
    const query = this.input.value.trim();
    this.asking?.abort();
    if (query.length === 0) {
      this.close();
      return;
    }
    this.asking = new AbortController();
    try {
      this.show(await people(query, this.asking.signal));
    } catch {
      // No suggestions: the address can be typed.
      this.close();
    }
  }

  private show(found: Person[]): void {
    this.close();
    if (!this.box || found.length === 0 || document.activeElement !== this.input) return;
    this.suggested = found;
    this.box.append(...found.map((person, i) => this.option(person, i)));
    this.box.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    // An address typed in full is meant as typed: Tab and Enter take it, not the suggestion.
    if (!isAddress(this.input.value.trim())) this.mark(0);
  }

  private option(person: Person, index: number): HTMLElement {
    const option = document.createElement("div");
    option.id = `${this.box?.id}-${index}`;
    option.className = "menu-item suggestion";
    option.setAttribute("role", "option");
    const who = document.createElement("span");
    who.className = "ellipsis";
    who.textContent = person.name || person.address;
    const address = document.createElement("span");
    address.className = "ellipsis muted";
    address.textContent = person.name ? person.address : "";
    option.append(who, address);
    // Before the field loses the focus.
    option.addEventListener("mousedown", (event) => event.preventDefault());
    option.addEventListener("click", () => this.choose(person));
    return option;
  }

  private mark(index: number): void {
    this.active = (Math.max(-1, index) + this.suggested.length) % this.suggested.length;
    [...(this.box?.children ?? [])].forEach((option, i) => option.setAttribute("aria-selected", String(i === this.active)));
    const option = this.box?.children[this.active];
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
  }

  private choose(person: Person): void {
    this.input.value = "";
    this.addPill(format(person));
    this.close();
    this.input.focus();
    this.changed();
  }

  private close(): void {
    window.clearTimeout(this.timer);
    this.asking?.abort();
    this.suggested = [];
    this.active = -1;
    this.box?.replaceChildren();
    if (this.box) this.box.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}
