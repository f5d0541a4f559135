import { Injectable } from '@nestjs/common';
import { hashSecret, newLinkSecret } from '../../../../infra/access/link-secret.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { Sealer } from '../../../../infra/sealing/sealer.js';
import type { SessionRole } from '../collaborators/collaborator.rules.js';
import { CollaboratorsRepository } from '../collaborators/collaborators.repository.js';
import { type BookedGuest, GuestsRepository } from '../guests/guests.repository.js';
import { SessionAccess } from '../room/session-access.js';
import type { Session } from '../room/session.entity.js';
import { DEFAULTS, isOpen, PLACES, titleFrom } from '../room/session.rules.js';
import { SessionsRepository } from '../room/sessions.repository.js';
import { SessionsService } from '../room/sessions.service.js';
import {
  BookedRooms,
  type BookedRoomState,
  type FormerGuest,
  type NewBookedRoom,
  type RoomGuest,
} from '../sessions.api.js';
import { SessionsConfig } from '../sessions.config.js';
import { guestPath, openingOf } from './opening.js';
import {
  aboutRoom,
  SESSION_COLLABORATOR_JOINED,
  SESSION_COLLABORATOR_LEFT,
  SESSION_COMPLETED,
  SESSION_OWNERSHIP_TRANSFERRED,
  SESSION_REOPENED,
} from '../sessions.events.js';
import { can } from '../sessions.policy.js';

const SEALED_FOR = 'session_guests.secret';
const RECURRING_FOR = 'session_guests.attendee_id';

