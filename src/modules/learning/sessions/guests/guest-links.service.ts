import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { hashSecret, newLinkSecret } from '../../../../infra/access/link-secret.js';
import { DatabaseClock } from '../../../../infra/database/database-clock.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { DAY } from '../../../../kernel/clock.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import type { Page } from '../../../../kernel/page.js';
import { SessionLock } from '../../../people/auth/auth.api.js';
import { FORMER_USER, UsersApi } from '../../../people/users/users.api.js';
import { SessionAccess } from '../room/session-access.js';
import { isChangeable } from '../room/session.rules.js';
import { SESSION_FULL, SESSION_STATUS_CONFLICT } from '../sessions.errors.js';
import { aboutRoom, SESSION_GUEST_INVITED, SESSION_GUEST_REMOVED } from '../sessions.events.js';
import type { GuestLinkDto, GuestLinkQueryDto, GuestLinkWithSecretDto, NewGuestLinkDto } from './guest-link.dto.js';
import { LINK_DAYS, MOST_GUESTS } from './guest.rules.js';
import { GuestsRepository } from './guests.repository.js';
import type { SessionGuest } from './session-guest.entity.js';

/** Use cases of links of guests, for those who run the room. */
@Injectable()
export class GuestLinksService {
  constructor(
    private readonly guests: GuestsRepository,
    private readonly access: SessionAccess,
    private readonly users: UsersApi,
    private readonly lock: SessionLock,
    private readonly clock: DatabaseClock,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /**
   * Makes a link for one guest, which outlives the login session.
   * @throws CodedError forbidden, session_ended, session_status_conflict, session_full
   */
  @Transactional()
  async create(actor: Actor, sessionId: string, wanted: NewGuestLinkDto): Promise<GuestLinkWithSecretDto> {
    await this.lock.hold(actor);
    return this.createAs(actor, sessionId, wanted);
  }

  /** `create` without a login session, for demo data. */
  @Transactional()
  async createAs(
    actor: Actor,
    sessionId: string,
    { role = 'viewer', name, expiresInDays = LINK_DAYS.default }: NewGuestLinkDto,
  ): Promise<GuestLinkWithSecretDto> {
    const { room } = await this.access.lock(actor, sessionId, 'invite');
    if (!isChangeable(room.status)) throw new CodedError(SESSION_STATUS_CONFLICT);
    if ((await this.guests.countOf(sessionId)) >= MOST_GUESTS)
      throw new CodedError(SESSION_FULL, { detail: `A room has links for ${MOST_GUESTS} guests at most.` });
    const secret = newLinkSecret();
    const guest = await this.guests.insert({
      ...{ sessionId, role, name: name ?? null, createdBy: actor.userId, tokenHash: hashSecret(secret) },
      expiresAt: new Date((await this.clock.now()).getTime() + expiresInDays * DAY),
    });
    const fact = { ...aboutRoom(room), guestId: guest.id, actorId: actor.userId };
    await this.outbox.append(SESSION_GUEST_INVITED, { ...fact, role });
    return { ...(await this.present(guest)), secret };
  }

  async list(actor: Actor, sessionId: string, query: GuestLinkQueryDto): Promise<Page<GuestLinkDto>> {
    await this.access.enter(actor, sessionId, 'invite');
    const { data, meta } = await this.guests.list(sessionId, query);
    return { data: await this.presentAll(data), meta };
  }

  async findOne(actor: Actor, sessionId: string, id: string): Promise<GuestLinkDto> {
    await this.access.enter(actor, sessionId, 'invite');
    return this.present(await this.getOrThrow(sessionId, id));
  }

  /** Revokes a link for good; whoever is in the room by it is out of it. */
  @Transactional()
  async revoke(actor: Actor, sessionId: string, id: string): Promise<void> {
    const { room } = await this.access.lock(actor, sessionId, 'invite');
    const guest = await this.getOrThrow(sessionId, id);
    await this.guests.bar(guest.id);
    const fact = { ...aboutRoom(room), guestId: guest.id, actorId: actor.userId };
    await this.outbox.append(SESSION_GUEST_REMOVED, fact);
  }

  private async getOrThrow(sessionId: string, id: string): Promise<SessionGuest> {
    const guest = await this.guests.find(sessionId, id);
    if (!guest) throw new CodedError(NOT_FOUND);
    return guest;
  }

  private async present(guest: SessionGuest): Promise<GuestLinkDto> {
    const [presented] = await this.presentAll([guest]);
    if (!presented) throw new CodedError(NOT_FOUND);
    return presented;
  }

  private async presentAll(guests: readonly SessionGuest[]): Promise<GuestLinkDto[]> {
    const people = await this.users.findByIds([...new Set(guests.flatMap(({ createdBy }) => createdBy ?? []))]);
    return guests.map(({ id, sessionId, role, name, createdBy, opensAt, expiresAt, enteredAt, createdAt }) => ({
      ...{ id, sessionId, role, name, opensAt, expiresAt, enteredAt, createdAt },
      createdBy: createdBy === null ? null : { id: createdBy, name: people.get(createdBy)?.name ?? FORMER_USER },
    }));
  }
}
