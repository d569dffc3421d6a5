/** The line above the send row for what keeps a message from leaving, and for questions before it does. */

export class ProblemBar {
  constructor(private readonly box: () => HTMLElement | null) {}

  get isShown(): boolean {
    return this.box()?.hidden === false;
  }

  show(words: string | null, link?: { text: string; href: string }): void {
    const box = this.box();
    if (!box) return;
    box.hidden = words === null;
    box.replaceChildren(...(words === null ? [] : [words]));
    if (words !== null) box.setAttribute("role", "alert");
    else box.removeAttribute("role");
    box.classList.remove("composer-calm");
    delete box.dataset["signedOut"];
    if (!link) return;
    const anchor = document.createElement("a");
    Object.assign(anchor, { textContent: link.text, href: link.href, target: "_blank", rel: "opener" });
    box.append(" ", anchor);
    box.dataset["signedOut"] = "";
  }

  clearSignedOut(): void {
    if (this.box()?.dataset["signedOut"] !== undefined) this.show(null);
  }

  /** A state with one way out of it. */
  offer(words: string, label: string, act: () => void): void {
    this.offerSeveral(words, [{ label, act }]);
  }

  /** Ways to choose from: calm, because nothing is wrong. */
  offerSeveral(words: string, ways: { label: string; act: () => void }[]): void {
    this.show(words);
    this.box()?.classList.add("composer-calm");
    this.box()?.setAttribute("role", "note");
    const buttons = document.createElement("span");
    buttons.className = "composer-answers";
    for (const { label, act } of ways) {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "btn btn-line", textContent: label });
      button.addEventListener("click", act);
      buttons.append(button);
    }
    this.box()?.append(buttons);
  }

  /** Asks; true when the person means it. Any other message in this place is a no. */
  ask(words: string, yes: string, no: string): Promise<boolean> {
    this.show(words);
    const box = this.box();
    if (!box) return Promise.resolve(true);
    return new Promise((answer) => {
      const button = (label: string, means: boolean): HTMLButtonElement => {
        const element = document.createElement("button");
        Object.assign(element, { type: "button", className: "btn btn-line", textContent: label });
        element.addEventListener("click", () => {
          gone.disconnect();
          this.show(null);
          answer(means);
        });
        return element;
      };
      const first = button(yes, true);
      const buttons = document.createElement("span");
      buttons.className = "composer-answers";
      buttons.append(first, button(no, false));
      box.append(buttons);
      const gone = new MutationObserver(() => {
        if (buttons.isConnected) return;
        gone.disconnect();
        answer(false);
      });
      gone.observe(box, { childList: true });
      first.focus();
    });
  }
}
