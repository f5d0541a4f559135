import { timeZoneNamed } from '../../../../kernel/time-zones.js';
import { zoneOfWindows } from './windows-zones.js';

/**
 * Maps a TZID to a zone of the tz database: the name itself, a Windows name, or the end of a path, such as
 * `/freeassociation.sourceforge.net/Tzfile/Europe/Berlin` of Evolution; a leading slash marks globally unique names
 * (RFC 5545, section 3.2.19).
 * @returns null for an unknown name
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
