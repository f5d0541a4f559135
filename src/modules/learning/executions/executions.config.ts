import type { SettingsOf } from '../../../infra/config/config-slice.js';
import { integer } from '../../../infra/config/fields.js';
import { DAY } from '../../../kernel/clock.js';

const settings = {
  EXECUTIONS_AT_ONCE_PERSON: integer(1, 10_000, 5),
  EXECUTIONS_AT_ONCE_ORGANIZATION: integer(1, 10_000, 50),
  EXECUTION_WAIT_SECONDS: integer(1, 3_600, 300),
  EXECUTION_RETENTION_DAYS: integer(1, 3_650, 30),
};

export class ExecutionsConfig {
  static readonly settings = settings;

  /** How many runs of a person wait or run at once. */
  readonly atOncePerPerson: number;
  /** The same in the rooms of an organization, of all people together. */
  readonly atOncePerOrganization: number;
  /** After how long without an executor a run is given up. */
  readonly waitSeconds: number;
  /** How long runs outside of rooms are kept; those in rooms stay with them. */
  readonly retentionMs: number;

  constructor(env: SettingsOf<typeof settings>) {
    this.atOncePerPerson = env.EXECUTIONS_AT_ONCE_PERSON;
    this.atOncePerOrganization = env.EXECUTIONS_AT_ONCE_ORGANIZATION;
    this.waitSeconds = env.EXECUTION_WAIT_SECONDS;
    this.retentionMs = env.EXECUTION_RETENTION_DAYS * DAY;
  }
}
