import { TIME_ZONE_NAMES } from './time-zone-names.js';

/** The names of the list, and those that came with newer data of the runtime; by their spelling in lower case. */
const spellings = new Map(
  [...TIME_ZONE_NAMES, ...Intl.supportedValuesOf('timeZone')].map((name) => [name.toLowerCase(), name]),
);
/** Whether the runtime has the data of a name; there are about 600. */
const available = new Map<string, boolean>();

/**
 * The zone that is meant, as the tz database spells it; upper and lower case count alike (ECMA-402, section 6.5.1).
 * @returns undefined for what the tz database does not know, such as `PST`, `BST` and `+01:00`, which Intl takes in part,
 * and for a zone of which this machine has no data
 */
export function timeZoneNamed(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 64) return undefined;
  const name = spellings.get(value.toLowerCase());
  return name !== undefined && isAvailable(name) ? name : undefined;
}

/** Every name that `timeZoneNamed` answers with, the names of links among them. */
export function timeZoneNames(): string[] {
  return [...spellings.values()].filter(isAvailable);
}

export function isTimeZone(value: unknown): value is string {
  return timeZoneNamed(value) !== undefined;
}

function isAvailable(name: string): boolean {
  let known = available.get(name);
  if (known === undefined) available.set(name, (known = isTakenByIntl(name)));
  return known;
}

function isTakenByIntl(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
