import type { LogContent } from './log-content.ts';

/** Whose log of which week. */
export interface LogPlace {
  readonly personId: string;
  readonly offeringId: string;
  readonly week: number;
}

/** What is written here of a log and not at the server yet. */
export interface KeptLog {
  readonly content: LogContent;
  /** Of the log that it changes, as it was read; null for one that there was not. */
  readonly base: { readonly id: string; readonly version: number } | null;
  /** Whether it waits to be submitted: then the name of that, by which the server knows it when it comes twice. */
  readonly submission: string | null;
}

const PREFIX = 'log_draft:';

/** Of those that this browser does not keep, because it keeps nothing or is full: as long as the page is open. */
const unkept = new Map<string, string>();
const listeners = new Set<() => void>();

const keyOf = ({ offeringId, week, personId }: LogPlace) => `${PREFIX}${offeringId}:${week}:${personId}`;

const tell = () => {
  for (const listener of listeners) listener();
};

// All windows of a browser show the same, as it is typed in one of them.
window.addEventListener('storage', ({ key }) => {
  if (key !== null && !key.startsWith(PREFIX)) return;
  if (key !== null) unkept.delete(key);
  tell();
});

export function subscribeToKeptLogs(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** As text, which is the same as long as nothing changes. */
export function keptText(place: LogPlace): string | null {
  const key = keyOf(place);
  return unkept.get(key) ?? localStorage.getItem(key);
}

/** Whether it outlives the page. */
export function isKept(place: LogPlace): boolean {
  return !unkept.has(keyOf(place));
}

export function keptLog(text: string | null): KeptLog | null {
  return text === null ? null : (JSON.parse(text) as KeptLog);
}

export function keepLog(place: LogPlace, log: KeptLog): void {
  const [key, text] = [keyOf(place), JSON.stringify(log)];
  try {
    localStorage.setItem(key, text);
    unkept.delete(key);
  } catch {
    unkept.set(key, text);
  }
  tell();
}

export function forgetLog(place: LogPlace): void {
  unkept.delete(keyOf(place));
  localStorage.removeItem(keyOf(place));
  tell();
}

/** Where somebody has written something that is not at the server, in one text for each, joined by lines. */
export function keptPlacesText(personId: string): string {
  return [...new Set([...Object.keys(localStorage), ...unkept.keys()])]
    .filter((key) => key.startsWith(PREFIX) && key.endsWith(`:${personId}`))
    .sort()
    .join('\n');
}

export function placesIn(text: string): readonly LogPlace[] {
  return text.split('\n').flatMap((key) => {
    const [, offeringId, week, personId] = key.split(':');
    return offeringId !== undefined && personId !== undefined ? [{ offeringId, week: Number(week), personId }] : [];
  });
}
