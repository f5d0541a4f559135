import { Injectable } from '@nestjs/common';
import { CodedError } from '../../kernel/coded-error.js';
import { RATE_LIMITED } from '../../kernel/common-errors.js';
import { MAILED_ACCOUNT, MAILED_NETWORK, MAILED_RECIPIENT, MAILED_UNVERIFIED } from '../config/infra-limits.js';
import { EMAIL_NOT_VERIFIED } from './outreach.errors.js';
import { Quotas, type Share } from './quotas.js';

/** On whose behalf mails are sent to others: an account, or a guest by network. */
export type Sender =
  { readonly userId: string; readonly isVerified: boolean } | { readonly userId: null; readonly network: string };

/** Quotas of mails to others: per sender, and per recipient. */
@Injectable()
export class Outreach {
  constructor(private readonly quotas: Quotas) {}

  /**
   * @param recipients accounts by id, others by address
   * @returns what was charged, all or nothing
   * @throws CodedError rate_limited, email_not_verified
   */
  async charge(sender: Sender, recipients: readonly string[], more: readonly Share[] = []): Promise<readonly Share[]> {
    const asUnverified = await this.chargeUnverified(sender, recipients.length);
    const shares = [...more, ...sharesOf(sender, recipients)];
    try {
      await this.quotas.take(shares);
    } catch (error) {
      await this.quotas.giveBack(asUnverified);
      throw error;
    }
    return [...asUnverified, ...shares];
  }

  private async chargeUnverified(sender: Sender, points: number): Promise<readonly Share[]> {
    if (points === 0 || sender.userId === null || sender.isVerified) return [];
    const shares: Share[] = [{ quota: MAILED_UNVERIFIED, of: sender.userId, points }];
    try {
      await this.quotas.take(shares);
      return shares;
    } catch (error) {
      if (!(error instanceof CodedError) || error.definition !== RATE_LIMITED) throw error;
      throw new CodedError(EMAIL_NOT_VERIFIED, { cause: error });
    }
  }
}

function sharesOf(sender: Sender, recipients: readonly string[]): Share[] {
  const points = recipients.length;
  if (points === 0) return [];
  const all: Share =
    sender.userId === null
      ? { quota: MAILED_NETWORK, of: sender.network, points }
      : { quota: MAILED_ACCOUNT, of: sender.userId, points };
  return [all, ...recipients.map((recipient): Share => ({ quota: MAILED_RECIPIENT, of: pairOf(sender, recipient) }))];
}

/**
 * Key of the quota per recipient: apart for each account, so that no account can use up what others may send to
 * somebody; guests share one, because an attacker may have any number of networks.
 */
function pairOf(sender: Sender, recipient: string): string {
  return sender.userId === null ? recipient : `${sender.userId} ${recipient}`;
}
