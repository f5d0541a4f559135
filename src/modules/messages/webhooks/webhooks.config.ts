import { DAY, SECOND } from '../../../kernel/clock.js';
import type { SettingsOf } from '../../../infra/config/config-slice.js';
import { integer, list } from '../../../infra/config/fields.js';

const settings = {
  WEBHOOK_TIMEOUT_MS: integer(100, 60_000, 15_000),
  WEBHOOK_RETRY_SECONDS: list('5,30,120,600,1800,3600,7200,14400,21600,36000')
    .transform((items) => items.map(Number))
    .refine((items) => items.length <= 30 && items.every((item) => item >= 0.001 && item <= 86_400), {
      error: 'must be at most 30 numbers of seconds up to 86400, separated by commas',
    }),
  WEBHOOK_CONCURRENCY: integer(1, 500, 20),
  WEBHOOK_DISABLE_AFTER_DAYS: integer(1, 365, 5),
  WEBHOOK_RETENTION_DAYS: integer(1, 365, 30),
};

export class WebhookConfig {
  static readonly settings = settings;

  /** Timeout of one attempt, from the DNS look-up to the end of the response. */
  readonly timeoutMs: number;
  /** Back-off: pauses after the first, second, ... failed attempt, without jitter. */
  readonly retryDelaysMs: readonly number[];
  /** How many attempts a worker makes concurrently. */
  readonly concurrency: number;
  readonly disableAfterMs: number;
  readonly retentionMs: number;

  constructor(env: SettingsOf<typeof settings>) {
    this.timeoutMs = env.WEBHOOK_TIMEOUT_MS;
    this.retryDelaysMs = env.WEBHOOK_RETRY_SECONDS.map((seconds) => seconds * SECOND);
    this.concurrency = env.WEBHOOK_CONCURRENCY;
    this.disableAfterMs = env.WEBHOOK_DISABLE_AFTER_DAYS * DAY;
    this.retentionMs = env.WEBHOOK_RETENTION_DAYS * DAY;
  }
}
