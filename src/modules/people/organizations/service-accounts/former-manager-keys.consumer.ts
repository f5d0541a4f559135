import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { ApiKeys } from '../../auth/auth.api.js';
import { MEMBER_REMOVED, MEMBER_ROLE_CHANGED } from '../organizations.events.js';
import { OrganizationsRepository } from '../organization/organizations.repository.js';
import { ServiceAccountsRepository } from './service-accounts.repository.js';

/** Whoever made a key knows it: when they manage the organization no more, it ends. */
@Consumer({ name: 'organizations.former-manager-keys', messages: [MEMBER_REMOVED, MEMBER_ROLE_CHANGED] })
export class FormerManagerKeysConsumer extends MessageConsumer {
  constructor(
    private readonly organizations: OrganizationsRepository,
    private readonly accounts: ServiceAccountsRepository,
    private readonly keys: ApiKeys,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (!isMessage(message, MEMBER_REMOVED) && !isMessage(message, MEMBER_ROLE_CHANGED)) return;
    const { organizationId, userId } = message.payload;
    const role = await this.organizations.roleOf(organizationId, userId);
    if (role === 'owner' || role === 'admin') return;
    const accounts = await this.accounts.listOf(organizationId);
    await this.keys.revokeMadeBy(
      userId,
      accounts.map((account) => account.userId),
    );
  }
}
