/** Buttons of the formatting toolbar: what they do, and which are on where the caret stands. */
import type { BodyField } from "./body";

export class Toolbar {
  constructor(private readonly form: () => HTMLElement, private readonly body: () => BodyField | null) {}

  /** Formatting only where there is a text that can have it. */
  refresh(): void {
    const form = this.form();
    const editor = this.body()?.editor ?? null;
    const bar = form.querySelector<HTMLElement>("[data-formatting]");
    if (bar) bar.hidden = editor === null;
    const mode = form.querySelector('[data-do="mode"]');
    mode?.setAttribute("aria-pressed", String(editor === null));
    if (!editor) return;
    for (const button of form.querySelectorAll<HTMLElement>("[data-format][aria-pressed]")) button.setAttribute("aria-pressed", String(editor.isOn(button.dataset["format"] ?? "")));
  }

  /** True when it was one of ours. */
  clicked(target: Element): boolean {
    const button = target.closest<HTMLElement>("[data-format]");
    const editor = this.body()?.editor;
    if (!button || !editor || button instanceof HTMLSelectElement) return false;
    const command = button.dataset["format"] ?? "";
    if (command === "link") this.askLink(editor.isOn("link") ? editor.link : "");
    else if (command === "picture") this.form().querySelector<HTMLInputElement>("[data-picture-picker]")?.click();
    else {
      editor.run(command, button.dataset["value"] ?? "");
      if (!button.closest('[role="menu"]')) this.refresh();
    }
    return true;
  }

  changed(target: EventTarget | null): boolean {
    if (!(target instanceof HTMLSelectElement) || !target.dataset["format"]) return false;
    this.body()?.editor?.run(target.dataset["format"], target.value);
    target.value = "";
    return true;
  }

  /** The answer of the field for an address; an empty one takes the link away. */
  takeLink(): void {
    const panel = this.form().querySelector<HTMLElement>("[data-link]");
    const typed = panel?.querySelector("input")?.value.trim() ?? "";
    if (panel) panel.hidden = true;
    const address = typed === "" || /^(?:https?:|mailto:|tel:)/i.test(typed) ? typed : /^[^\s@/]+@[^\s@/]+$/.test(typed) ? `mailto:${typed}` : `https://${typed}`;
    this.body()?.editor?.run("link", address);
  }

  private askLink(address: string): void {
    const panel = this.form().querySelector<HTMLElement>("[data-link]");
    const input = panel?.querySelector("input");
    if (!panel || !input) return;
    panel.hidden = false;
    input.value = address;
    input.select();
    input.focus();
  }
}
