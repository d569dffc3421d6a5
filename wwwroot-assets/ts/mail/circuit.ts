/** The server's side of the mail screen, while there is a circuit. */
export interface MailPage {
  invokeMethodAsync<T>(method: string, ...values: unknown[]): Promise<T>;
}

let page: MailPage | null = null;

export function connect(value: MailPage | null): void {
  page = value;
}

/** Null where there is no circuit yet, or none any more: the browser goes on without. */
export async function tell(method: string, ...values: unknown[]): Promise<boolean> {
  if (!page) return false;
  try {
    await page.invokeMethodAsync<void>(method, ...values);
    return true;
  } catch {
    // The connection was lost on the way: its own status says so, and the address restores the screen.
    return false;
  }
}
