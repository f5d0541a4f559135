import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../../infra/config/config.js';
import { Sealer } from '../../../../infra/sealing/sealer.js';

const ID_BYTES = 16;
const PROOF_BYTES = 16;

/**
 * Unsubscribe links without sign-in: account id and an HMAC over it and the kind of mail. They do not expire, because
 * mails are read years later, and are valid as long as the key.
 */
@Injectable()
export class UnsubscribeLinks {
  constructor(
    private readonly app: AppConfig,
    private readonly sealer: Sealer,
  ) {}

  urlOf(userId: string, template: string): string {
    const token = Buffer.concat([Buffer.from(userId.replaceAll('-', ''), 'hex'), this.proof(userId, template)]);
    return `${this.app.publicUrl}/account/unsubscribe/${template}?token=${token.toString('base64url')}`;
  }

  /** Verifies the HMAC. @returns the account id; null for forged links, and links for another kind */
  userOf(token: string, template: string): string | null {
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length !== ID_BYTES + PROOF_BYTES) return null;
    const id = bytes.toString('hex', 0, ID_BYTES).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    return timingSafeEqual(bytes.subarray(ID_BYTES), this.proof(id, template)) ? id : null;
  }

  private proof(userId: string, template: string): Buffer {
    return Buffer.from(this.sealer.fingerprint(`${template}\0${userId}`, 'email_opt_outs'), 'hex').subarray(
      0,
      PROOF_BYTES,
    );
  }
}
