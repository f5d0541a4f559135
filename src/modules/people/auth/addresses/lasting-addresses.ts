import { Injectable } from '@nestjs/common';
import { CodedError } from '../../../../kernel/coded-error.js';
import { AuthConfig } from '../auth.config.js';
import { EMAIL_DISPOSABLE } from '../auth.errors.js';
import { isOfDomains } from './address-domains.js';

/** Imported when somebody signs up, and not at start-up, as the list of common passwords is. */
const released = async () => (await import('./disposable-domains.js')).DISPOSABLE_DOMAINS;

/** Refuses addresses that whoever chooses them throws away: what is sent there reaches nobody, or anybody. */
@Injectable()
export class LastingAddresses {
  constructor(private readonly config: AuthConfig) {}

  /** @throws CodedError email_disposable */
  async assertLasting(email: string): Promise<void> {
    if (!this.config.refusesDisposableEmail) return;
    if (isOfDomains(email, this.config.disposableDomains ?? (await released()))) throw new CodedError(EMAIL_DISPOSABLE);
  }
}
