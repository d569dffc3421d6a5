/** What a person does in the form of a composer: typing, clicks, keys, files dropped and pasted. */
import { say } from "../status";
import type { Composer } from "./composer";
import { askTime, closeTime, fillPresets, presetTime, typedTime } from "./schedule";
import { text } from "./texts";

/** What is dragged, beside files: a row of the list, a recipient. */
const messageType = "application/x-webmail-message";
const personType = "application/x-webmail-person";

export function listen(root: HTMLElement, composer: Composer): void {
  root.addEventListener("format", () => composer.toolbar.refresh(), { capture: true });
  root.addEventListener("input", (event) => {
    if (!(event.target instanceof HTMLElement) || !event.target.dataset["field"]) return;
    event.target.removeAttribute("aria-invalid");
    if (event.target.dataset["field"] === "account") void composer.changeSender();
    else composer.changed();
  });
  root.addEventListener("click", (event) => void clicked(root, composer, event));
  root.addEventListener("keydown", (event) => pressed(composer, event));
  root.addEventListener("focusin", (event) => { composer.form.focusedField = event.target instanceof HTMLElement ? (event.target.dataset["field"] ?? null) : null; });
  // Not when the whole form is taken out of the page: its successor gets the focus back.
  root.addEventListener("focusout", () => setTimeout(() => { if (root.isConnected && !root.contains(document.activeElement)) composer.form.focusedField = null; }));
  root.addEventListener("dragover", (event) => { if ([...(event.dataTransfer?.types ?? [])].some((type) => type === "Files" || type === messageType || type === personType)) event.preventDefault(); });
  root.addEventListener("dragstart", (event) => {
    const pill = event.target instanceof Element ? event.target.closest<HTMLElement>(".pill") : null;
    const from = pill?.closest<HTMLElement>(".composer-values")?.querySelector<HTMLElement>("[data-field]")?.dataset["field"];
    if (pill && from) event.dataTransfer?.setData(personType, JSON.stringify({ address: pill.dataset["address"], from }));
  });
  // Before the editor, which would take the event for itself.
  root.addEventListener("drop", (event) => {
    if (event.dataTransfer && dropOurs(composer, event, event.dataTransfer)) return;
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    event.stopPropagation();
    take(root, composer, [...event.dataTransfer.files], event.target);
  }, { capture: true });
  root.addEventListener("paste", (event) => {
    // Word and Excel add a picture of what they copy: the text is meant.
    if (!event.clipboardData?.files.length || (composer.form.body?.isRich && event.clipboardData.types.includes("text/html"))) return;
    event.preventDefault();
    event.stopPropagation();
    take(root, composer, [...event.clipboardData.files], event.target);
  }, { capture: true });
  root.addEventListener("change", (event) => {
    const picker = event.target;
    if (composer.toolbar.changed(picker) || !(picker instanceof HTMLInputElement)) return;
    if (picker.matches("[data-picture-picker]")) void composer.form.body?.editor?.insertPictures([...(picker.files ?? [])]);
    else if (picker.matches("[data-picker]")) composer.files.add([...(picker.files ?? [])]);
    else return;
    picker.value = "";
  });
}

/** A recipient from another field, or a message from the list. */
function dropOurs(composer: Composer, event: DragEvent, data: DataTransfer): boolean {
  const person = data.getData(personType);
  const message = Number(data.getData(messageType));
  if (!person && !message) return false;
  event.preventDefault();
  event.stopPropagation();
  if (message) {
    void composer.files.addMessage(message, data.getData("text/x-subject") || text("NewMessage"));
    return true;
  }
  const { address, from } = JSON.parse(person) as { address: string; from: string };
  const to = event.target instanceof Element ? event.target.closest(".composer-people")?.querySelector<HTMLElement>("[data-field]")?.dataset["field"] : undefined;
  if (to) composer.form.movePerson(address, from, to);
  return true;
}

/** Pictures dropped or pasted into a text with formatting are part of it; everything else is attached. */
function take(root: HTMLElement, composer: Composer, files: File[], where: EventTarget | null): void {
  const isText = where instanceof Node && root.querySelector('[data-field="text"]')?.contains(where) === true;
  const pictures = isText && composer.form.body?.isRich ? files.filter((file) => /^image\/(?:png|jpeg|gif|webp)$/.test(file.type)) : [];
  if (pictures.length > 0) void composer.form.body?.editor?.insertPictures(pictures);
  const others = files.filter((file) => !pictures.includes(file));
  if (others.length > 0) composer.files.add(others);
}

async function clicked(root: HTMLElement, composer: Composer, event: MouseEvent): Promise<void> {
  const target = event.target instanceof Element ? event.target : null;
  if (!target || composer.toolbar.clicked(target)) return;
  if (target.closest('[data-menu^="composer-schedule"]')) fillPresets(root);
  const preset = target.closest<HTMLElement>("[data-schedule]")?.dataset["schedule"];
  if (preset) {
    await composer.send(presetTime(preset));
    return;
  }
  if (composer.isSmall && target.closest(".composer-title")) toggle(root);
  const mark = target.closest<HTMLElement>("[data-mark]")?.dataset["mark"];
  if (mark) {
    composer.form.toggleMark(mark);
    composer.changed();
    return;
  }
  switch (target.closest<HTMLElement>("[data-do]")?.dataset["do"]) {
    case "send":
      await composer.send();
      break;
    case "when":
      askTime(root);
      break;
    case "when-close":
      closeTime(root);
      break;
    case "when-send":
      await sendAt(root, composer);
      break;
    case "mode":
      await composer.form.body?.switchMode();
      composer.toolbar.refresh();
      composer.form.body?.focus(false);
      break;
    case "link-set":
      composer.toolbar.takeLink();
      break;
    case "attach":
      root.querySelector<HTMLInputElement>("[data-picker]")?.click();
      break;
    case "save":
      if (await composer.save(true)) say(text("SaidSaved"));
      break;
    case "discard":
      await composer.discard();
      break;
    case "close":
      await composer.close();
      break;
    case "minimize":
      toggle(root);
      break;
    case "expand":
      await composer.expand();
      break;
  }
}

// Its neighbours may have to make room.
const toggle = (root: HTMLElement): boolean => root.dispatchEvent(new CustomEvent("composer-toggle", { bubbles: true }));

async function sendAt(root: HTMLElement, composer: Composer): Promise<void> {
  const time = typedTime(root);
  if (time) {
    closeTime(root);
    await composer.send(time);
  } else composer.bar.show(text("SchedulePast"));
}

function pressed(composer: Composer, event: KeyboardEvent): void {
  const panel = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-when], [data-link]") : null;
  if (panel && (event.key === "Escape" || event.key === "Enter") && !event.ctrlKey && !event.metaKey) {
    if (event.key === "Enter" && !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter") panel.querySelector<HTMLElement>("[data-do]")?.click();
    else panel.hidden = true;
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    void composer.send();
  } else if (event.key === "Escape" && !composer.isOwnWindow) {
    event.preventDefault();
    void composer.close();
  }
}
