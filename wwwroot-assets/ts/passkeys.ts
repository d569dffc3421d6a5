// Asks the device for a passkey, or for a new one, and sends its answer with the form around the button. Without WebAuthn there is no button to press.

interface Parsing {
  parseCreationOptionsFromJSON(options: unknown): PublicKeyCredentialCreationOptions;
  parseRequestOptionsFromJSON(options: unknown): PublicKeyCredentialRequestOptions;
}

const button = document.querySelector<HTMLButtonElement>("[data-passkey]");
const problem = document.querySelector<HTMLElement>("[data-passkey-problem]");
const parsing = (window as unknown as { PublicKeyCredential?: Partial<Parsing> }).PublicKeyCredential;

if (button && parsing?.parseCreationOptionsFromJSON && parsing.parseRequestOptionsFromJSON) {
  const known = parsing as Parsing;
  button.hidden = false;
  button.disabled = false;
  button.addEventListener("click", () => void ask(button, known));
}

async function ask(pressed: HTMLButtonElement, known: Parsing): Promise<void> {
  const form = pressed.form;
  const answer = form?.querySelector<HTMLInputElement>("[data-passkey-answer]");
  const token = form?.querySelector<HTMLInputElement>('input[name="__RequestVerificationToken"]');
  const address = pressed.dataset["passkey"];
  if (!form || !answer || !token || !address) return;
  if (problem) problem.hidden = true;
  pressed.disabled = true;
  try {
    const response = await fetch(address, { method: "POST", headers: { RequestVerificationToken: token.value } });
    if (!response.ok) throw new Error(String(response.status));
    const options: unknown = await response.json();
    const credential = address.endsWith("/creation")
      ? await navigator.credentials.create({ publicKey: known.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: known.parseRequestOptionsFromJSON(options) });
    answer.value = JSON.stringify(credential);
    // Fields that the key makes unnecessary must not hold the form up.
    form.noValidate = true;
    form.requestSubmit();
  } catch {
    // Cancelled, timed out, or a device without one: said beside the button, and nothing was changed.
    if (problem) problem.hidden = false;
    pressed.disabled = false;
  }
}
