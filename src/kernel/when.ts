/*
 * Times as people read them, in English and with their zone: in e-mails, notifications and pages.
 */

interface Local {
  readonly date: string;
  readonly time: string;
  /** `UTC+05:30` */
  readonly offset: string;
}

/** `Sunday, 29 March 2026, 10:00 (Europe/Berlin, UTC+02:00)` */
export function formatMoment(instant: string, timeZone: string): string {
  const zone = knownZone(timeZone);
  const { date, time, offset } = local(instant, zone);
  return `${date}, ${time} ${inZone(zone, offset)}`;
}

/** `Sunday, 29 March 2026, 10:00–11:00 (Europe/Berlin, UTC+02:00)`; both offsets where the clocks change in between. */
export function formatPeriod(start: string, end: string, timeZone: string): string {
  const zone = knownZone(timeZone);
  const from = local(start, zone);
  const to = local(end, zone);
  const last = from.date === to.date ? to.time : `${to.date}, ${to.time}`;
  if (from.offset !== to.offset) return `${from.date}, ${from.time} ${from.offset} – ${last} ${to.offset} (${zone})`;
  const dash = from.date === to.date ? '–' : ' – ';
  return `${from.date}, ${from.time}${dash}${last} ${inZone(zone, from.offset)}`;
}

/** `Sunday, 29 March 2026` for a calendar date (`2026-03-29`). */
export function formatDate(date: string): string {
  return local(`${date}T12:00:00Z`, 'UTC').date;
}

/** `1 day`, `90 minutes`: a span in the largest unit that states it exactly. */
export function formatMinutes(minutes: number): string {
  for (const [unit, size] of [
    ['day', 1440],
    ['hour', 60],
  ] as const) {
    if (minutes >= size && minutes % size === 0) return plural(minutes / size, unit);
  }
  return plural(minutes, 'minute');
}

export function plural(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function local(instant: string, timeZone: string): Local {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(new Date(instant))
      .map(({ type, value }) => [type, value]),
  );
  return {
    date: `${parts.weekday}, ${parts.day} ${parts.month} ${parts.year}`,
    time: `${parts.hour}:${parts.minute}`,
    // Some versions of ICU write the offset zero as a bare GMT.
    offset: String(parts.timeZoneName).replace(/^GMT$/, 'GMT+00:00').replace('GMT', 'UTC'),
  };
}

/** To make one takes several times as long as to use it, and there are only a few hundred zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** @throws RangeError when this machine's data do not have the zone */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  });
  formats.set(timeZone, format);
  return format;
}

function inZone(zone: string, offset: string): string {
  return zone === 'UTC' ? `(${zone})` : `(${zone}, ${offset})`;
}

/** A zone that this machine's data does not know yet is no reason to send nothing: UTC, and said so. */
export function knownZone(timeZone: string): string {
  try {
    formatOf(timeZone);
    return timeZone;
  } catch {
    return 'UTC';
  }
}
