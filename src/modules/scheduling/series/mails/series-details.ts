import { type Block, facts, type MaybeFact } from '../../../../infra/mail/rendering/document.js';
import { displayName, displayNames } from '../../../../infra/mail/rendering/names.js';
import { formatMoment, formatPeriod } from '../../../../kernel/when.js';

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
}

export const SERIES_REASON = 'You receive this because you take part in this series of bookings.';

export function seriesFacts(series: SeriesDetails, timeZone: string, more: readonly MaybeFact[] = []): Block {
  return facts([
    ['What', series.title],
    ['When', `${series.rule} (${series.timeZone})`],
    ['Next', series.dates.map(({ start, end }) => formatPeriod(start, end, timeZone)).join('\n')],
    ['Not on', (series.skippedDates ?? []).map((start) => formatMoment(start, timeZone)).join('\n')],
    ['Where', series.location],
    ['Organizer', displayName(series.organizerName)],
    ['With', displayNames(series.attendeeNames ?? [])],
    ['Notes', series.description],
    ...more,
  ]);
}
