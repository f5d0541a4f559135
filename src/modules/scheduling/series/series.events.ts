import { defineEvent } from '../../../kernel/message.js';

export interface SeriesFact {
  readonly seriesId: string;
  /** Who did it; null for the system. */
  readonly actorId: string | null;
  /** SEQUENCE after the change; messages with the same one are about the same change. */
  readonly sequence: number;
}

export interface SeriesPerson {
  readonly userId: string | null;
  readonly email: string | null;
  readonly name: string | null;
}

export interface SeriesChanged extends SeriesFact {
  /** Removed attendees; in the payload, because their rows are deleted. */
  readonly removed: readonly SeriesPerson[];
}

/** Also for the second part of a series that was split. */
export const SERIES_CREATED = defineEvent<SeriesFact>('series.created', 'seriesId');
export const SERIES_CHANGED = defineEvent<SeriesChanged>('series.changed', 'seriesId');
export const SERIES_ENDED = defineEvent<SeriesFact>('series.cancelled', 'seriesId');
/** Dates that were skipped because of conflicts, by the scheduled task or by an edit. */
export const SERIES_DATES_SKIPPED = defineEvent<{
  readonly seriesId: string;
  /** SEQUENCE afterwards; null where a `series.changed` has the same news. */
  readonly sequence: number | null;
  /** ISO 8601, UTC. */
  readonly starts: readonly string[];
}>('series.dates_skipped', 'seriesId');
