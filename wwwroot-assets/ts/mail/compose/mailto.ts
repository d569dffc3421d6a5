/** mailto: links, as far as a link may fill in a message. */
import type { Content } from "./kept";

/** RFC 6068, and of its fields only those a link may fill in: nobody gets a hidden copy because of a link. */
export function readMailto(address: string): Partial<Content> {
  if (!/^mailto:/i.test(address)) return {};
  const [path = "", query = ""] = address.slice("mailto:".length).split("?", 2);
  const content: Record<string, string> = { to: decode(path) };
  for (const pair of query.split("&")) {
    const [name = "", value = ""] = pair.split("=", 2);
    const field = ({ to: "to", cc: "cc", subject: "subject", body: "text" } as Record<string, string>)[name.toLowerCase()];
    if (!field) continue;
    content[field] = field === "to" && content["to"] ? `${content["to"]}, ${decode(value)}` : decode(value);
  }
  return content;
}

// A plus stays a plus in a mailto link.
function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
