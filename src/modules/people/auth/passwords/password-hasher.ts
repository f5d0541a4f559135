import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { CodedError } from '../../../../kernel/coded-error.js';
import { SERVICE_UNAVAILABLE } from '../../../../kernel/common-errors.js';
import { normalForm, spellings } from './password-rules.js';
import { AuthConfig } from '../auth.config.js';

/** `Algorithm.Argon2id`; a const enum cannot be imported when files are compiled one by one. */
const ARGON2ID = 2;
/** OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB, two passes, one lane. */
const PARAMETERS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const PREFIX = '$argon2id$v=19$m=19456,t=2,p=1$';
/** Beyond this many waiting sign-ins the honest answer is that there is no capacity. */
const MAX_WAITING = 200;

export interface PasswordCheck {
  readonly isRight: boolean;
  /** Whether the hash was made with other parameters than today's, or of another spelling of the password. */
  readonly isOutdated: boolean;
}

/** Hashes in the thread pool, a few at a time, so that sign-ins cannot starve other requests. */
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
   * Without a stored hash the same work is done for nothing, and every spelling is tried whatever the first ones say, so
   * that the time does not tell whether there is an account.
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
