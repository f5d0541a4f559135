import type { SettingsOf } from '../../../infra/config/config-slice.js';
import { integer } from '../../../infra/config/fields.js';

const settings = {
  RATE_LIMIT_GUEST_HOLDS: integer(1, 1_000_000, 3),
};

export class SlotConfig {
  static readonly settings = settings;

  /** Most concurrent holds of guests per network and event type. */
  readonly guestHolds: number;

  constructor(env: SettingsOf<typeof settings>) {
    this.guestHolds = env.RATE_LIMIT_GUEST_HOLDS;
  }
}
