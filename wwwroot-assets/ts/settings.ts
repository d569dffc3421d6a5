// What the settings pages cannot do without a script: the browser asks before it shows notifications, and only after a click.

const asks = document.querySelector<HTMLInputElement>("[data-asks-permission]");
const refused = document.querySelector<HTMLElement>("[data-permission-refused]");

function tell(): void {
  if (refused && asks) refused.hidden = !asks.checked || ("Notification" in window && Notification.permission === "granted");
}

asks?.addEventListener("change", () => {
  if (!asks.checked || !("Notification" in window)) tell();
  else void Notification.requestPermission().then(tell);
});
if (asks?.checked) tell();
