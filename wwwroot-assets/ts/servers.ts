// Finds the servers of an address while the password is typed, and shows each way that is tried. The form works without it.

interface Line {
  way: string;
  found: boolean | null;
  text: string;
  fact: string;
}

const steps = document.querySelector<HTMLOListElement>("ol[data-servers-for]");
const address = document.querySelector<HTMLInputElement>(`input[name="${steps?.dataset.serversFor ?? ""}"]`);
let asked = "";
let asking = new AbortController();

if (steps && address) {
  const list = steps;
  const field = address;
  field.addEventListener("change", () => void find(list, field));
  if (field.value) void find(list, field);
}

async function find(list: HTMLOListElement, field: HTMLInputElement): Promise<void> {
  const value = field.value.trim();
  if (value === asked || !field.checkValidity() || value === "") return;
  asked = value;
  asking.abort();
  asking = new AbortController();
  list.replaceChildren();
  list.hidden = false;
  try {
    const response = await fetch(`api/discovery?address=${encodeURIComponent(value)}`, { signal: asking.signal });
    if (!response.ok || !response.body) throw new Error(`status ${response.status}`);
    for await (const line of lines(response.body)) show(list, JSON.parse(line) as Line);
  } catch (error) {
    // The servers are looked for again when the form is sent: nothing is lost but the view of it.
    if (!(error instanceof DOMException && error.name === "AbortError")) list.hidden = true;
  }
}

async function* lines(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const parts = (rest + decoder.decode(value, { stream: true })).split("\n");
    rest = parts.pop() ?? "";
    yield* parts.filter((part) => part !== "");
  }
}

function show(list: HTMLOListElement, line: Line): void {
  // At the end only the outcome stays: what was found, or that nothing was.
  if (line.way === "") list.replaceChildren();
  const known = line.way === "" ? null : list.querySelector<HTMLLIElement>(`li[data-way="${line.way}"]`);
  const item = known ?? list.appendChild(document.createElement("li"));
  item.dataset.way = line.way;
  item.dataset.found = String(line.found);
  const mark = document.createElement("span");
  mark.textContent = line.found === null ? "…" : line.found ? "✓" : "–";
  mark.setAttribute("aria-hidden", "true");
  const text = document.createElement("strong");
  text.textContent = line.text;
  const fact = document.createElement("span");
  fact.className = "muted tabular";
  fact.textContent = line.fact;
  item.replaceChildren(mark, text, fact);
}
