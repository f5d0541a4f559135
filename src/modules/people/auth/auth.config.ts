import { readFileSync } from 'node:fs';
import { DAY, MINUTE, SECOND } from '../../../kernel/clock.js';
import type { SettingsOf } from '../../../infra/config/config-slice.js';
import { flag, integer, textFile } from '../../../infra/config/fields.js';
import { domainsIn } from './addresses/address-domains.js';

const settings = {
  ACCESS_TOKEN_TTL_MINUTES: integer(1, 60, 15),
  REFRESH_TOKEN_TTL_DAYS: integer(1, 90, 7),
  LOGIN_SESSION_MAX_DAYS: integer(1, 365, 30),
  PASSWORD_HASH_CONCURRENCY: integer(1, 64, 2),
  REFUSE_DISPOSABLE_EMAIL: flag(true),
  DISPOSABLE_EMAIL_DOMAINS_FILE: textFile,

  ONBOARDING_EMAIL_DELAY_MINUTES: integer(0, 43_200, 1440),
};

export class AuthConfig {
  static readonly settings = settings;

  readonly accessTokenTtlSeconds: number;
  /** Idle and absolute time-out. */
  readonly sessionLifetime: { readonly idleSeconds: number; readonly absoluteSeconds: number };
  readonly passwordHashConcurrency: number;
  readonly refusesDisposableEmail: boolean;
  /** In place of the list that comes with the release. */
  readonly disposableDomains: ReadonlySet<string> | undefined;
  readonly onboardingEmailDelayMs: number;

  constructor(env: SettingsOf<typeof settings>) {
    this.accessTokenTtlSeconds = env.ACCESS_TOKEN_TTL_MINUTES * 60;
    this.sessionLifetime = {
      idleSeconds: (env.REFRESH_TOKEN_TTL_DAYS * DAY) / SECOND,
      absoluteSeconds: (env.LOGIN_SESSION_MAX_DAYS * DAY) / SECOND,
    };
    this.passwordHashConcurrency = env.PASSWORD_HASH_CONCURRENCY;
    this.refusesDisposableEmail = env.REFUSE_DISPOSABLE_EMAIL;
    const { DISPOSABLE_EMAIL_DOMAINS_FILE: list } = env;
    this.disposableDomains = list === undefined ? undefined : domainsIn(readFileSync(list, 'utf8'));
    this.onboardingEmailDelayMs = env.ONBOARDING_EMAIL_DELAY_MINUTES * MINUTE;
  }
}
