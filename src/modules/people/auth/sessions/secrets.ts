import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { TokenConfig } from '../../../../infra/config/config.js';

/** Payload of a refresh token. */
export interface RefreshTicket {
  readonly sessionId: string;
  /** 0 for the token of the sign-in; incremented by each refresh. */
  readonly number: number;
}

const TICKET_BYTES = 20;
const MAC_BYTES = 32;

/**
 * Refresh tokens: session id and number, with an HMAC over both (ADR 0004). Tokens need not be stored, refreshing is
 * idempotent for clients that lost the response, and every replaced token is recognised as such.
 */
@Injectable()
export class RefreshSecrets {
  private readonly key: Buffer;

  constructor(config: TokenConfig) {
    this.key = Buffer.from(hkdfSync('sha256', config.signingKey.export(), '', 'lyceum refresh tickets', 32));
  }

  /** @returns the opaque token */
  seal({ sessionId, number }: RefreshTicket): string {
    const ticket = Buffer.alloc(TICKET_BYTES);
    ticket.write(sessionId.replaceAll('-', ''), 'hex');
    ticket.writeUInt32BE(number, 16);
    return Buffer.concat([ticket, this.mac(ticket)]).toString('base64url');
  }

  /** Verifies the HMAC. @returns null for anything that was not sealed here */
  open(token: string): RefreshTicket | null {
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length !== TICKET_BYTES + MAC_BYTES) return null;
    const ticket = bytes.subarray(0, TICKET_BYTES);
    if (!timingSafeEqual(this.mac(ticket), bytes.subarray(TICKET_BYTES))) return null;
    const id = ticket.toString('hex', 0, 16);
    const sessionId = [id.slice(0, 8), id.slice(8, 12), id.slice(12, 16), id.slice(16, 20), id.slice(20)].join('-');
    return { sessionId, number: ticket.readUInt32BE(16) };
  }

  private mac(ticket: Buffer): Buffer {
    return createHmac('sha256', this.key).update(ticket).digest();
  }
}
