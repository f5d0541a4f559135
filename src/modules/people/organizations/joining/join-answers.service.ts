import { Injectable } from '@nestjs/common';
import { CodedError } from '../../../../kernel/coded-error.js';
import { FORBIDDEN, NOT_FOUND } from '../../../../kernel/common-errors.js';
import { invalid } from '../../../../kernel/invalid.js';
import type { Page } from '../../../../kernel/page.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { constraintError } from '../../../../infra/database/constraint-errors.js';
import { DatabaseClock } from '../../../../infra/database/database-clock.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { type UserRecord, UsersApi } from '../../users/users.api.js';
import { CourseRoles } from '../members/course-roles.js';
import { RemovalsRepository } from '../members/removals.repository.js';
import { OrganizationAccess } from '../organization/organization-access.js';
import { OrganizationsRepository } from '../organization/organizations.repository.js';
import { managesCourses, type SaidOfProfile } from '../organizations.api.js';
import { MEMBER_ADDED } from '../organizations.events.js';
import type { JoinRequest } from './join-request.entity.js';
import { toAskedDto } from './join-requests.service.js';
import type { JoinAcceptanceDto, JoinRefusalDto, JoinRequestDto, JoinRequestQueryDto } from './joining.dto.js';
import { JOIN_ANSWERED, type JoinAnswer } from './joining.events.js';
import { JoiningRepository } from './joining.repository.js';
import { faultsOf, isUsable } from './joining.rules.js';

/** Use cases of organizations for those who ask to be admitted: who manages the courses decides. */
@Injectable()
export class JoinAnswersService {
  constructor(
    private readonly joining: JoiningRepository,
    private readonly organizations: OrganizationsRepository,
    private readonly courseRoles: CourseRoles,
    private readonly removals: RemovalsRepository,
    private readonly access: OrganizationAccess,
    private readonly users: UsersApi,
    private readonly clock: DatabaseClock,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  async list(actor: Actor, organizationId: string, query: JoinRequestQueryDto): Promise<Page<JoinRequestDto>> {
    await this.access.enter(actor, organizationId);
    await this.assertDecides(actor, organizationId);
    const { data, meta } = await this.joining.list(organizationId, query);
    const people = await this.users.findByIds(data.map(({ userId }) => userId));
    return { data: data.flatMap((request) => toJoinRequestDto(request, people.get(request.userId))), meta };
  }

  /** @throws CodedError not_found, forbidden */
  async findOne(actor: Actor, organizationId: string, id: string): Promise<JoinRequestDto> {
    await this.access.enter(actor, organizationId);
    await this.assertDecides(actor, organizationId);
    return this.present(await this.joining.findAsked(organizationId, id));
  }

  /**
   * Makes whoever asked a member with the profile that they asked for.
   * @throws CodedError not_found, forbidden, validation_failed, employee_id_taken, student_number_taken
   */
  @Transactional()
  async accept(actor: Actor, organizationId: string, id: string, found: JoinAcceptanceDto): Promise<void> {
    const request = await this.hold(actor, organizationId, id);
    const faults = faultsOf(request.role, found);
    if (faults.length > 0) throw invalid(faults);
    const person = await this.users.findById(request.userId);
    if (!person?.isActive || !person.emailVerified || !(await this.admit(request, actor.userId, found)))
      throw new CodedError(NOT_FOUND);
  }

  /** @throws CodedError not_found, forbidden */
  @Transactional()
  async decline(
    actor: Actor,
    organizationId: string,
    id: string,
    { reason = null }: JoinRefusalDto,
  ): Promise<JoinRequestDto> {
    const request = await this.hold(actor, organizationId, id);
    if (!(await this.joining.decline(id, reason, await this.clock.now()))) throw new CodedError(NOT_FOUND);
    await this.tell(request, 'declined', actor.userId);
    return this.present(await this.joining.findAsked(organizationId, id));
  }

  /**
   * Where the code says that asking is enough. Not for somebody who was here before and was taken out, nor with a number: rosters
   * know people by theirs, so that whoever says that of another would have their courses. Then somebody decides.
   * @returns whether the person is a member now
   */
  async admitAtOnce(request: JoinRequest, person: UserRecord): Promise<boolean> {
    const { organizationId, userId, codeId } = request;
    if (codeId === null || !person.isActive || hasNumber(request)) return false;
    if (!(await this.organizations.lock(organizationId))) return false;
    const code = await this.joining.holdCode({ id: codeId });
    if (!code?.admitsAtOnce || !isUsable(code, await this.clock.now())) return false;
    if (await this.removals.wasRemoved(organizationId, userId)) return false;
    if (await this.courseRoles.wasTaken(organizationId, userId)) return false;
    try {
      return await this.transactions.attempt(() => this.admit(request, userId, {}));
    } catch (error) {
      if (error instanceof CodedError || constraintError(error)) return false;
      throw error;
    }
  }

  /** Under the lock on the organization. @returns false when it does not wait any more */
  private async admit(request: JoinRequest, actorId: string, found: SaidOfProfile): Promise<boolean> {
    const { id, organizationId, userId, role, codeId } = request;
    if (!(await this.joining.takeWaiting(id))) return false;
    if (!(await this.organizations.findMember(organizationId, userId))) {
      await this.organizations.addMember(organizationId, userId, 'member');
      await this.outbox.append(MEMBER_ADDED, { organizationId, userId, role: 'member', actorId, invitedBy: null });
    }
    const { specialization, employeeId, studentNumber } = request;
    const given = Object.entries(found as Record<string, unknown>).filter(([, value]) => value !== undefined);
    const said = { specialization, employeeId, studentNumber, ...Object.fromEntries(given) };
    await this.courseRoles.give({ organizationId, userId, actorId }, [role], said);
    if (codeId !== null) await this.joining.countUse(codeId);
    await this.tell(request, 'accepted', actorId);
    return true;
  }

  private async tell(request: JoinRequest, answer: JoinAnswer, actorId: string): Promise<void> {
    const { id: requestId, organizationId, role, userId } = request;
    await this.outbox.append(JOIN_ANSWERED, { organizationId, requestId, role, userId, answer, actorId });
  }

  /** Under the lock on the organization. */
  private async hold(actor: Actor, organizationId: string, id: string): Promise<JoinRequest> {
    await this.access.lock(actor, organizationId);
    await this.assertDecides(actor, organizationId);
    const request = await this.joining.findAsked(organizationId, id);
    if (request?.status !== 'waiting') throw new CodedError(NOT_FOUND);
    return request;
  }

  private async assertDecides({ userId }: Actor, organizationId: string): Promise<void> {
    const member = await this.organizations.findMember(organizationId, userId);
    if (!member || !managesCourses(member)) throw new CodedError(FORBIDDEN);
  }

  private async present(request: JoinRequest | null): Promise<JoinRequestDto> {
    const people = request && (await this.users.findByIds([request.userId]));
    const [shown] = request ? toJoinRequestDto(request, people?.get(request.userId)) : [];
    if (!shown) throw new CodedError(NOT_FOUND);
    return shown;
  }
}

function hasNumber({ employeeId, studentNumber }: JoinRequest): boolean {
  return employeeId !== null || studentNumber !== null;
}

function toJoinRequestDto(request: JoinRequest, person: UserRecord | undefined): JoinRequestDto[] {
  if (!person) return [];
  const { id, name, email } = person;
  return [{ ...toAskedDto(request), person: { id, name, email } }];
}
