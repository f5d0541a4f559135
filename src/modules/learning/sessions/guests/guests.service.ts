import { Injectable } from '@nestjs/common';
import { SESSION_ENDED, TOKEN_INVALID } from '../../../../infra/access/access.errors.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { hashSecret } from '../../../../infra/access/link-secret.js';
import { DatabaseClock } from '../../../../infra/database/database-clock.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { invalid } from '../../../../kernel/invalid.js';
import { SessionAccess } from '../room/session-access.js';
import { SessionPresenter } from '../room/session.presenter.js';
import { isOpen } from '../room/session.rules.js';
import {
  SESSION_INVITATION_EXPIRED,
  SESSION_INVITATION_INVALID,
  SESSION_NOT_OPEN,
  SESSION_STATUS_CONFLICT,
} from '../sessions.errors.js';
import { aboutRoom, SESSION_GUEST_ENTERED } from '../sessions.events.js';
import { can } from '../sessions.policy.js';
import type { EnterSessionDto, GuestDto } from './guest-link.dto.js';
import { entryAt, GUEST_TOKEN_MS, timeAt } from './guest.rules.js';
import { GuestTokens } from './guest-tokens.js';
import { GuestsRepository } from './guests.repository.js';
import type { SessionGuest } from './session-guest.entity.js';

/** Use cases of guests, who hold the secret of a link. */
@Injectable()
export class GuestsService {
  constructor(
    private readonly guests: GuestsRepository,
    private readonly tokens: GuestTokens,
    private readonly access: SessionAccess,
    private readonly presenter: SessionPresenter,
    private readonly clock: DatabaseClock,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /**
   * Gives a guest a token for the room of their link; as often as they ask, the same guest.
   * @throws CodedError session_invitation_invalid, session_invitation_expired, session_not_open,
   * session_status_conflict, validation_failed without a name
   */
  @Transactional()
  async enter(sessionId: string, { token, name: said }: EnterSessionDto): Promise<GuestDto> {
    const found = await this.guests.findByToken(sessionId, hashSecret(token));
    const room = found && (await this.access.lockBooked(sessionId));
    // Under the row lock, a link that was revoked meanwhile is.
    const guest = room && (await this.guests.find(sessionId, found.id));
    if (!guest || !(await this.isStillMade(guest))) throw new CodedError(SESSION_INVITATION_INVALID);
    const now = await this.clock.now();
    assertOpen(guest, now);
    if (!isOpen(room.status)) throw new CodedError(SESSION_STATUS_CONFLICT);
    const name = said ?? guest.name;
    if (name === null) throw nameless();
    await this.guests.enter(guest.id, name, now);
    if (guest.enteredAt === null)
      await this.outbox.append(SESSION_GUEST_ENTERED, { ...aboutRoom(room), guestId: guest.id });
    const expiresAt = new Date(Math.min(now.getTime() + GUEST_TOKEN_MS, timeAt(now, guest).expiresAt.getTime()));
    const { id, role } = guest;
    const session = await this.presenter.present(actorOf(guest), room);
    return { id, guestToken: this.tokens.issue(id, sessionId, expiresAt), expiresAt, role, name, session };
  }

  /** @throws CodedError token_invalid, token_expired, session_ended */
  async actorOf(token: string): Promise<Actor> {
    const { sub, room } = await this.tokens.verify(token);
    const guest = (await this.guests.findByIds([sub])).get(sub);
    if (guest?.sessionId !== room) throw new CodedError(TOKEN_INVALID);
    if (entryAt(await this.clock.now(), guest) !== 'open') throw new CodedError(SESSION_ENDED);
    return actorOf(guest);
  }

  /** Whether whoever made the link may still make such a one; bookings revoke theirs. */
  private async isStillMade({ createdBy, sessionId }: SessionGuest): Promise<boolean> {
    const admitted = await this.access.lookAt(createdBy, sessionId);
    if (!admitted || !(await this.access.isActive([...(createdBy ? [createdBy] : []), admitted.room.ownerId])))
      return false;
    return createdBy === null || can(admitted.standing, 'invite');
  }
}

function actorOf({ id, sessionId, role }: SessionGuest): Actor {
  return { userId: id, role: 'user', sessionId: id, guest: { roomId: sessionId, role } };
}

function assertOpen(guest: SessionGuest, now: Date): void {
  const entry = entryAt(now, guest);
  if (entry === 'expired') throw new CodedError(SESSION_INVITATION_EXPIRED);
  if (entry !== 'early') return;
  const { startsAt, opensAt } = timeAt(now, guest);
  throw new CodedError(SESSION_NOT_OPEN, {
    extensions: { startsAt: startsAt?.toISOString() ?? null, opensAt: opensAt?.toISOString() },
  });
}

function nameless(): CodedError {
  const message = 'must be given: nobody knows the guest’s name yet';
  return invalid([{ pointer: '/name', field: 'name', message, code: 'is_required' }]);
}
