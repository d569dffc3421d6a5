/** The browser's side of the mail screen. Runs from the first paint on; the circuit attaches when it comes. */
import { connect, tell, type MailPage } from "./circuit";
import { adoptComposer, composeDraft, discardDraft, forwardAsFiles, sentElsewhere, startComposing, takeBackFromOutbox } from "./compose/open";
import { startGestures } from "./gestures";
import { startKeys } from "./keys";
import { readsAlone } from "./layout";
import { notify } from "./notify";
import { listConnected, reveal, startList } from "./list";
import { closeDialog, openDialog, openMenuAt, startPanes } from "./panes";
import { startReader } from "./reader";
import { startSearch } from "./search";
import { say as sayInStatus } from "./status";

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Called by the page when its circuit answers. Returns the time zone of this browser. */
export function attach(page: MailPage): string {
  connect(page);
  adoptComposer();
  listConnected();
  return zone;
}

export function detach(): void {
  connect(null);
}

/** The composer's page has its circuit: the empty form it brought takes over what was typed before. */
export function adopt(): void {
  adoptComposer();
}

export function say(text: string, undo: string | null): void {
  sayInStatus(text, undo ? { undo: () => void tell("Undo", undo) } : {});
}

/** Back to where the message was opened from, so that the browser's own back button does not meet it again. */
export function backToList(address: string): void {
  if (openedFromList) window.history.back();
  else window.location.replace(address);
}

export { readsAlone, notify, closeDialog, openDialog, openMenuAt, reveal, takeBackFromOutbox as takeBack, discardDraft as discard, composeDraft as openDraft, sentElsewhere as sent, forwardAsFiles };

let openedFromList = false;

function start(): void {
  document.cookie = `webmail-zone=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`;
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest("a.row-link") && readsAlone()) openedFromList = true;
    // The way back on a phone is the browser's own, where there is one.
    if (target?.closest("[data-back]") && openedFromList) {
      event.preventDefault();
      openedFromList = false;
      window.history.back();
    }
  }, { capture: true });
  startList();
  startReader();
  startGestures();
  startPanes();
  startKeys();
  startSearch();
  startComposing();
}

start();
