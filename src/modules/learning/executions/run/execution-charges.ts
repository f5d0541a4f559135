import { Injectable } from '@nestjs/common';
import type { RequestWithActor } from '../../../../infra/access/access.decorator.js';
import { type Charges, ChargeSource } from '../../../../infra/quotas/charges.guard.js';
import { isId } from '../../../../kernel/ids.js';
import { SessionRooms } from '../../sessions/sessions.api.js';
import { EXECUTED_IN_ORGANIZATION } from '../executions.limits.js';

/** What is run in rooms of an organization counts for it. */
@Injectable()
export class ExecutionCharges extends ChargeSource {
  constructor(private readonly rooms: SessionRooms) {
    super();
  }

  async of({ body }: RequestWithActor): Promise<Charges> {
    const { sessionId } = (body ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof sessionId !== 'string' || !isId(sessionId)) return { recipients: [] };
    const organizationId = await this.rooms.organizationOf(sessionId);
    if (organizationId === null) return { recipients: [] };
    return { recipients: [], shares: [{ quota: EXECUTED_IN_ORGANIZATION, of: organizationId }] };
  }
}
