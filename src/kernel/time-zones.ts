import { TIME_ZONE_NAMES } from './time-zone-names.js';

/** Names of the list above and those of newer runtime data, by their lower-case form. */
const spellings = new Map(
  [...TIME_ZONE_NAMES, ...Intl.supportedValuesOf('timeZone')].map((name) => [name.toLowerCase(), name]),
);
/** Cache: canonical name of a zone in the runtime, null where it has no data of it; about 600 entries. */
const canonicalNames = new Map<string, string | null>();

/**
 * The name as the tz database spells it; case-insensitive (ECMA-402, section 6.5.1).
 * @returns undefined for what the tz database does not know, such as `PST`, `BST` and `+01:00`, which Intl takes in part,
 * and for a zone of which this machine has no data
 */
export function timeZoneNamed(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 64) return undefined;
  const name = spellings.get(value.toLowerCase());
  return name !== undefined && canonicalTimeZone(name) !== null ? name : undefined;
}

/** Every name that `timeZoneNamed` returns, links included. */
export function timeZoneNames(): string[] {
  return [...spellings.values()].filter((name) => canonicalTimeZone(name) !== null);
}

export function isTimeZone(value: unknown): value is string {
  return timeZoneNamed(value) !== undefined;
}

/**
 * Canonical name of a zone and its links in this runtime; newer runtimes may keep some links apart. Null where it has
 * no data of the zone.
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
