import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, LessThan, Not, Repository } from 'typeorm';
import { paginate } from '../../../../infra/database/paginate.js';
import { Sql } from '../../../../infra/database/sql.js';
import type { Page } from '../../../../kernel/page.js';
import { JoinCode } from './join-code.entity.js';
import { JoinRequest } from './join-request.entity.js';
import type { JoinRequestQueryDto, OwnJoinRequestQueryDto } from './joining.dto.js';

export type NewJoinCode = Pick<
  JoinCode,
  'organizationId' | 'code' | 'createdBy' | 'role' | 'admitsAtOnce' | 'maxUses' | 'expiresAt'
>;
export type NewJoinRequest = Omit<JoinRequest, 'id' | 'createdAt' | 'status' | 'declinedAt' | 'reason'>;

@Injectable()
export class JoiningRepository {
  constructor(
    @InjectRepository(JoinCode) private readonly codes: Repository<JoinCode>,
    @InjectRepository(JoinRequest) private readonly requests: Repository<JoinRequest>,
    private readonly sql: Sql,
  ) {}

  insertCode(code: NewJoinCode): Promise<JoinCode> {
    return this.codes.save(this.codes.create(code));
  }

  findCode(organizationId: string, id: string): Promise<JoinCode | null> {
    return this.codes.findOneBy({ organizationId, id });
  }

  findByCode(code: string): Promise<JoinCode | null> {
    return this.codes.findOneBy({ code });
  }

  /** With its row lock, under which people ask one after the other. */
  holdCode(which: { readonly code: string } | { readonly id: string }): Promise<JoinCode | null> {
    return this.codes.findOne({ where: which, lock: { mode: 'for_no_key_update' } });
  }

  listCodes(organizationId: string): Promise<JoinCode[]> {
    return this.codes.find({ where: { organizationId }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  countCodes(organizationId: string): Promise<number> {
    return this.codes.countBy({ organizationId });
  }

  async deleteCode(organizationId: string, id: string): Promise<boolean> {
    return ((await this.codes.delete({ organizationId, id })).affected ?? 0) > 0;
  }

  /**
   * Has somebody decide about everybody who asks by what a person has made, who may come back by it under another name.
   * @param organizationId null for all organizations
   */
  async stopAdmitting(createdBy: string, organizationId: string | null): Promise<void> {
    await this.codes.update(
      { createdBy, admitsAtOnce: true, ...(organizationId !== null && { organizationId }) },
      {
        admitsAtOnce: false,
      },
    );
  }

  async forgetCreator(createdBy: string): Promise<void> {
    await this.codes.update({ createdBy }, { createdBy: null });
  }

  async countUse(id: string): Promise<void> {
    await this.codes.increment({ id }, 'uses', 1);
  }

  /** @throws QueryFailedError when the person has asked already (already_asked) */
  insert(request: NewJoinRequest): Promise<JoinRequest> {
    return this.requests.save(this.requests.create(request));
  }

  /** Those that the organization hears of, or those that it does not hear of yet: neither shuts the other out. */
  countWaiting(organizationId: string, isHeardOf: boolean): Promise<number> {
    return this.requests.countBy({ organizationId, status: 'waiting', askedAt: isHeardOf ? Not(IsNull()) : IsNull() });
  }

  countOf(userId: string): Promise<number> {
    return this.requests.countBy({ userId });
  }

  findById(id: string): Promise<JoinRequest | null> {
    return this.requests.findOneBy({ id });
  }

  /** One that an organization hears of. */
  findAsked(organizationId: string, id: string): Promise<JoinRequest | null> {
    return this.requests.findOneBy({ organizationId, id, askedAt: Not(IsNull()) });
  }

  list(organizationId: string, { status, ...query }: JoinRequestQueryDto): Promise<Page<JoinRequest>> {
    const list = this.requests
      .createQueryBuilder('request')
      .where({ organizationId, status: status ?? 'waiting' })
      .andWhere('request.askedAt IS NOT NULL');
    return paginate(list, query, 'askedAt');
  }

  listOf(userId: string, query: OwnJoinRequestQueryDto): Promise<Page<JoinRequest>> {
    return paginate(this.requests.createQueryBuilder('request').where({ userId }), query, '-createdAt');
  }

  /** What a person asked before the address was verified. @returns it, from now on heard of */
  async ask(userId: string): Promise<Pick<JoinRequest, 'id' | 'organizationId' | 'role'>[]> {
    return this.sql.query(
      'organization_join_requests_ask',
      `UPDATE organization_join_requests SET asked_at = now() WHERE user_id = $1 AND asked_at IS NULL
       RETURNING id, organization_id AS "organizationId", role`,
      [userId],
    );
  }

  /** @returns whether it waited: of admitting, declining and taking back one succeeds */
  async takeWaiting(id: string): Promise<boolean> {
    return ((await this.requests.delete({ id, status: 'waiting' })).affected ?? 0) > 0;
  }

  async decline(id: string, reason: string | null, declinedAt: Date): Promise<boolean> {
    const declined = { status: 'declined', reason, declinedAt } as const;
    return ((await this.requests.update({ id, status: 'waiting' }, declined)).affected ?? 0) > 0;
  }

  async deleteOf(userId: string): Promise<void> {
    await this.requests.delete({ userId });
  }

  async cleanUp(unverifiedBefore: Date, declinedBefore: Date): Promise<void> {
    await this.requests.delete({ askedAt: IsNull(), createdAt: LessThan(unverifiedBefore) });
    await this.requests.delete({ status: 'declined', declinedAt: LessThan(declinedBefore) });
  }
}
