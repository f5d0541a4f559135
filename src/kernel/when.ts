/*
 * Times as people read them, in their language and with their zone: in e-mails, notifications and pages.
 */
import { DEFAULT_LANGUAGE, inLanguages, type Language, LOCALES } from './language.js';

interface Local {
  readonly date: string;
  readonly time: string;
  /** `UTC+05:30` */
  readonly offset: string;
}

/** `Sunday, 29 March 2026, 10:00 (Europe/Berlin, UTC+02:00)` */
export function formatMoment(instant: string, timeZone: string, language: Language = DEFAULT_LANGUAGE): string {
  const zone = knownZone(timeZone);
  const { date, time, offset } = local(instant, zone, language);
  return `${date}, ${time} ${inZone(zone, offset)}`;
}

/** `Sunday, 29 March 2026, 10:00–11:00 (Europe/Berlin, UTC+02:00)`; both offsets where the clocks change in between. */
export function formatPeriod(
  start: string,
  end: string,
  timeZone: string,
  language: Language = DEFAULT_LANGUAGE,
): string {
  const zone = knownZone(timeZone);
  const from = local(start, zone, language);
  const to = local(end, zone, language);
  const last = from.date === to.date ? to.time : `${to.date}, ${to.time}`;
  if (from.offset !== to.offset) return `${from.date}, ${from.time} ${from.offset} – ${last} ${to.offset} (${zone})`;
  const dash = from.date === to.date ? '–' : ' – ';
  return `${from.date}, ${from.time}${dash}${last} ${inZone(zone, from.offset)}`;
}

/** `Sun 29 Mar, 10:00`: where there is no room for more. */
export function formatBriefly(instant: string, timeZone: string, language: Language = DEFAULT_LANGUAGE): string {
  const { weekday, day, month, hour, minute } = partsOf(instant, knownZone(timeZone), language, 'short');
  return `${weekday} ${day} ${month}, ${hour}:${minute}`;
}

/** `Sunday, 29 March 2026` for a calendar date (`2026-03-29`). */
export function formatDate(date: string, language: Language = DEFAULT_LANGUAGE): string {
  return local(`${date}T12:00:00Z`, 'UTC', language).date;
}

const UNITS = inLanguages({
  en: { day: ['day', 'days'], hour: ['hour', 'hours'], minute: ['minute', 'minutes'] },
  fr: { day: ['jour', 'jours'], hour: ['heure', 'heures'], minute: ['minute', 'minutes'] },
});

/** `1 day`, `90 minutes`: a span in the largest unit that states it exactly. */
export function formatMinutes(minutes: number, language: Language = DEFAULT_LANGUAGE): string {
  for (const [unit, size] of [
    ['day', 1440],
    ['hour', 60],
  ] as const) {
    if (minutes >= size && minutes % size === 0) return counted(minutes / size, UNITS[language][unit], language);
  }
  return counted(minutes, UNITS[language].minute, language);
}

/** @param forms of one, and of several, as the language counts: French has none of something in the singular */
export function counted(count: number, forms: readonly string[], language: Language): string {
  return `${count} ${forms[PLURALS[language].select(count) === 'one' ? 0 : 1] ?? ''}`;
}

const PLURALS: Readonly<Record<Language, Intl.PluralRules>> = {
  en: new Intl.PluralRules('en'),
  fr: new Intl.PluralRules('fr'),
};

function local(instant: string, timeZone: string, language: Language): Local {
  const { weekday, day, month, year, hour, minute, timeZoneName } = partsOf(instant, timeZone, language, 'long');
  return {
    date: `${weekday}${language === 'en' ? ',' : ''} ${day} ${month} ${year}`,
    time: `${hour}:${minute}`,
    // Some versions of ICU write the offset zero as a bare GMT, and in French all of them as UTC.
    offset: String(timeZoneName)
      .replace(/^GMT$/, 'GMT+00:00')
      .replace(/^UTC$/, 'UTC+00:00')
      .replace('GMT', 'UTC')
      .replace('\u2212', '-'),
  };
}

function partsOf(instant: string, timeZone: string, language: Language, length: 'long' | 'short') {
  const parts = Object.fromEntries(
    formatOf(timeZone, language, length)
      .formatToParts(new Date(instant))
      .map(({ type, value }) => [type, value]),
  );
  return language === 'fr' && parts.day === '1' ? { ...parts, day: '1er' } : parts;
}

/** Cache: constructing a format takes several times as long as using it, and there are only a few hundred zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** @throws RangeError when this machine's data do not have the zone */
function formatOf(timeZone: string, language: Language, length: 'long' | 'short'): Intl.DateTimeFormat {
  const key = `${language} ${length} ${timeZone}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(LOCALES[language], {
    timeZone,
    weekday: length,
    day: 'numeric',
    month: length,
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  });
  formats.set(key, format);
  return format;
}

function inZone(zone: string, offset: string): string {
  return zone === 'UTC' ? `(${zone})` : `(${zone}, ${offset})`;
}

/** The zone, or UTC where this machine's zone data do not have it yet: better than sending nothing. */
export function knownZone(timeZone: string): string {
  try {
    formatOf(timeZone, DEFAULT_LANGUAGE, 'long');
    return timeZone;
  } catch {
    return 'UTC';
  }
}
