import { TIME_ZONE_NAMES } from './time-zone-names.js';

/** The names of the list, and those that came with newer data of the runtime; by their spelling in lower case. */
const spellings = new Map(
  [...TIME_ZONE_NAMES, ...Intl.supportedValuesOf('timeZone')].map((name) => [name.toLowerCase(), name]),
);
/** What the runtime calls the zone of a name, null where it has no data of it; there are about 600. */
const canonicalNames = new Map<string, string | null>();

/**
 * The zone that is meant, as the tz database spells it; upper and lower case count alike (ECMA-402, section 6.5.1).
 * @returns undefined for what the tz database does not know, such as `PST`, `BST` and `+01:00`, which Intl takes in part,
 * and for a zone of which this machine has no data
 */
export function timeZoneNamed(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 64) return undefined;
  const name = spellings.get(value.toLowerCase());
  return name !== undefined && canonicalTimeZone(name) !== null ? name : undefined;
}

/** Every name that `timeZoneNamed` answers with, the names of links among them. */
export function timeZoneNames(): string[] {
  return [...spellings.values()].filter((name) => canonicalTimeZone(name) !== null);
}

export function isTimeZone(value: unknown): value is string {
  return timeZoneNamed(value) !== undefined;
}

/**
 * The name that the runtime has for a zone and its links, which show the same clocks; newer runtimes may keep some links
 * apart. Null where it has no data of it.
 * @param name as the tz database spells it
 */
export function canonicalTimeZone(name: string): string | null {
  let known = canonicalNames.get(name);
  if (known === undefined) canonicalNames.set(name, (known = canonicalOfIntl(name)));
  return known;
}

function canonicalOfIntl(timeZone: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
