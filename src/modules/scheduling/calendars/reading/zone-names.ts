import { timeZoneNamed } from '../../../../kernel/time-zones.js';
import { zoneOfWindows } from './windows-zones.js';

/**
 * The zone of the tz database that the name of a zone in a file means: itself, what Windows calls so, or what follows a
 * path, such as `/freeassociation.sourceforge.net/Tzfile/Europe/Berlin` of Evolution, or the slash of names that are the
 * same everywhere (RFC 5545, section 3.2.19).
 * @returns null for a name that nobody knows
 */
export function zoneNamed(given: string | undefined): string | null {
  const name = given?.trim();
  if (!name) return null;
  return timeZoneNamed(name) ?? zoneOfWindows(name) ?? zoneAtEndOf(name);
}

function zoneAtEndOf(path: string): string | null {
  const parts = path.split('/').filter((part) => part !== '');
  for (const length of [3, 2, 1]) {
    const zone = parts.length >= length ? timeZoneNamed(parts.slice(-length).join('/')) : undefined;
    if (zone !== undefined) return zone;
  }
  return null;
}