/** Use cases of bookings that have a room. Each holds the row lock of the room, and acts in the name of its owner. */
@Injectable()
export class BookedRoomsService extends BookedRooms {
  constructor(
    private readonly sessions: SessionsService,
    private readonly repository: SessionsRepository,
    private readonly collaborators: CollaboratorsRepository,
    private readonly guests: GuestsRepository,
    private readonly access: SessionAccess,
    private readonly sealer: Sealer,
    private readonly config: SessionsConfig,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  async open({ ownerId, organizationId, title, language }: NewBookedRoom): Promise<string> {
    const settings = {
      title: titleFrom(title),
      language: language ?? DEFAULTS.language,
      maxCollaborators: PLACES.max,
    };
    return (await this.sessions.open({ ownerId, organizationId }, settings)).id;
  }

  async hold(sessionId: string): Promise<void> {
    await this.repository.lock(sessionId);
  }

  async settle(sessionId: string, { hostIds, attendeeIds, guests, isOff }: BookedRoomState): Promise<void> {
    const room = await this.access.lockBooked(sessionId);
    if (!room) return;
    const links = guests.map((guest) => this.linkOf(sessionId, guest));
    await this.guests.book(sessionId, links);
    await this.guests.revokeOthers(
      sessionId,
      links.map(({ attendeeId }) => attendeeId),
    );
    if (!isOpen(room.status)) return;
    if (isOff) {
      await this.repository.change(sessionId, { status: 'completed' });
      await this.outbox.append(SESSION_COMPLETED, { ...aboutRoom(room), actorId: room.ownerId });
      return;
    }
    await this.letIn(room, [
      ...hostIds.map((userId) => [userId, 'admin'] as const),
      ...attendeeIds.map((userId) => [userId, 'editor'] as const),
    ]);
  }

  async admit(sessionId: string, userId: string): Promise<void> {
    const room = await this.access.lockBooked(sessionId);
    if (room && isOpen(room.status)) await this.letIn(room, [[userId, 'editor']]);
  }

  async guestLink(sessionId: string, guest: RoomGuest): Promise<string | null> {
    if (!(await this.access.lockBooked(sessionId))) return null;
    const link = this.linkOf(sessionId, guest);
    const sealed = (await this.guests.book(sessionId, [link])).get(link.attendeeId);
    return this.pathOf(sessionId, sealed);
  }

  async knownGuestLink(sessionId: string, attendeeId: string): Promise<string | null> {
    const guest = await this.guests.findByAttendee(sessionId, attendeeId);
    return this.pathOf(sessionId, guest?.sealedSecret);
  }

  async reopen(sessionId: string): Promise<void> {
    const room = await this.access.lockBooked(sessionId);
    if (room?.status !== 'completed') return;
    await this.repository.change(sessionId, { status: 'active' });
    await this.outbox.append(SESSION_REOPENED, { ...aboutRoom(room), actorId: room.ownerId });
  }

  placesOf(userId: string): Promise<string[]> {
    return this.collaborators.roomsOf(userId);
  }

  async dismiss(sessionId: string, userId: string, endedAt?: Date): Promise<void> {
    const room = await this.access.lockBooked(sessionId);
    const place = room && (await this.collaborators.findPerson(sessionId, userId));
    if (!place || place.exit !== null) return;
    if (endedAt && place.joinedAt > endedAt) return;
    await this.collaborators.end(place, 'gone');
    await this.endLinksOf(userId, room);
    await this.outbox.append(SESSION_COLLABORATOR_LEFT, { ...aboutRoom(room), userId, actorId: room.ownerId });
  }

  async handOver(sessionId: string, formerHostId: string, hostId: string, endedAt?: Date): Promise<void> {
    const room = await this.access.lockBooked(sessionId);
    if (room?.ownerId !== formerHostId) return this.dismiss(sessionId, formerHostId, endedAt);
    if (endedAt && room.ownedSince && room.ownedSince > endedAt) return;
    await this.collaborators.forgetIn([sessionId], hostId);
    await this.repository.handOver(sessionId, hostId);
    await this.endLinksOf(formerHostId, { ...room, ownerId: hostId });
    const change = { previousOwner: formerHostId, newOwner: hostId };
    await this.outbox.append(SESSION_OWNERSHIP_TRANSFERRED, { ...aboutRoom(room), ...change, actorId: hostId });
  }

  async forgetGuests(guests: readonly FormerGuest[]): Promise<void> {
    // Whoever keeps a room as its bookings were before has done so, or looks at them again.
    for (const sessionId of [...new Set(guests.map((guest) => guest.sessionId))].sort())
      await this.access.lockBooked(sessionId);
    const ids = guests.flatMap(({ sessionId, attendeeId, email }) => [
      attendeeId,
      ...(email === null ? [] : [this.idOf(sessionId, email)]),
    ]);
    await this.guests.forgetAttendees([...new Set(ids)]);
  }

  /** Those who came by the links of somebody who may invite nobody any more are out with them. */
  private async endLinksOf(userId: string, room: Session): Promise<void> {
    const { standing } = await this.access.look(userId, room);
    if (!can(standing, 'invite')) await this.guests.revokeMadeInRoom(room.id, userId);
  }

  private pathOf(sessionId: string, sealed: string | null | undefined): string | null {
    const secret = sealed ? this.sealer.open(sealed, SEALED_FOR) : null;
    return secret === null ? null : guestPath(sessionId, secret);
  }

  private linkOf(sessionId: string, guest: RoomGuest): BookedGuest {
    const secret = newLinkSecret();
    const isRecurring = 'times' in guest;
    const occasions = (isRecurring ? guest.times : [guest])
      .map(({ start, end }) => ({
        startsAt: start,
        opensAt: openingOf(start),
        expiresAt: new Date(end.getTime() + this.config.guestsStayMs),
      }))
      .sort((one, other) => one.expiresAt.getTime() - other.expiresAt.getTime());
    const [first, last] = [occasions[0], occasions.at(-1)];
    if (!first || !last) throw new Error('A guest comes at some time.');
    return {
      attendeeId: isRecurring ? this.idOf(sessionId, guest.email) : guest.attendeeId,
      name: guest.name,
      startsAt: first.startsAt,
      opensAt: first.opensAt,
      expiresAt: last.expiresAt,
      occasions: isRecurring
        ? occasions.map(({ startsAt, opensAt, expiresAt }) => ({
            startsAt: startsAt.toISOString(),
            opensAt: opensAt.toISOString(),
            expiresAt: expiresAt.toISOString(),
          }))
        : null,
      tokenHash: hashSecret(secret),
      sealedSecret: this.sealer.seal(secret, SEALED_FOR),
    };
  }

  /** Attendees of a series have a row for each booking, which come and go: this stays, and tells nobody the address. */
  private idOf(sessionId: string, email: string): string {
    const hex = this.sealer.fingerprint(`${sessionId} ${email.toLowerCase()}`, RECURRING_FOR);
    return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5');
  }

  /** Those who have never been in, or were out with an earlier booking; whom people removed stays out. */
  private async letIn(
    room: Session,
    people: ReadonlyArray<readonly [userId: string, role: SessionRole]>,
  ): Promise<void> {
    const { id, ownerId, maxCollaborators, collaboratorCount } = room;
    const known = (
      await this.collaborators.placesIn(
        [id],
        people.map(([userId]) => userId),
      )
    ).get(id);
    let left = maxCollaborators - collaboratorCount;
    for (const [userId, role] of new Map(people)) {
      const place = known?.get(userId);
      if (left === 0 || userId === ownerId || (place && place.exit !== 'gone')) continue;
      await this.collaborators.admit(id, userId, role);
      await this.outbox.append(SESSION_COLLABORATOR_JOINED, { ...aboutRoom(room), userId, role, actorId: ownerId });
      left -= 1;
    }
  }
}
