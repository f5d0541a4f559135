import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../../infra/config/config.js';
import { Sealer } from '../../../../infra/sealing/sealer.js';

const ID_BYTES = 16;
const PROOF_BYTES = 16;

/**
 * The addresses by which somebody stops one kind of mail without signing in. Each says for whom, and proves that it was
 * made here; it works as long as the key does, because a mail may be read years later.
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

  /** @returns the id of the account, or null when the link was made up or is for another kind */
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
