/** Text with formatting as plain text with quote marks, and back. */

const blocks = new Set(["ADDRESS", "ARTICLE", "BLOCKQUOTE", "CENTER", "DD", "DIV", "DL", "DT", "FIGURE", "FOOTER", "H1", "H2", "H3", "H4", "H5", "H6", "HEADER", "HR", "LI", "OL", "P", "PRE", "SECTION", "TABLE", "TBODY", "TD", "TFOOT", "TH", "THEAD", "TR", "UL"]);

export function textOfHtml(root: HTMLElement): string {
  const lines: string[] = [];
  let line = "";
  let started = false;
  let depth = 0;
  const end = (force: boolean): void => {
    // The line above a signature ends in a space (RFC 3676 §4.3).
    if (started || force) lines.push(depth === 0 && line === "-- " ? line : (">".repeat(depth) + (depth > 0 && line.length > 0 ? " " : "") + line).trimEnd());
    line = "";
    started = false;
  };
  const walk = (node: Node, list: { number: number } | null): void => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        const text = (child.nodeValue ?? "").replace(/[\u200b\ufeff]/g, "").replace(/[ \t\r\n\f]+/g, " ").replace(/\u00a0/g, " ");
        if (text.trim().length > 0 || line.length > 0) {
          line += line.length === 0 ? text.trimStart() : text;
          started = true;
        }
      } else if (child instanceof HTMLBRElement) {
        end(true);
      } else if (child instanceof HTMLElement) {
        const isBlock = blocks.has(child.tagName);
        // A cell goes on in the line of its row.
        const isCell = (child.tagName === "TD" || child.tagName === "TH") && line.length > 0;
        if (isCell) line += "\t";
        else if (isBlock) end(false);
        if (child.tagName === "BLOCKQUOTE") depth++;
        if (child.tagName === "LI") {
          line = list ? `${list.number++}. ` : "- ";
          started = true;
        }
        if (child.tagName === "HR") {
          line = "---";
          started = true;
        }
        walk(child, child.tagName === "OL" ? { number: 1 } : child.tagName === "UL" ? null : list);
        if (isBlock && !isCell && child.tagName !== "TD" && child.tagName !== "TH") end(false);
        if (child.tagName === "BLOCKQUOTE") depth--;
      }
    }
  };
  walk(root, null);
  end(false);
  return lines.join("\n").replace(/\n+$/, "");
}

const escape = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/** Lines become blocks, lines with ">" in front of them quotes. */
export function htmlOfText(text: string): string {
  let html = "";
  let depth = 0;
  for (const line of text.split("\n")) {
    const marks = /^(?:>\s?)*/.exec(line)?.[0] ?? "";
    const quoted = marks.replace(/\s/g, "").length;
    while (depth < quoted) {
      html += '<blockquote type="cite" style="margin:0 0 0 8px;padding:0 0 0 12px;border-left:2px solid #d5d2ca">';
      depth++;
    }
    while (depth > quoted) {
      html += "</blockquote>";
      depth--;
    }
    const words = escape(line.slice(marks.length)).replace(/ {2}/g, " &nbsp;");
    html += `<div>${words.length > 0 ? words : "<br>"}</div>`;
  }
  return html + "</blockquote>".repeat(depth);
}
