import { Injectable } from '@nestjs/common';
import { CodedError, type ErrorDefinition } from '../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../kernel/common-errors.js';
import { mapPage, type Page } from '../../../kernel/page.js';
import { SESSION_ENDED } from '../../../infra/access/access.errors.js';
import type { Actor } from '../../../infra/access/actor.js';
import { hashSecret, newLinkSecret } from '../../../infra/access/link-secret.js';
import { Transactional, Transactions } from '../../../infra/database/transactions.js';
import { Outbox } from '../../../infra/outbox/outbox.js';
import { DataHolders } from './data-holders.js';
import type { AdministeredErasureDto, ErasureDto, ErasureQueryDto, OwnErasureDto } from './dto/erasure.dto.js';
import type { Erasure } from './entities/erasure.entity.js';
import type { User } from './entities/user.entity.js';
import { ErasuresRepository } from './erasures.repository.js';
import { leaverOf } from './user.mapper.js';
import { LAST_ADMIN, OWN_ACCOUNT } from './users.errors.js';
import { USER_CLOSED } from './users.events.js';
import { ERASE_PERSON } from './users.jobs.js';
import { UsersRepository } from './users.repository.js';

/** Begins erasures (GDPR, article 17), which the worker carries out step by step. */
@Injectable()
export class ErasuresService {
  constructor(
    private readonly erasures: ErasuresRepository,
    private readonly users: UsersRepository,
    private readonly holders: DataHolders,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /**
   * Requests the erasure of the caller's own account. It is closed at once: nobody signs in, and nothing is offered in
   * its name.
   * @throws CodedError last_admin, session_ended when it was requested before, and refusals of the features
   */
  @Transactional()
  async request({ userId }: Actor): Promise<OwnErasureDto> {
    const token = newLinkSecret();
    await this.assertNotLastAdmin(userId);
    return { ...toErasureDto(await this.begin(userId, userId, token, SESSION_ENDED)), token };
  }

  /**
   * Requests an erasure as an administrator, who gets no secret.
   * @throws CodedError not_found, last_admin, own_account, and refusals of the features
   */
  @Transactional()
  async requestFor(actor: Actor, userId: string): Promise<AdministeredErasureDto> {
    if (actor.userId === userId.toLowerCase()) throw new CodedError(OWN_ACCOUNT);
    await this.assertNotLastAdmin(userId);
    return toAdministeredDto(await this.begin(userId, actor.userId, newLinkSecret(), NOT_FOUND));
  }

  /**
   * Requests an erasure without the check for the last administrator: for the operator's console, where another one can
   * be created, and for service accounts.
   * @returns null when it was requested before
   * @throws CodedError refusals of the features
   */
  @Transactional()
  async requestUnguarded(userId: string): Promise<AdministeredErasureDto | null> {
    const user = await this.users.lock(userId);
    if (!user || user.erasureRequestedAt !== null) return null;
    return toAdministeredDto(await this.begin(userId, null, newLinkSecret(), NOT_FOUND));
  }

  private async assertNotLastAdmin(userId: string): Promise<void> {
    const admins = await this.users.lockActiveAdmins();
    if (admins.includes(userId) && admins.length === 1) throw new CodedError(LAST_ADMIN);
  }

  private async begin(
    userId: string,
    actorId: string | null,
    token: string,
    missing: ErrorDefinition,
  ): Promise<Erasure> {
    const user = await this.users.lock(userId);
    if (!user || user.erasureRequestedAt !== null) throw new CodedError(missing);
    // First, so that the events of the erasure are younger than `erasureRequestedAt`.
    await this.users.startErasure(userId);
    await this.outbox.append(USER_CLOSED, { userId, actorId });
    for (const holder of this.holders.all()) await holder.beginErasure(userId);
    const total = await this.countSteps(user);
    const erasure = await this.erasures.insert({ userId, tokenHash: hashSecret(token), total });
    await this.users.endAllTokens(userId);
    await this.outbox.append(ERASE_PERSON, { erasureId: erasure.id, step: erasure.step });
    return erasure;
  }

  /** @throws CodedError not_found */
  async show(token: string): Promise<OwnErasureDto> {
    return { ...toErasureDto(found(await this.erasures.findByToken(hashSecret(token)))), token };
  }

  async list(query: ErasureQueryDto): Promise<Page<AdministeredErasureDto>> {
    return mapPage(await this.erasures.list(query), toAdministeredDto);
  }

  /** @throws CodedError not_found */
  async findOne(id: string): Promise<AdministeredErasureDto> {
    return toAdministeredDto(found(await this.erasures.find(id)));
  }

  /** What its progress counts: endings, data holders, and its last step. */
  private async countSteps(user: User): Promise<number> {
    const holders = this.holders.all();
    let total = holders.length + 1;
    for (const holder of holders) total += await holder.countEndings(leaverOf(user));
    return total;
  }
}

function found(erasure: Erasure | null): Erasure {
  if (!erasure) throw new CodedError(NOT_FOUND);
  return erasure;
}

function toErasureDto({ id, status, done, total, createdAt, finishedAt }: Erasure): ErasureDto {
  return { id, status, done, total, requestedAt: createdAt, finishedAt };
}

function toAdministeredDto(erasure: Erasure): AdministeredErasureDto {
  return { ...toErasureDto(erasure), userId: erasure.userId, movedAt: erasure.updatedAt };
}
