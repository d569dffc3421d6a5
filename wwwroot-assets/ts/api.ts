/** Calls to /api: same origin, with the token that unsafe methods need. */

/** The server no longer knows who asks: nothing was done. */
export class SignedOutError extends Error {}

/** The server said no with a status nobody expected here. */
export class ApiError extends Error {
  constructor(readonly status: number) {
    super(`The server answered ${status}`);
  }
}

/** Sends JSON or a form; returns the response of a success. 404, 409, 422 and 423 come back too: they are answers. */
export async function send(method: "GET" | "POST" | "PUT" | "DELETE", address: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (method !== "GET") headers["RequestVerificationToken"] = document.querySelector<HTMLMetaElement>('meta[name="request-token"]')?.content ?? "";
  const init: RequestInit = { method, headers, credentials: "same-origin" };
  if (body instanceof FormData) init.body = body;
  else if (body !== undefined) {
    headers["Content-Type"] = "application/json";
    init.body = JSON.stringify(body);
  }
  if (signal) init.signal = signal;
  const response = await fetch(address, init);
  if (response.status === 401) throw new SignedOutError();
  if (!response.ok && response.status !== 404 && response.status !== 409 && response.status !== 422 && response.status !== 423) throw new ApiError(response.status);
  return response;
}
