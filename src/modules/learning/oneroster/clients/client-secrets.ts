import { Injectable } from '@nestjs/common';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { ONEROSTER_CLIENT_ENDED } from '../oneroster.events.js';
import { OneRosterClientsRepository } from './oneroster-clients.repository.js';

/** Secrets of clients that somebody was shown who must not have them any more. */
@Injectable()
export class ClientSecrets {
  constructor(
    private readonly clients: OneRosterClientsRepository,
    private readonly outbox: Outbox,
  ) {}

  /**
   * In the transaction that takes the right to them. The clients stay, and are let in again by another secret.
   * @param former of which organization, and who took the right; null: of all of them, by the person
   */
  async endKnownTo(
    userId: string,
    former: { readonly organizationId: string; readonly actorId: string } | null,
  ): Promise<void> {
    for (const { id: clientId, organizationId } of await this.clients.endKnownTo(
      userId,
      former?.organizationId ?? null,
    ))
      await this.outbox.append(ONEROSTER_CLIENT_ENDED, {
        ...{ organizationId, clientId, actorId: former?.actorId ?? userId },
      });
  }
}
