import { Injectable } from '@nestjs/common';
import type { RequestWithActor } from '../../../../infra/access/access.decorator.js';
import { type Charges, ChargeSource } from '../../../../infra/quotas/charges.guard.js';
import { isId } from '../../../../kernel/ids.js';
import { SessionRooms } from '../../sessions/sessions.api.js';
import { EXECUTED_BYTES, EXECUTED_IN_ORGANIZATION } from '../executions.limits.js';

/** What is kept of runs counts for whoever runs them, and what is run in rooms of an organization for that. */
@Injectable()
export class ExecutionCharges extends ChargeSource {
  constructor(private readonly rooms: SessionRooms) {
    super();
  }

  async of({ body, user }: RequestWithActor): Promise<Charges> {
    const points = Buffer.byteLength(JSON.stringify(body ?? null));
    const kept = user ? [{ quota: EXECUTED_BYTES, of: user.userId, points }] : [];
    const { sessionId } = (body ?? {}) as Readonly<Record<string, unknown>>;
    const organizationId =
      typeof sessionId === 'string' && isId(sessionId) ? await this.rooms.organizationOf(sessionId) : null;
    const together = organizationId === null ? [] : [{ quota: EXECUTED_IN_ORGANIZATION, of: organizationId }];
    return { recipients: [], shares: [...kept, ...together] };
  }
}
