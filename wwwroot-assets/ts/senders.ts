/** Signatures written as the composer's text is, and the browser asked to open mailto: links here. Both forms work without it. */
import { BodyField } from "./mail/compose/body";
import { textOfHtml } from "./mail/compose/convert";
import { Toolbar } from "./mail/compose/toolbar";

async function edit(field: HTMLElement): Promise<void> {
  const text = field.querySelector<HTMLElement>("[data-signature-text]");
  const source = field.querySelector<HTMLTextAreaElement>("[data-signature-html]");
  if (!text || !source) return;
  const body = new BodyField(text, {
    changed: () => { const written = body.read(); source.value = textOfHtml(text).trim() ? (written.html ?? "") : ""; },
    // A picture of another server would tell it who reads; those of a draft are not here.
    pictureUrl: () => null,
    addPicture: () => Promise.resolve(null),
  });
  const toolbar = new Toolbar(() => field, () => body);
  await body.show({ text: "", html: source.value });
  // Without the editor the field stays as it is.
  if (!body.isRich) return;
  text.hidden = false;
  source.hidden = true;
  toolbar.refresh();
  text.addEventListener("format", () => toolbar.refresh());
  field.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || toolbar.clicked(event.target)) return;
    if (event.target.closest('[data-do="link-set"]')) toolbar.takeLink();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    toolbar.takeLink();
  });
}

/** The second signature only counts where it differs. */
function startSame(): void {
  const same = document.querySelector<HTMLInputElement>("[data-same-signature]");
  const other = document.querySelector<HTMLElement>("[data-other-signature]");
  if (!same || !other) return;
  const show = (): void => { other.hidden = same.checked; };
  same.addEventListener("change", show);
  show();
}

function startMailto(): void {
  const button = document.querySelector<HTMLButtonElement>("[data-mailto-handler]");
  const said = document.querySelector<HTMLElement>("[data-mailto-said]");
  button?.addEventListener("click", () => {
    let words = button.dataset["done"] ?? "";
    try {
      navigator.registerProtocolHandler("mailto", `${new URL("compose", document.baseURI).href}?mailto=%s`);
    } catch {
      words = button.dataset["failed"] ?? "";
    }
    if (said) said.textContent = words;
  });
}

startSame();
startMailto();
for (const field of document.querySelectorAll<HTMLElement>("[data-signature-field]")) void edit(field);
