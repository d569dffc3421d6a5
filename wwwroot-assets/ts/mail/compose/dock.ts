/** The composers of this window: one alone in a window of its own, several side by side at the bottom of the mail, one at a time on a phone. */
import { Composer, type ComposerHost } from "./composer";
import { rememberOpen } from "./kept";

const narrow = window.matchMedia("(max-width: 799px)");
const wide = 640;
const small = 260;
const gap = 12;
const edge = 48;

export class Dock {
  private readonly all: Composer[] = [];
  private made = 0;
  private isRestoring = false;

  constructor(private readonly host: Pick<ComposerHost, "sent">) {
    window.addEventListener("resize", () => this.fit(this.open.at(-1) ?? null));
  }

  /** The empty form of the page; null on pages without composers. */
  get pattern(): HTMLElement | null {
    return document.getElementById("composer");
  }

  get isOwnWindow(): boolean {
    return this.pattern?.getAttribute("role") === "form";
  }

  get user(): string {
    return this.pattern?.dataset["user"] ?? "";
  }

  get open(): Composer[] {
    return this.all.filter((composer) => composer.isOpen);
  }

  /** The page was rendered again: the composer of a window of its own goes on in the new form. Docked ones are not the circuit's. */
  adopt(): void {
    const { pattern } = this;
    if (pattern && this.isOwnWindow) this.all[0]?.moveInto(pattern);
  }

  /** The composer that has this draft open already. */
  holding(key: string): Composer | null {
    return this.open.find((composer) => composer.key === key) ?? null;
  }

  show(composer: Composer): void {
    composer.isSmall = false;
    this.fit(composer);
  }

  /** A composer for another message: in front of the others, which stay below it, minimised. Null on pages without composers. */
  async take(): Promise<Composer | null> {
    const { pattern } = this;
    if (!pattern) return null;
    if (this.isOwnWindow || narrow.matches) {
      for (const other of this.open) await other.close();
    } else for (const other of this.open) other.isSmall = true;
    return this.all.find((composer) => !composer.isOpen) ?? this.make(pattern);
  }

  toggle(composer: Composer): void {
    composer.isSmall = !composer.isSmall;
    if (!composer.isSmall) this.fit(composer);
  }

  /** While what was open before is opened again, it is not forgotten. */
  async restore(work: () => Promise<void>): Promise<void> {
    this.isRestoring = true;
    try {
      await work();
    } finally {
      this.isRestoring = false;
      this.remember();
    }
  }

  private make(pattern: HTMLElement): Composer {
    const composer: Composer = new Composer(this.isOwnWindow ? pattern : this.copy(pattern), { ...this.host, changed: () => this.changed(composer) });
    this.all.push(composer);
    return composer;
  }

  private changed(composer: Composer): void {
    if (composer.isOpen) this.fit(composer);
    this.remember();
  }

  private remember(): void {
    if (!this.isRestoring) rememberOpen(this.open.map((composer) => composer.key).filter((key) => key !== null));
  }

  // Outside of what the circuit renders: it may render its page again while somebody types.
  private copy(pattern: HTMLElement): HTMLElement {
    let dock = document.getElementById("composers");
    if (!dock) {
      dock = document.createElement("div");
      dock.id = "composers";
      dock.className = "composer-dock";
      document.body.append(dock);
    }
    const number = ++this.made;
    const root = pattern.cloneNode(true) as HTMLElement;
    for (const element of [root, ...root.querySelectorAll<HTMLElement>("[id], [for], [aria-controls], [data-menu], [data-submenu]")]) {
      for (const name of ["id", "for", "aria-controls", "data-menu", "data-submenu"]) {
        const value = element.getAttribute(name);
        if (value) element.setAttribute(name, `${value}-${number}`);
      }
    }
    dock.append(root);
    return root;
  }

  /** Minimises what has no room beside it, oldest first; what has no room even then is closed and stays a draft. */
  private fit(front: Composer | null): void {
    if (this.isOwnWindow || narrow.matches) return;
    const width = (): number => this.open.reduce((sum, composer) => sum + (composer.isSmall ? small : wide) + gap, edge);
    for (const other of this.open) if (other !== front && width() > window.innerWidth) other.isSmall = true;
    const over = width() > window.innerWidth ? this.open.find((other) => other !== front) : undefined;
    if (over) void over.close();
  }
}
