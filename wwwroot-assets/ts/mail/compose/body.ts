/** Plain text in and out of the editable element, the same in every browser. */

export function readText(element: HTMLElement): string {
  let text = "";
  const walk = (node: Node): void => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) text += child.nodeValue ?? "";
      else if (child instanceof HTMLBRElement) text += "\n";
      else {
        if (child instanceof HTMLElement && /^(DIV|P)$/.test(child.tagName) && text.length > 0 && !text.endsWith("\n")) text += "\n";
        walk(child);
      }
    }
  };
  walk(element);
  // Browsers keep one line end at the end so that the caret has a line to stand on.
  return text.replace(/\u00a0/g, " ").replace(/\r\n?/g, "\n").replace(/\n$/, "");
}

export function writeText(element: HTMLElement, text: string): void {
  element.textContent = text.length > 0 ? `${text}\n` : "";
}

/** Puts the caret before the quote of a reply, or at the end of what was written. */
export function placeCaret(element: HTMLElement, atEnd: boolean): void {
  element.focus({ preventScroll: true });
  const range = document.createRange();
  const node = element.firstChild;
  if (node?.nodeType === Node.TEXT_NODE) range.setStart(node, atEnd ? Math.max(0, (node.nodeValue ?? "").length - 1) : 0);
  else range.setStart(element, 0);
  range.collapse(true);
  const selection = window.getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
  element.scrollTop = atEnd ? element.scrollHeight : 0;
}
