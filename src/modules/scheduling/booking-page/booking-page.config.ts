import { corsOrigins } from '../../../infra/config/address-fields.js';
import type { SettingsOf } from '../../../infra/config/config-slice.js';

const settings = {
  BOOKING_PAGE_FRAMED_BY: corsOrigins,
};

export class BookingPageConfig {
  static readonly settings = settings;

  /** Origins of the sites that may show booking pages in frames. */
  readonly framedBy: string[];

  constructor(env: SettingsOf<typeof settings>) {
    this.framedBy = env.BOOKING_PAGE_FRAMED_BY;
  }
}
