/** What the page and the frame of a PDF say to each other. */
export interface ToView {
  readonly bytes: ArrayBuffer;
  /** Name of a page: "Page {0} of {1}". */
  readonly page: string;
}

export type FromView = "ready" | "shown" | "failed";
