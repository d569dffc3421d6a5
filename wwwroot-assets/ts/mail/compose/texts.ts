/** Sentences of the composer in the person's language; the server writes them into the form. */

let texts: Record<string, string> = {};

export function useTexts(form: HTMLElement): void {
  texts = JSON.parse(form.dataset["texts"] ?? "{}") as Record<string, string>;
}

export function text(key: string, ...values: string[]): string {
  return (texts[key] ?? key).replace(/\{(\d)\}/g, (whole, index: string) => values[Number(index)] ?? whole);
}

export function size(bytes: number): string {
  const mega = bytes / 1_048_576;
  const number = (value: number, digits: number): string => value.toLocaleString(document.documentElement.lang, { maximumFractionDigits: digits });
  return mega >= 1 ? text("FileSizeMega", number(mega, 1)) : text("FileSizeKilo", number(Math.max(1, bytes / 1_024), 0));
}
