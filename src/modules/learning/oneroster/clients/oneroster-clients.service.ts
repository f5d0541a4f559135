import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { hashSecret, newLinkSecret } from '../../../../infra/access/link-secret.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { FORBIDDEN, NOT_FOUND } from '../../../../kernel/common-errors.js';
import type { MessageType } from '../../../../kernel/message.js';
import { SessionLock } from '../../../people/auth/auth.api.js';
import { type OrganizationRole, OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import { TOO_MANY_ONEROSTER_CLIENTS } from '../oneroster.errors.js';
import { ONEROSTER_CLIENT_CREATED, ONEROSTER_CLIENT_DELETED, ONEROSTER_CLIENT_ROTATED } from '../oneroster.events.js';
import { ROSTER_SCOPES } from '../protocol/scopes.js';
import {
  MOST_CLIENTS,
  type NewOneRosterClientDto,
  type OneRosterClientDto,
  type OneRosterClientListDto,
  type OneRosterClientWithSecretDto,
} from './oneroster-client.dto.js';
import type { OneRosterClient } from './oneroster-client.entity.js';
import { OneRosterClientsRepository } from './oneroster-clients.repository.js';

/** Use cases of owners and admins for the programs that read the roster of their organization. */
@Injectable()
export class OneRosterClientsService {
  constructor(
    private readonly clients: OneRosterClientsRepository,
    private readonly organizations: OrganizationsApi,
    private readonly session: SessionLock,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError not_found, forbidden, too_many_oneroster_clients, session_ended */
  @Transactional()
  async create(
    actor: Actor,
    organizationId: string,
    wanted: NewOneRosterClientDto,
  ): Promise<OneRosterClientWithSecretDto> {
    await this.session.hold(actor);
    return this.createAs(actor, organizationId, wanted);
  }

  /** `create` without a login session, for demo data. */
  @Transactional()
  async createAs(
    actor: Actor,
    organizationId: string,
    { name, scopes = [...ROSTER_SCOPES] }: NewOneRosterClientDto,
  ): Promise<OneRosterClientWithSecretDto> {
    await this.holdAdministration(actor, organizationId);
    if ((await this.clients.lockOrganization(organizationId)) >= MOST_CLIENTS)
      throw new CodedError(TOO_MANY_ONEROSTER_CLIENTS);
    const secret = newLinkSecret();
    const client = await this.clients.insert({
      organizationId,
      name,
      scopes: ROSTER_SCOPES.filter((scope) => scopes.includes(scope)),
      secretHash: hashSecret(secret),
      secretKnownTo: actor.userId,
    });
    await this.tell(ONEROSTER_CLIENT_CREATED, actor, client);
    return { ...shown(client), secret };
  }

  async list(actor: Actor, organizationId: string): Promise<OneRosterClientListDto> {
    await this.assertAdministers(actor, organizationId);
    return { data: (await this.clients.listOf(organizationId)).map(shown) };
  }

  async findOne(actor: Actor, organizationId: string, id: string): Promise<OneRosterClientDto> {
    return shown(await this.find(actor, organizationId, id));
  }

  /** @throws CodedError not_found, forbidden, session_ended */
  @Transactional()
  async rotate(actor: Actor, organizationId: string, id: string): Promise<OneRosterClientWithSecretDto> {
    await this.session.hold(actor);
    await this.holdAdministration(actor, organizationId);
    const client = await this.clients.find(organizationId, id);
    if (!client) throw new CodedError(NOT_FOUND);
    const secret = newLinkSecret();
    const known = { secretHash: hashSecret(secret), secretKnownTo: actor.userId };
    await this.clients.replaceSecret(id, known);
    await this.tell(ONEROSTER_CLIENT_ROTATED, actor, client);
    return { ...shown({ ...client, ...known }), secret };
  }

  @Transactional()
  async delete(actor: Actor, organizationId: string, id: string): Promise<void> {
    const client = await this.find(actor, organizationId, id);
    await this.clients.delete(id);
    await this.tell(ONEROSTER_CLIENT_DELETED, actor, client);
  }

  /** @throws CodedError not_found, forbidden */
  private async find(actor: Actor, organizationId: string, id: string): Promise<OneRosterClient> {
    await this.assertAdministers(actor, organizationId);
    const client = await this.clients.find(organizationId, id);
    if (!client) throw new CodedError(NOT_FOUND);
    return client;
  }

  /** @throws CodedError not_found for non-members, forbidden for plain members */
  private async assertAdministers({ userId }: Actor, organizationId: string): Promise<void> {
    assertAdmin(await this.organizations.roleOf(organizationId, userId));
  }

  /** So that whoever stops to administer finds what was made meanwhile, and ends it. */
  private async holdAdministration({ userId }: Actor, organizationId: string): Promise<void> {
    assertAdmin(await this.organizations.holdRole(organizationId, userId));
  }

  private async tell(
    event: MessageType<{ organizationId: string; clientId: string; actorId: string }>,
    { userId: actorId }: Actor,
    { organizationId, id: clientId }: OneRosterClient,
  ): Promise<void> {
    await this.outbox.append(event, { organizationId, clientId, actorId });
  }
}

function assertAdmin(role: OrganizationRole | null): void {
  if (role === null) throw new CodedError(NOT_FOUND);
  if (role === 'member') throw new CodedError(FORBIDDEN);
}

function shown(client: OneRosterClient): OneRosterClientDto {
  const { id, organizationId, name, scopes, secretHash, lastUsedAt, createdAt } = client;
  return { id, organizationId, name, scopes, secretEnded: secretHash === null, lastUsedAt, createdAt };
}
