import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Quotas, type Share } from './quotas.js';

interface Bill {
  readonly shares: readonly Share[];
  /** Quota for the bytes of the response when it is stored for its idempotency key. */
  readonly keptAnswer?: Pick<Share, 'quota' | 'of'>;
}

/**
 * Settles the charges of a request once its outcome is known. One that was refused or failed, or got a replayed
 * response (idempotency key), has used nothing, so its charges are refunded: those of the sender and those of the
 * recipients.
 */
@Injectable()
export class Settlements {
  private readonly bills = new WeakMap<FastifyRequest, Bill>();

  constructor(private readonly quotas: Quotas) {}

  expect(request: FastifyRequest, bill: Bill): void {
    this.bills.set(request, bill);
  }

  isDue(request: FastifyRequest): boolean {
    return this.bills.has(request);
  }

  /** Runs before the response is sent, so that a client which has it sees the settled quota. */
  async settle(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<void> {
    const bill = this.bills.get(request);
    if (!bill) return;
    this.bills.delete(request);
    if (reply.statusCode >= 400 || reply.hasHeader('Idempotency-Replayed')) return this.quotas.giveBack(bill.shares);
    if (bill.keptAnswer && request.headers['idempotency-key'] !== undefined && typeof payload === 'string')
      await this.quotas.add({ ...bill.keptAnswer, points: Buffer.byteLength(payload) });
  }
}
