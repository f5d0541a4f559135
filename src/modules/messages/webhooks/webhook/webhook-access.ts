import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { FORBIDDEN, NOT_FOUND } from '../../../../kernel/common-errors.js';
import { type OrganizationRole, OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import type { Webhook } from './webhook.entity.js';
import { type WebhookOwner, WebhooksRepository } from './webhooks.repository.js';

/** Authorization of webhooks: for their owner, or the owners and admins of their organization. */
@Injectable()
export class WebhookAccess {
  constructor(
    private readonly repository: WebhooksRepository,
    private readonly organizations: OrganizationsApi,
  ) {}

  /** @throws CodedError not_found */
  async open(actor: Actor, id: string): Promise<Webhook> {
    return this.admit(actor, await this.repository.find(id));
  }

  /** Opens it for a change, in a transaction, with a row lock. @throws CodedError not_found */
  async openToChange(actor: Actor, id: string): Promise<Webhook> {
    return this.admit(actor, await this.repository.lock(id));
  }

  /**
   * The owner of webhooks: the actor, or an organization that the actor manages.
   * @param unknown thrown when the actor is no member of it
   * @throws CodedError forbidden
   */
  async owner({ userId }: Actor, organizationId: string | null, unknown: CodedError): Promise<WebhookOwner> {
    if (organizationId === null) return { userId, organizationId };
    const role = await this.organizations.roleOf(organizationId, userId);
    if (role === null) throw unknown;
    if (!manages(role)) throw new CodedError(FORBIDDEN);
    return { userId: null, organizationId };
  }

  private async admit({ userId }: Actor, webhook: Webhook | null): Promise<Webhook> {
    if (!webhook) throw new CodedError(NOT_FOUND);
    if (webhook.userId === userId) return webhook;
    const { organizationId } = webhook;
    const role = organizationId === null ? null : await this.organizations.roleOf(organizationId, userId);
    if (!manages(role)) throw new CodedError(NOT_FOUND);
    return webhook;
  }
}

function manages(role: OrganizationRole | null): boolean {
  return role === 'owner' || role === 'admin';
}
