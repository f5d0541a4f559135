import { Injectable } from '@nestjs/common';
import { DatabaseClock } from '../../../../infra/database/database-clock.js';
import { type OrganizationRole, OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import { CollaboratorsRepository } from '../collaborators/collaborators.repository.js';
import { entryAt } from '../guests/guest.rules.js';
import { GuestsRepository } from '../guests/guests.repository.js';
import type { SessionGuest } from '../guests/session-guest.entity.js';
import type { Session } from '../room/session.entity.js';
import { isOpen } from '../room/session.rules.js';
import { SessionsRepository } from '../room/sessions.repository.js';
import { canWrite, standingIn } from '../sessions.policy.js';
import type { LiveRole, RoomState } from './live-messages.js';

export interface Visit {
  readonly sessionId: string;
  readonly userId: string;
  /** Whether that is a guest’s. */
  readonly isGuest: boolean;
}

/** What a room is for somebody; `not_found`: it does not exist for them; `forbidden`: they have to join it first. */
export type Admission = RoomState | 'not_found' | 'forbidden';

const INSIDERS: readonly string[] = ['owner', 'manager', 'admin', 'editor', 'viewer'] satisfies LiveRole[];

/** Who is let into rooms, and stays there. */
@Injectable()
export class LiveAdmission {
  constructor(
    private readonly rooms: SessionsRepository,
    private readonly collaborators: CollaboratorsRepository,
    private readonly organizations: OrganizationsApi,
    private readonly guests: GuestsRepository,
    private readonly clock: DatabaseClock,
  ) {}

  /** In order. Asks for each room and each person once. */
  async admit(visits: readonly Visit[]): Promise<Admission[]> {
    const members = visits.filter(({ isGuest }) => !isGuest);
    const userIds = [...new Set(members.map(({ userId }) => userId))];
    const guests = await this.guestsAmong(visits);
    const sessionIds = [...new Set(visits.map(({ sessionId }) => sessionId))];
    const rooms = await this.rooms.findByIds(sessionIds);
    const places = await this.collaborators.placesIn(sessionIds, userIds);
    const roles = await this.rolesIn(
      members.flatMap(({ sessionId, userId }) => {
        const organizationId = rooms.get(sessionId)?.organizationId;
        return organizationId ? [{ organizationId, userId }] : [];
      }),
    );
    return visits.map(({ sessionId, userId, isGuest }) => {
      const room = rooms.get(sessionId);
      if (!room) return 'not_found';
      if (isGuest) {
        const guest = guests.get(userId);
        return guest?.sessionId === sessionId && isOpen(room.status) ? stateOf(room, guest.role) : 'forbidden';
      }
      const role = roles.get(userId)?.get(room.organizationId ?? '') ?? null;
      const standing = standingIn(room, userId, role, places.get(sessionId)?.get(userId) ?? null);
      if (standing === 'stranger') return 'not_found';
      if (!INSIDERS.includes(standing)) return 'forbidden';
      return stateOf(room, standing as LiveRole);
    });
  }

  /** Those whose links work now. */
  private async guestsAmong(visits: readonly Visit[]): Promise<ReadonlyMap<string, SessionGuest>> {
    const ids = new Set(visits.flatMap(({ isGuest, userId }) => (isGuest ? userId : [])));
    if (ids.size === 0) return new Map();
    const [found, now] = [await this.guests.findByIds([...ids]), await this.clock.now()];
    return new Map([...found].filter(([, guest]) => entryAt(now, guest) === 'open'));
  }

  private async rolesIn(memberships: readonly { readonly organizationId: string; readonly userId: string }[]) {
    const wanted = new Map<string, Set<string>>();
    for (const { userId, organizationId } of memberships)
      wanted.set(userId, (wanted.get(userId) ?? new Set()).add(organizationId));
    const roles = new Map<string, ReadonlyMap<string, OrganizationRole>>();
    for (const [userId, ids] of wanted) roles.set(userId, await this.organizations.rolesOf(userId, [...ids]));
    return roles;
  }
}

function stateOf(room: Session, role: LiveRole): RoomState {
  const { title, language, status, isLocked, hasPasteLog } = room;
  return { title, language, status, isLocked, hasPasteLog, role, canWrite: canWrite(role, room) };
}
