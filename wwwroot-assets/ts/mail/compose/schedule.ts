/** When a message is to leave: presets and a time of the person's own choice, in the zone of this browser. */
import { text } from "./texts";

const morning = 8;
const afternoon = 14;

function at(days: number, hour: number): Date {
  const date = new Date();
  date.setDate(date.getDate() + days);
  date.setHours(hour, 0, 0, 0);
  return date;
}

/** Monday after today, or after tomorrow when that is one: "tomorrow" is said already. */
function daysToMonday(): number {
  const days = (8 - new Date().getDay()) % 7 || 7;
  return days === 1 ? 8 : days;
}

const presets: Record<string, () => Date> = {
  morning: () => at(1, morning),
  afternoon: () => at(1, afternoon),
  monday: () => at(daysToMonday(), morning),
};

/** "Tue 24 Nov, 08:00" in the person's language. */
export function spoken(date: Date): string {
  const language = document.documentElement.lang;
  const day = date.toLocaleDateString(language, { weekday: "short", day: "numeric", month: "short" });
  return `${day}, ${date.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit", hour12: false })}`;
}

/** Writes the times beside the presets. */
export function fillPresets(form: HTMLElement): void {
  for (const item of form.querySelectorAll<HTMLElement>("[data-schedule]")) {
    const time = item.querySelector("[data-time]");
    const preset = presets[item.dataset["schedule"] ?? ""];
    if (time && preset) time.textContent = spoken(preset());
  }
}

export const presetTime = (name: string): Date | null => presets[name]?.() ?? null;

/** Shows the field for a time, set to tomorrow morning. */
export function askTime(form: HTMLElement): void {
  const panel = form.querySelector<HTMLElement>("[data-when]");
  const input = panel?.querySelector("input");
  if (!panel || !input) return;
  const zone = panel.querySelector("[data-zone]");
  if (zone) zone.textContent = text("ScheduleZone", Intl.DateTimeFormat().resolvedOptions().timeZone);
  const local = (date: Date): string => new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  input.min = local(new Date());
  input.value = local(at(1, morning));
  panel.hidden = false;
  input.focus();
}

export function closeTime(form: HTMLElement): void {
  const panel = form.querySelector<HTMLElement>("[data-when]");
  if (panel) panel.hidden = true;
}

/** The time typed; null when there is none or it has passed. */
export function typedTime(form: HTMLElement): Date | null {
  const date = new Date(form.querySelector<HTMLInputElement>("[data-when] input")?.value ?? "");
  return Number.isNaN(date.getTime()) || date.getTime() <= Date.now() ? null : date;
}
