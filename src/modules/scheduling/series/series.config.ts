import type { SettingsOf } from '../../../infra/config/config-slice.js';
import { cron } from '../../../infra/config/fields.js';

const settings = {
  SERIES_EXTENSION_CRON: cron('*/10 * * * *'),
};

export class SeriesConfig {
  static readonly settings = settings;

  /** Cron pattern of booking further instances ahead. */
  readonly extensionCron: string;

  constructor(env: SettingsOf<typeof settings>) {
    this.extensionCron = env.SERIES_EXTENSION_CRON;
  }
}
