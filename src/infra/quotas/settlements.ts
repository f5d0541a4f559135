import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Quotas, type Share } from './quotas.js';

interface Bill {
  readonly shares: readonly Share[];
  /** In whose quota of bytes the answer counts when it is kept for retries. */
  readonly keptAnswer?: Pick<Share, 'quota' | 'of'>;
}

/**
 * Settles what a request was charged before it was known what came of it. One that was refused or failed, or only got a
 * kept answer once more, has sent and taken nothing, so it costs nothing: neither whoever asked, nor whoever it named.
 */
@Injectable()
export class Settlements {
  private readonly bills = new WeakMap<FastifyRequest, Bill>();

  constructor(private readonly quotas: Quotas) {}

  expect(request: FastifyRequest, bill: Bill): void {
    this.bills.set(request, bill);
  }

  /** Before the answer is sent, so that whoever has it can count on it. */
  async settle(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<void> {
    const bill = this.bills.get(request);
    if (!bill) return;
    this.bills.delete(request);
    if (reply.statusCode >= 400 || reply.hasHeader('Idempotency-Replayed')) return this.quotas.giveBack(bill.shares);
    if (bill.keptAnswer && request.headers['idempotency-key'] !== undefined && typeof payload === 'string')
      await this.quotas.add({ ...bill.keptAnswer, points: Buffer.byteLength(payload) });
  }
}
