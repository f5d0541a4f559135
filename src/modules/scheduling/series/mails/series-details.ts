import type { Recipient } from '../../../../infra/mail/mail-template.js';
import { type Block, facts, type MailBrand, type MaybeFact } from '../../../../infra/mail/rendering/document.js';
import { displayName, displayNames, shortened } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';
import { formatBriefly, formatMoment, formatPeriod } from '../../../../kernel/when.js';

/** What every mail about a series of bookings tells of it. */
export interface SeriesDetails {
  readonly title: string;
  /** In words, as local times of `timeZone`: `every week on Monday at 9 AM`. */
  readonly rule: string;
  readonly timeZone: string;
  /** The next instances. */
  readonly dates: ReadonlyArray<{ readonly start: string; readonly end: string }>;
  /** Dates of the rule that were taken. */
  readonly skippedDates?: readonly string[];
  readonly organizerName: string;
  readonly attendeeNames?: readonly string[];
  readonly location?: string | null;
  readonly description?: string | null;
  /** URL of the room where people write and run code together: the reader's own. */
  readonly sessionUrl?: string | null;
  /** Where the reader's answers go. */
  readonly replyTo?: string | null;
  /** Name in the subject of the person whom the reader meets; null for several or none. */
  readonly withName?: string | null;
  /** Of the organization. */
  readonly brand?: MailBrand | null;
}

/** Leaves room for the time in lists of mails. */
const LONGEST_TITLE = 60;
/** The maximum of names, so that they are never truncated: an erasure searches subjects for whole names. */
const LONGEST_NAME = 100;

export const SERIES_TEXTS = inLanguages({
  en: {
    titleWith: (title: string, name: string) => `${title} with ${name}`,
    from: 'from',
    what: 'What',
    when: 'When',
    next: 'Next',
    notOn: 'Not on',
    where: 'Where',
    organizer: 'Organizer',
    with: 'With',
    notes: 'Notes',
    reason: 'You receive this because you take part in this series of bookings.',
  },
  fr: {
    titleWith: (title, name) => `${title} avec ${name}`,
    from: 'à partir du',
    what: 'Quoi',
    when: 'Quand',
    next: 'Prochaines dates',
    notOn: 'Sauf',
    where: 'Où',
    organizer: 'Organisateur',
    with: 'Avec',
    notes: 'Remarques',
    reason: 'Vous recevez ce message car vous participez à cette série de rendez-vous.',
  },
});

/** Subject: `Confirmed: Tutoring with Ada Lovelace, from Tue 3 Dec, 10:00`; by the rule where no date is left. */
export function seriesSubject(happened: string, series: SeriesDetails, { timeZone, language }: Recipient): string {
  const { titleWith, from } = SERIES_TEXTS[language];
  const title = shortened(series.title, LONGEST_TITLE);
  const what = series.withName ? titleWith(title, shortened(series.withName, LONGEST_NAME)) : title;
  const [next] = series.dates;
  const when = next ? `${from} ${formatBriefly(next.start, timeZone, language)}` : shortened(series.rule);
  return `${happened} ${what}, ${when}`;
}

export function seriesFacts(
  series: SeriesDetails,
  { timeZone, language }: Recipient,
  more: readonly MaybeFact[] = [],
): Block {
  const texts = SERIES_TEXTS[language];
  return facts([
    [texts.what, series.title],
    [texts.when, `${series.rule} (${series.timeZone})`],
    [texts.next, series.dates.map(({ start, end }) => formatPeriod(start, end, timeZone, language)).join('\n')],
    [texts.notOn, (series.skippedDates ?? []).map((start) => formatMoment(start, timeZone, language)).join('\n')],
    [texts.where, series.location],
    [texts.organizer, displayName(series.organizerName)],
    [texts.with, displayNames(series.attendeeNames ?? [], language)],
    [texts.notes, series.description],
    ...more,
  ]);
}
