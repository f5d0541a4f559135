import type { SettingsOf } from '../../../infra/config/config-slice.js';
import { integer } from '../../../infra/config/fields.js';

const settings = {
  RATE_LIMIT_GUEST_HOLDS: integer(1, 1_000_000, 3),
};

export class SlotConfig {
  static readonly settings = settings;

  /** Slots of one event type that one network keeps at once without an account. */
  readonly guestHolds: number;

  constructor(env: SettingsOf<typeof settings>) {
    this.guestHolds = env.RATE_LIMIT_GUEST_HOLDS;
  }
}
