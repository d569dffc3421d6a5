/** A note on the desktop about a new message. Nothing while the person looks at this page anyway. */
export function notify(sender: string, subject: string, place: string, address: string): void {
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  if (document.visibilityState === "visible" && document.hasFocus()) return;
  // Of several open pages each says it: with the same tag the later note takes the place of the earlier one.
  const note = new Notification(sender, { body: `${subject}\n${place}`, tag: address, icon: "/icon-180.png" });
  note.onclick = () => {
    window.focus();
    note.close();
    const link = document.createElement("a");
    link.href = address;
    document.body.append(link);
    link.click();
    link.remove();
  };
}
