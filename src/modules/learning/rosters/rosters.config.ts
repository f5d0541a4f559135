import type { SettingsOf } from '../../../infra/config/config-slice.js';
import { integer } from '../../../infra/config/fields.js';
import { DAY } from '../../../kernel/clock.js';

const settings = {
  ROSTER_RETENTION_DAYS: integer(1, 3_650, 30),
  ROSTER_KEPT_ROWS: integer(1, 1_000_000_000, 2_000_000),
};

export class RostersConfig {
  static readonly settings = settings;

  /** How long an import is kept after it was applied, else after its last step. */
  readonly retentionMs: number;
  /** How many rows of imports that were applied an organization keeps; the oldest imports beyond go earlier. */
  readonly keptRows: number;

  constructor(env: SettingsOf<typeof settings>) {
    this.retentionMs = env.ROSTER_RETENTION_DAYS * DAY;
    this.keptRows = env.ROSTER_KEPT_ROWS;
  }
}
