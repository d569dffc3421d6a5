/** What people regret a minute after sending. */
import type { Content } from "./kept";
import { splitAddresses } from "./people";
import { text } from "./texts";

const manyPeople = 25;
const attached = /\b(?:attach(?:ed|ment|ments|ing)|enclosed)\b|(?:во? ?вложени|прилага(?:ю|ем|ется)|прикладыва(?:ю|ем)|прикрепля(?:ю|ем)|приложен|прикреплен)/i;

/** Questions to ask before sending; empty when there is nothing to ask. */
export function doubts(content: Content, fileCount: number): string[] {
  const found: string[] = [];
  if (content.subject.trim().length === 0) found.push(text("GuardNoSubject"));
  if (fileCount === 0 && attached.test(`${content.subject}\n${own(content.text)}`)) found.push(text("GuardNoFile"));
  const seen = [...splitAddresses(content.to), ...splitAddresses(content.cc)].length;
  if (seen > manyPeople) found.push(text("GuardManyPeople", String(seen)));
  return found;
}

/** Without what others wrote. */
const own = (words: string): string => words.split("\n").filter((line) => !line.startsWith(">")).join("\n").split(/^(?:-{2,} ?(?:Forwarded|Пересыла)|-- ?$)/m)[0] ?? "";
