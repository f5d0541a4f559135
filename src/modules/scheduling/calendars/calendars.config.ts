import { MINUTE } from '../../../kernel/clock.js';
import type { SettingsOf } from '../../../infra/config/config-slice.js';
import { integer } from '../../../infra/config/fields.js';

const settings = {
  EXTERNAL_CALENDAR_EVERY_MINUTES: integer(1, 1440, 15),
  EXTERNAL_CALENDAR_CONCURRENCY: integer(1, 50, 4),
  EXTERNAL_CALENDAR_READING_TIMEOUT_MS: integer(100, 60_000, 10_000),
};

export class ExternalCalendarConfig {
  static readonly settings = settings;

  /** Poll interval of each calendar while reading succeeds. */
  readonly everyMs: number;
  /** How many calendars a worker reads concurrently. */
  readonly concurrency: number;
  /** Timeout of parsing one file. */
  readonly readingTimeoutMs: number;

  constructor(env: SettingsOf<typeof settings>) {
    this.everyMs = env.EXTERNAL_CALENDAR_EVERY_MINUTES * MINUTE;
    this.concurrency = env.EXTERNAL_CALENDAR_CONCURRENCY;
    this.readingTimeoutMs = env.EXTERNAL_CALENDAR_READING_TIMEOUT_MS;
  }
}
