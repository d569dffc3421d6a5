/** Another mail program changed a draft that is open here: the person says which text is right. */
import { settleDraft, type Kept } from "./drafts";
import type { ProblemBar } from "./problem";
import { text } from "./texts";

/** @param reload Shows the draft as it is then. */
export function askWhich(bar: ProblemBar, draft: number, save: () => Promise<boolean>, reload: () => Promise<void>): void {
  const settle = (keep: Kept) => (): void => void (async () => {
    bar.show(null);
    try {
      // Mine is also what was typed a moment ago.
      await save();
      await settleDraft(draft, keep);
      await reload();
      if (keep === "Both") bar.show(text("ContestedBoth"));
    } catch {
      bar.show(text("SaidFailed"));
    }
  })();
  bar.offerSeveral(text("Contested"), [
    { label: text("ContestedMine"), act: settle("Mine") },
    { label: text("ContestedTheirs"), act: settle("Theirs") },
    { label: text("ContestedKeepBoth"), act: settle("Both") },
  ]);
}
