import { DAY } from '../../../kernel/clock.js';
import type { AuditRetention } from '../../../infra/audit/audit-meaning.js';
import type { SettingsOf } from '../../../infra/config/config-slice.js';
import { flag, integer, optional } from '../../../infra/config/fields.js';
import { secret } from '../../../infra/config/secrets.js';

const settings = {
  AUDIT_REQUESTS: flag(false),
  AUDIT_RETENTION_DAYS: integer(7, 3650, 30),
  AUDIT_SESSION_RETENTION_DAYS: integer(7, 3650, 365),
  AUDIT_USER_RETENTION_DAYS: integer(7, 3650, 730),
  AUDIT_SEAL_SECRET: secret.optional(),
  AUDIT_SEAL_HEAD_FILE: optional,
};

export class AuditConfig {
  static readonly settings = settings;

  /** Whether every request is an entry (`api_request`, level debug). */
  readonly logsRequests: boolean;
  readonly retentionMs: Readonly<Record<AuditRetention, number>>;

  /** What the key of the seals is derived from; without it nothing is sealed. */
  readonly sealSecret: string | undefined;
  /** Where the worker keeps the end of the chain, outside of the database. */
  readonly headFile: string | undefined;

  constructor(env: SettingsOf<typeof settings>) {
    this.logsRequests = env.AUDIT_REQUESTS;
    this.sealSecret = env.AUDIT_SEAL_SECRET;
    this.headFile = env.AUDIT_SEAL_HEAD_FILE;
    this.retentionMs = {
      ordinary: env.AUDIT_RETENTION_DAYS * DAY,
      session: env.AUDIT_SESSION_RETENTION_DAYS * DAY,
      user: env.AUDIT_USER_RETENTION_DAYS * DAY,
    };
  }
}
