/** Bytes of a picture that stands in a text as a data: address. Decoded here: the page may not connect to such addresses. */
export function fromDataUrl(address: string): File | null {
  const found = /^data:image\/(png|jpe?g|gif|webp);base64,([A-Za-z0-9+/=\s]+)$/i.exec(address);
  if (!found) return null;
  const kind = (found[1] ?? "png").toLowerCase();
  const bytes = Uint8Array.from(atob((found[2] ?? "").replace(/\s/g, "")), (character) => character.charCodeAt(0));
  return new File([bytes], `picture.${kind}`, { type: `image/${kind === "jpg" ? "jpeg" : kind}` });
}
