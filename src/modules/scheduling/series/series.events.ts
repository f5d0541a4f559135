import { defineEvent } from '../../../kernel/message.js';

export interface SeriesFact {
  readonly seriesId: string;
  /** Who did it; null for what happens by itself. */
  readonly actorId: string | null;
  /** SEQUENCE after the change: two messages about one of them tell the same news. */
  readonly sequence: number;
}

export interface SeriesPerson {
  readonly userId: string | null;
  readonly email: string | null;
  readonly name: string | null;
}

export interface SeriesChanged extends SeriesFact {
  /** Who is not invited any more; their rows are gone when this is read. */
  readonly removed: readonly SeriesPerson[];
}

/** Also for the second part of a series that was split. */
export const SERIES_CREATED = defineEvent<SeriesFact>('series.created', 'seriesId');
export const SERIES_CHANGED = defineEvent<SeriesChanged>('series.changed', 'seriesId');
export const SERIES_ENDED = defineEvent<SeriesFact>('series.cancelled', 'seriesId');
/** Dates that are taken, found when nobody was there to be asked. */
export const SERIES_DATES_SKIPPED = defineEvent<{
  readonly seriesId: string;
  /** SEQUENCE after it; null where a `series.changed` tells everybody the same. */
  readonly sequence: number | null;
  /** ISO 8601, UTC. */
  readonly starts: readonly string[];
}>('series.dates_skipped', 'seriesId');
