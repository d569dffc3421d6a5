/** What never reached the server, from a window that was closed while offline. */
import { saveDraft, startDraft } from "./drafts";
import { forget, leftBehind } from "./kept";
import { isDead } from "./windows";

const abandoned = 60_000;

/** @param open What this window itself has open. */
export async function rescue(user: string, open: string[]): Promise<void> {
  for (const writing of leftBehind(user, abandoned)) {
    if (open.includes(writing.key)) continue;
    try {
      if (writing.dirty) {
        const saved = writing.draft === null ? null : await saveDraft(writing.draft, writing.content, writing.version);
        // A newer one of a window that died holds this already, and more.
        if (typeof saved === "object" && saved && "newer" in saved && (await isDead(saved.newer.editor))) forget(user, writing.key);
        else if (saved === null || typeof saved === "string" || "newer" in saved) await startDraft({ kind: "New", ...writing.content, ...(writing.draft === null ? { key: writing.key } : {}) });
      }
      forget(user, writing.key);
    } catch {
      // Still offline or signed out: kept for the next time.
      return;
    }
  }
}
