import { Injectable } from '@nestjs/common';
import { DAY, HOUR, SECOND } from '../../../../kernel/clock.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { invalid } from '../../../../kernel/invalid.js';
import { mapPage, type Page } from '../../../../kernel/page.js';
import { assertVersion } from '../../../../kernel/versions.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { newKeySecret } from '../../../../infra/access/key-secret.js';
import { hashSecret } from '../../../../infra/access/link-secret.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { SessionLock } from '../auth.api.js';
import { TOO_MANY_API_KEYS, WRONG_PASSWORD } from '../auth.errors.js';
import { API_KEY_CREATED, API_KEY_REVOKED_BY_OWNER } from '../auth.events.js';
import { CredentialsRepository } from '../passwords/credentials.repository.js';
import { PasswordProof } from '../passwords/password-proof.js';
import { ActorDirectory } from '../sessions/actor-directory.js';
import type { Client } from '../sign-in/client.js';
import type {
  ApiKeyDto,
  ApiKeyQueryDto,
  ApiKeyWithSecretDto,
  ChangeApiKeyDto,
  NewApiKeyDto,
  RotateApiKeyDto,
} from './api-key.dto.js';
import type { ApiKey } from './api-key.entity.js';
import { toApiKeyDto } from './api-key.mapper.js';
import { KEY_DAYS, MOST_KEYS, OVERLAP_HOURS } from './api-key.rules.js';
import { KeyOwners } from './key-owners.js';
import { ApiKeysRepository, type NewKey } from './api-keys.repository.js';

/** API keys of people, and of the service accounts that they manage. */
@Injectable()
export class ApiKeysService {
  constructor(
    private readonly repository: ApiKeysRepository,
    private readonly owners: KeyOwners,
    private readonly proof: PasswordProof,
    private readonly credentials: CredentialsRepository,
    private readonly session: SessionLock,
    private readonly actors: ActorDirectory,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError wrong_password, sign_in_throttled, account_deactivated, too_many_api_keys, validation_failed */
  create(actor: Actor, { password, ...wanted }: NewApiKeyDto, client: Client): Promise<ApiKeyWithSecretDto> {
    const userId = wanted.serviceAccountId?.toLowerCase() ?? actor.userId;
    return this.asProved(actor, password, client, async () => {
      if (!(await this.owners.managesFirmly(actor, userId))) throw unknownAccount('body');
      const key = {
        userId,
        name: wanted.name,
        scopes: [...wanted.scopes].sort(),
        requestsPerMinute: wanted.requestsPerMinute ?? null,
        livesSeconds: ((wanted.expiresInDays ?? KEY_DAYS.default) * DAY) / SECOND,
      };
      return this.add(actor, key, client);
    });
  }

  /** @throws CodedError validation_failed */
  async list(actor: Actor, { serviceAccountId, ...query }: ApiKeyQueryDto): Promise<Page<ApiKeyDto>> {
    const userId = serviceAccountId?.toLowerCase() ?? actor.userId;
    if (!(await this.owners.manages(actor, userId))) throw unknownAccount('query');
    return mapPage(await this.repository.list(userId, query), toApiKeyDto);
  }

  async findOne(actor: Actor, id: string): Promise<ApiKeyDto> {
    const key = await this.repository.find(id);
    if (!key || !(await this.owners.manages(actor, key.userId))) throw new CodedError(NOT_FOUND);
    return toApiKeyDto(key);
  }

  @Transactional()
  async change(actor: Actor, id: string, { name }: ChangeApiKeyDto, version: number | undefined): Promise<ApiKeyDto> {
    const key = await this.lock(actor, id);
    assertVersion(version, key.version);
    if (name !== undefined && name !== key.name) await this.repository.rename(id, name);
    return this.findOne(actor, id);
  }

  /** @throws CodedError wrong_password, sign_in_throttled, account_deactivated, too_many_api_keys */
  async rotate(
    actor: Actor,
    id: string,
    { overlapHours = OVERLAP_HOURS.default, password }: RotateApiKeyDto,
    client: Client,
  ): Promise<ApiKeyWithSecretDto> {
    // Authorization before the password: for other accounts' keys, answers depend on no password.
    await this.findOne(actor, id);
    return this.asProved(actor, password, client, async () => {
      const { userId, name, scopes, requestsPerMinute, ...old } = await this.lock(actor, id);
      const livesSeconds = (old.expiresAt.getTime() - old.createdAt.getTime()) / SECOND;
      const successor = await this.add(actor, { userId, name, scopes, requestsPerMinute, livesSeconds }, client);
      await this.repository.endWithin(id, (overlapHours * HOUR) / SECOND);
      this.transactions.afterCommit(() => this.actors.forget([id]));
      return successor;
    });
  }

  /** @throws CodedError not_found */
  @Transactional()
  async revoke(actor: Actor, id: string): Promise<void> {
    await this.lock(actor, id);
    if (!(await this.repository.revoke(id))) throw new CodedError(NOT_FOUND);
    await this.outbox.append(API_KEY_REVOKED_BY_OWNER, { userId: actor.userId, keyId: id });
    this.transactions.afterCommit(() => this.actors.forget([id]));
  }

  /** Locks the owner before the key: one lock order, against deadlocks. @throws CodedError not_found */
  private async lock(actor: Actor, id: string): Promise<ApiKey> {
    const found = await this.repository.find(id);
    const isManaged = found !== null && (await this.owners.managesFirmly(actor, found.userId));
    const key = isManaged ? await this.repository.lock(id) : null;
    if (!key) throw new CodedError(NOT_FOUND);
    return key;
  }

  /**
   * Runs after re-authentication, in a transaction that locks the session and the checked password: a key outlives the
   * session, so neither may have been revoked meanwhile.
   */
  private async asProved<T>(actor: Actor, password: string, client: Client, work: () => Promise<T>): Promise<T> {
    const claimant = { address: client.address, means: actor.sessionId };
    const { user, hash } = await this.proof.prove(actor.userId, password, claimant);
    return this.transactions.run(async () => {
      await this.session.hold(actor);
      if (!(await this.credentials.holds(user.id, hash))) throw new CodedError(WRONG_PASSWORD);
      return work();
    });
  }

  private async add(
    { userId: madeBy }: Actor,
    wanted: Omit<NewKey, 'madeBy' | 'hash' | 'lastFour'>,
    { address }: Client,
  ): Promise<ApiKeyWithSecretDto> {
    if ((await this.repository.lockOwner(wanted.userId)) >= MOST_KEYS) throw new CodedError(TOO_MANY_API_KEYS);
    const secret = newKeySecret();
    const hash = hashSecret(secret);
    const key = await this.repository.insert({ ...wanted, madeBy, hash, lastFour: secret.slice(-4) });
    const { userId: accountId, scopes } = wanted;
    await this.outbox.append(API_KEY_CREATED, { userId: madeBy, accountId, keyId: key.id, scopes, address });
    return { ...toApiKeyDto(key), secret };
  }
}

function unknownAccount(where: 'body' | 'query'): CodedError {
  const field = 'serviceAccountId';
  const fault = { field, message: 'is no service account that you manage', code: 'unknown_service_account' };
  return invalid([where === 'body' ? { ...fault, pointer: `/${field}` } : fault]);
}
