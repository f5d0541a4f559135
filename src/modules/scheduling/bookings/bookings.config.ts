import type { SettingsOf } from '../../../infra/config/config-slice.js';
import { list } from '../../../infra/config/fields.js';

const settings = {
  BOOKING_REMINDER_MINUTES: list('1440,60')
    .transform((items) => items.map(Number))
    .refine((items) => items.every((item) => Number.isInteger(item) && item > 0 && item <= 43_200), {
      error: 'must be whole minutes between 1 and 43200, separated by commas',
    }),
};

export class BookingConfig {
  static readonly settings = settings;

  /** Offsets of reminders before the start. */
  readonly reminderMinutes: number[];

  constructor(env: SettingsOf<typeof settings>) {
    this.reminderMinutes = env.BOOKING_REMINDER_MINUTES;
  }
}
