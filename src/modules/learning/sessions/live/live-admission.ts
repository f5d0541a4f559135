import { Injectable } from '@nestjs/common';
import { type OrganizationRole, OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import { CollaboratorsRepository } from '../collaborators/collaborators.repository.js';
import { SessionsRepository } from '../room/sessions.repository.js';
import { canWrite, standingIn } from '../sessions.policy.js';
import type { LiveRole, RoomState } from './live-messages.js';

export interface Visit {
  readonly sessionId: string;
  readonly userId: string;
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
  ) {}

  /** In order. Asks for each room and each person once. */
  async admit(visits: readonly Visit[]): Promise<Admission[]> {
    const userIds = [...new Set(visits.map(({ userId }) => userId))];
    const sessionIds = [...new Set(visits.map(({ sessionId }) => sessionId))];
    const rooms = await this.rooms.findByIds(sessionIds);
    const places = await this.collaborators.placesIn(sessionIds, userIds);
    const roles = await this.rolesIn(
      visits.flatMap(({ sessionId, userId }) => {
        const organizationId = rooms.get(sessionId)?.organizationId;
        return organizationId ? [{ organizationId, userId }] : [];
      }),
    );
    return visits.map(({ sessionId, userId }) => {
      const room = rooms.get(sessionId);
      if (!room) return 'not_found';
      const role = roles.get(userId)?.get(room.organizationId ?? '') ?? null;
      const standing = standingIn(room, userId, role, places.get(sessionId)?.get(userId) ?? null);
      if (standing === 'stranger') return 'not_found';
      if (!INSIDERS.includes(standing)) return 'forbidden';
      const { title, language, status, isLocked } = room;
      return { title, language, status, isLocked, role: standing as LiveRole, canWrite: canWrite(standing, room) };
    });
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
