import { Injectable } from '@nestjs/common';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { invalid } from '../../../../kernel/invalid.js';
import { mapPage, type Page } from '../../../../kernel/page.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { DatabaseClock } from '../../../../infra/database/database-clock.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { JOIN_CODE_INVALID, type JoinWish, SessionLock, TOO_MANY_JOIN_REQUESTS } from '../../auth/auth.api.js';
import { UsersApi } from '../../users/users.api.js';
import { CourseRoles } from '../members/course-roles.js';
import { OrganizationsRepository } from '../organization/organizations.repository.js';
import { ALREADY_MEMBER } from '../organizations.errors.js';
import type { JoinRequest } from './join-request.entity.js';
import type { NewJoinRequestDto, OwnJoinRequestDto, OwnJoinRequestQueryDto } from './joining.dto.js';
import { JOIN_REQUESTED } from './joining.events.js';
import { JoiningRepository } from './joining.repository.js';
import { codeOf, faultsOf, isUsable, MOST_ASKED, MOST_WAITING } from './joining.rules.js';

/** Use cases of those who ask to be admitted. Until their address is verified nobody hears of it. */
@Injectable()
export class JoinRequestsService {
  constructor(
    private readonly joining: JoiningRepository,
    private readonly organizations: OrganizationsRepository,
    private readonly courseRoles: CourseRoles,
    private readonly users: UsersApi,
    private readonly session: SessionLock,
    private readonly clock: DatabaseClock,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /**
   * Asks while the login session is held: who is admitted outlives it.
   * @throws CodedError join_code_invalid, validation_failed, already_asked, already_member, too_many_join_requests,
   * session_ended
   */
  @Transactional()
  async create(actor: Actor, wish: NewJoinRequestDto): Promise<OwnJoinRequestDto> {
    await this.session.hold(actor);
    return this.createAs(actor, wish);
  }

  /** `create` without a login session, for demo data. */
  @Transactional()
  async createAs({ userId }: Actor, wish: NewJoinRequestDto): Promise<OwnJoinRequestDto> {
    return this.present([await this.ask(userId, wish)]).then(([request]) => request ?? notThere());
  }

  /**
   * In the transaction of the caller, with whose account it comes into being or not at all.
   * @param at JSON pointer of the wish in the body
   */
  async ask(userId: string, { code: typed, ...said }: JoinWish, at = ''): Promise<JoinRequest> {
    // Under the lock on the code the counts hold until the transaction ends.
    const code = await this.joining.holdCode({ code: codeOf(typed) });
    const now = await this.clock.now();
    if (!code || !isUsable(code, now)) throw new CodedError(JOIN_CODE_INVALID);
    const { organizationId, role } = code;
    const faults = faultsOf(role, said, at);
    if (faults.length > 0) throw invalid(faults);
    const member = await this.organizations.findMember(organizationId, userId);
    if (member && (await this.courseRoles.of([member])).get(member.id)?.includes(role))
      throw new CodedError(ALREADY_MEMBER);
    const isVerified = (await this.users.findById(userId))?.emailVerified ?? false;
    if (
      (await this.joining.countWaiting(organizationId, isVerified)) >= MOST_WAITING ||
      (await this.joining.countOf(userId)) >= MOST_ASKED
    )
      throw new CodedError(TOO_MANY_JOIN_REQUESTS);
    const { specialization = null, employeeId = null, studentNumber = null } = said;
    const request = await this.joining.insert({
      ...{ organizationId, userId, codeId: code.id, role, askedAt: isVerified ? now : null },
      ...{ specialization, employeeId, studentNumber },
    });
    if (isVerified) await this.outbox.append(JOIN_REQUESTED, { organizationId, requestId: request.id, role, userId });
    return request;
  }

  async list({ userId }: Actor, query: OwnJoinRequestQueryDto): Promise<Page<OwnJoinRequestDto>> {
    const page = await this.joining.listOf(userId, query);
    const shown = new Map((await this.present(page.data)).map((request) => [request.id, request]));
    return mapPage(page, ({ id }) => shown.get(id) ?? notThere());
  }

  /** @throws CodedError not_found for all but who asked */
  async findOne(actor: Actor, id: string): Promise<OwnJoinRequestDto> {
    const [request] = await this.present([await this.ownOrThrow(actor, id)]);
    return request ?? notThere();
  }

  /** Takes it back while it waits. @throws CodedError not_found */
  @Transactional()
  async delete(actor: Actor, id: string): Promise<void> {
    await this.ownOrThrow(actor, id);
    if (!(await this.joining.takeWaiting(id))) throw new CodedError(NOT_FOUND);
  }

  private async ownOrThrow({ userId }: Actor, id: string): Promise<JoinRequest> {
    const request = await this.joining.findById(id);
    return request?.userId === userId ? request : notThere();
  }

  private async present(requests: readonly JoinRequest[]): Promise<OwnJoinRequestDto[]> {
    const found = await this.organizations.findByIds(requests.map(({ organizationId }) => organizationId));
    const names = new Map(found.map(({ id, name }) => [id, name]));
    return requests.map((request) => ({
      ...toAskedDto(request),
      organizationName: names.get(request.organizationId) ?? '',
    }));
  }
}

export function toAskedDto(request: JoinRequest): Omit<OwnJoinRequestDto, 'organizationName'> {
  const { id, organizationId, role, specialization, employeeId, studentNumber } = request;
  const { status, reason, askedAt, createdAt } = request;
  return {
    ...{ id, organizationId, role, specialization, employeeId, studentNumber },
    ...{ status, reason, askedAt, createdAt },
  };
}

function notThere(): never {
  throw new CodedError(NOT_FOUND);
}
