/** What the person changed on another page or device, told to this open page. */

function isComposing(): boolean {
  const composer = document.getElementById("composer");
  return composer !== null && !composer.hidden;
}

/** Another language is another page; what is being written is finished first. */
function reloadWhenFree(): void {
  if (!isComposing()) {
    window.location.reload();
    return;
  }
  const composer = document.getElementById("composer");
  if (!composer) return;
  const watch = new MutationObserver(() => {
    if (isComposing()) return;
    watch.disconnect();
    window.location.reload();
  });
  watch.observe(composer, { attributes: true, attributeFilter: ["hidden"] });
}

function set(name: string, value: string | null): void {
  if (value) document.documentElement.dataset[name] = value;
  else delete document.documentElement.dataset[name];
}

declare global {
  interface Window {
    webmailLook?: (theme: string | null, text: string | null, reload: boolean) => void;
  }
}

export function startLook(): void {
  window.webmailLook = (theme, text, reload) => {
    set("theme", theme);
    set("text", text);
    if (reload) reloadWhenFree();
  };
}
