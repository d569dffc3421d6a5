/** Sending: what is asked before, what is said after. */
import { adoptAddress, type Sender } from "./identities";
import { sendDraft, writtenFrom, type Problem } from "./drafts";
import type { Form } from "./form";
import { doubts } from "./guards";
import type { Content, Writing } from "./kept";
import type { ProblemBar } from "./problem";
import { spoken } from "./schedule";
import { text } from "./texts";

export interface Sent {
  text: string;
  item: number;
  seconds: number;
}

export interface Sending {
  form: Form;
  bar: ProblemBar;
  files: { count: number; isBusy: boolean; settled(): Promise<boolean> };
  save: () => Promise<boolean>;
  gone: () => void;
}

export class SendButton {
  private isSending = false;
  private asked = "";

  constructor(private readonly sending: Sending) {}

  /** What was said to the person is a question that was answered, and no message of another draft. */
  reset(): void {
    this.asked = "";
  }

  /** Sends, now or at a time. Asks first where people tend to regret it. Null when it was not sent; the person was told why. */
  async send(writing: Writing, at: Date | null): Promise<Sent | null> {
    if (this.isSending) return null;
    this.isSending = true;
    this.busy(true);
    const { bar, files, save } = this.sending;
    try {
      if (!(await this.isMeant(writing.content))) return null;
      bar.show(null);
      if (files.isBusy) {
        bar.show(text("WaitForFiles"));
        if (!(await files.settled())) return null;
        bar.show(null);
      }
      if (!(await save()) || writing.draft === null) {
        if (!bar.isShown) bar.show(text("NotSentOffline"));
        return null;
      }
      const sent = await sendDraft(writing.draft, at);
      if (sent === "gone") {
        this.sending.gone();
        return null;
      }
      if ("problems" in sent) {
        this.problems(sent.problems);
        return null;
      }
      return sent.at ? { text: text("SaidScheduled", spoken(new Date(sent.at))), item: sent.item, seconds: 10 } : { text: text("SaidSent"), item: sent.item, seconds: sent.undoSeconds };
    } finally {
      this.isSending = false;
      this.busy(false);
    }
  }

  private async isMeant(content: Content): Promise<boolean> {
    const hasPeople = [content.to, content.cc, content.bcc].some((people) => people.length > 0);
    const questions = hasPeople ? [...doubts(content, this.sending.files.count), ...(await this.otherAccount(content))] : [];
    if (questions.length === 0) return true;
    // Pressed again: it is meant.
    const isRepeated = this.asked === questions.join(" ");
    this.asked = questions.join(" ");
    if (!isRepeated && !(await this.sending.bar.ask(this.asked, text("SendAnyway"), text("SendCancel")))) {
      this.asked = "";
      return false;
    }
    this.asked = "";
    return true;
  }

  // They know the person by another address: it may be the wrong account.
  private async otherAccount(content: Content): Promise<string[]> {
    if (!this.sending.form.hasSeveralAccounts || content.to.length === 0) return [];
    try {
      const found = await writtenFrom(content.account, content.to);
      return found ? [text("GuardOtherAccount", found.person, found.address)] : [];
    } catch {
      // Offline: then it is not sent anyway.
      return [];
    }
  }

  private problems(problems: Problem[]): void {
    this.sending.bar.show(problems.map((problem) => text(`Problem${problem.code}`, problem.value)).join(" "));
    for (const problem of problems) this.sending.form.invalid(problem.field.toLowerCase());
    const first = problems[0];
    if (first) this.sending.form.focus(first.field.toLowerCase(), true);
  }

  private busy(on: boolean): void {
    this.sending.form.find('[data-do="send"]')?.setAttribute("aria-disabled", String(on));
  }
}

/** The original came to an address that is no identity yet: the person may answer from it. */
export function offerAddress(bar: ProblemBar, account: number, address: string, chosen: (sender: Sender) => void): void {
  bar.offer(text("AnswerFrom", address), text("UseAddress", address), () => {
    bar.show(null);
    void adoptAddress(account, address)
      .then((sender) => { if (sender) chosen(sender); else bar.show(text("SaidFailed")); })
      .catch(() => bar.show(text("SaidFailed")));
  });
}
