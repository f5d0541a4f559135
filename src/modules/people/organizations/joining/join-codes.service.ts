import { Injectable } from '@nestjs/common';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { invalid } from '../../../../kernel/invalid.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { DatabaseClock } from '../../../../infra/database/database-clock.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { JOIN_CODE_INVALID, SessionLock } from '../../auth/auth.api.js';
import { assertAllowed, OrganizationAccess } from '../organization/organization-access.js';
import { OrganizationsRepository } from '../organization/organizations.repository.js';
import { can } from '../organizations.policy.js';
import type { JoinCode } from './join-code.entity.js';
import type { JoinCodeDto, JoinCodeListDto, JoinCodePreviewDto, NewJoinCodeDto } from './joining.dto.js';
import { TOO_MANY_JOIN_CODES } from './joining.errors.js';
import { JOIN_CODE_CREATED, JOIN_CODE_DELETED } from './joining.events.js';
import { JoiningRepository } from './joining.repository.js';
import { codeOf, isUsable, MOST_CODES, newCode } from './joining.rules.js';

/** Use cases of codes by which people ask to be admitted: who administers an organization decides whether it has any. */
@Injectable()
export class JoinCodesService {
  constructor(
    private readonly joining: JoiningRepository,
    private readonly organizations: OrganizationsRepository,
    private readonly access: OrganizationAccess,
    private readonly session: SessionLock,
    private readonly clock: DatabaseClock,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError not_found, forbidden, validation_failed, too_many_join_codes, session_ended */
  @Transactional()
  async create(actor: Actor, organizationId: string, wanted: NewJoinCodeDto): Promise<JoinCodeDto> {
    await this.session.hold(actor);
    return this.createAs(actor, organizationId, wanted);
  }

  /** `create` without a login session, for demo data. */
  @Transactional()
  async createAs(
    actor: Actor,
    organizationId: string,
    { role, admitsAtOnce = false, maxUses = null, expiresAt = null }: NewJoinCodeDto,
  ): Promise<JoinCodeDto> {
    const { membership } = await this.access.lock(actor, organizationId);
    assertAllowed(can(membership, 'change'));
    if (expiresAt && expiresAt <= (await this.clock.now()))
      throw invalid([{ field: 'expiresAt', pointer: '/expiresAt', message: 'must be to come', code: 'in_the_past' }]);
    if ((await this.joining.countCodes(organizationId)) >= MOST_CODES) throw new CodedError(TOO_MANY_JOIN_CODES);
    const code = await this.joining.insertCode({
      ...{ organizationId, createdBy: actor.userId, role, admitsAtOnce, maxUses, expiresAt, code: newCode() },
    });
    const fact = { organizationId, codeId: code.id, role, admitsAtOnce, actorId: actor.userId };
    await this.outbox.append(JOIN_CODE_CREATED, fact);
    return toJoinCodeDto(code);
  }

  async list(actor: Actor, organizationId: string): Promise<JoinCodeListDto> {
    await this.assertSees(actor, organizationId);
    return { data: (await this.joining.listCodes(organizationId)).map(toJoinCodeDto) };
  }

  async findOne(actor: Actor, organizationId: string, id: string): Promise<JoinCodeDto> {
    await this.assertSees(actor, organizationId);
    const code = await this.joining.findCode(organizationId, id);
    if (!code) throw new CodedError(NOT_FOUND);
    return toJoinCodeDto(code);
  }

  /** Those who asked by it wait for a decision then. */
  @Transactional()
  async delete(actor: Actor, organizationId: string, id: string): Promise<void> {
    const { membership } = await this.access.lock(actor, organizationId);
    assertAllowed(can(membership, 'change'));
    const code = await this.joining.findCode(organizationId, id);
    if (!code || !(await this.joining.deleteCode(organizationId, id))) throw new CodedError(NOT_FOUND);
    const { role, admitsAtOnce } = code;
    await this.outbox.append(JOIN_CODE_DELETED, {
      ...{ organizationId, codeId: id, role, admitsAtOnce, actorId: actor.userId },
    });
  }

  /** The same for one that never was as for one that ended. @throws CodedError join_code_invalid */
  async preview(typed: string): Promise<JoinCodePreviewDto> {
    const code = await this.joining.findByCode(codeOf(typed));
    const organization = code && (await this.organizations.findById(code.organizationId));
    if (!organization || !isUsable(code, await this.clock.now())) throw new CodedError(JOIN_CODE_INVALID);
    return { organizationName: organization.name, role: code.role, admitsAtOnce: code.admitsAtOnce };
  }

  private async assertSees(actor: Actor, organizationId: string): Promise<void> {
    const { membership } = await this.access.enter(actor, organizationId);
    assertAllowed(can(membership, 'change'));
  }
}

function toJoinCodeDto(code: JoinCode): JoinCodeDto {
  const { id, organizationId, role, admitsAtOnce, maxUses, uses, expiresAt, createdAt } = code;
  return { id, organizationId, code: code.code, role, admitsAtOnce, maxUses, uses, expiresAt, createdAt };
}
