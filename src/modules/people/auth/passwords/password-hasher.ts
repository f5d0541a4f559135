import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { CodedError } from '../../../../kernel/coded-error.js';
import { SERVICE_UNAVAILABLE } from '../../../../kernel/common-errors.js';
import { normalForm, spellings } from './password-rules.js';
import { AuthConfig } from '../auth.config.js';

/** `Algorithm.Argon2id`; a const enum cannot be imported under `isolatedModules`. */
const ARGON2ID = 2;
/** OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB, two passes, one lane. */
const PARAMETERS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const PREFIX = '$argon2id$v=19$m=19456,t=2,p=1$';
/** Load shedding: beyond this many waiting sign-ins requests are refused. */
const MAX_WAITING = 200;

export interface PasswordCheck {
  readonly isRight: boolean;
  /** Whether it has to be rehashed: other parameters, or another Unicode normalization of the password. */
  readonly isOutdated: boolean;
}

/** Hashes in the thread pool with bounded concurrency (a bulkhead), so that sign-ins cannot starve other requests. */
@Injectable()
export class PasswordHasher {
  private running = 0;
  private readonly waiting: Array<() => void> = [];
  private readonly decoy: Promise<string>;

  constructor(private readonly config: AuthConfig) {
    this.decoy = hash('a password that nobody has', PARAMETERS);
  }

  hash(password: string): Promise<string> {
    return this.limited(() => hash(normalForm(password), PARAMETERS));
  }

  /**
   * Against timing side channels (user enumeration): without a stored hash a decoy is verified, and all normalizations
   * are tried whatever the first ones yield.
   */
  async check(stored: string | undefined, password: string): Promise<PasswordCheck> {
    const against = stored ?? (await this.decoy);
    const matches: boolean[] = [];
    for (const spelling of spellings(password)) matches.push(await this.limited(() => verify(against, spelling)));
    return {
      isRight: stored !== undefined && matches.includes(true),
      isOutdated: !against.startsWith(PREFIX) || matches[0] !== true,
    };
  }

  private async limited<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.config.passwordHashConcurrency) {
      if (this.waiting.length >= MAX_WAITING) throw new CodedError(SERVICE_UNAVAILABLE, { retryAfterSeconds: 5 });
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else {
      this.running += 1;
    }
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
