import type { SettingsOf } from '../../../infra/config/config-slice.js';
import { integer } from '../../../infra/config/fields.js';
import { HOUR } from '../../../kernel/clock.js';

const settings = {
  SESSION_GUEST_HOURS: integer(0, 720, 12),
};

export class SessionsConfig {
  static readonly settings = settings;

  /** How long after the end of a booking its guests may be in its room. */
  readonly guestsStayMs: number;

  constructor(env: SettingsOf<typeof settings>) {
    this.guestsStayMs = env.SESSION_GUEST_HOURS * HOUR;
  }
}
