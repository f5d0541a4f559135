import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { AvailabilityApi } from '../../../scheduling/availability/availability.api.js';
import { roomPath } from '../../sessions/sessions.api.js';
import { CourseAccess } from '../course-access.js';
import { OfferingsRepository } from '../offerings/offerings.repository.js';
import { CoursePeople } from '../people/course-people.js';
import type { MeetingDto } from './meeting.dto.js';
import { type MeetingRow, MeetingsRepository } from './meetings.repository.js';

/** Shows meetings with the names of hosts, rooms and offerings, in one query each. */
@Injectable()
export class MeetingPresenter {
  constructor(
    private readonly repository: MeetingsRepository,
    private readonly offerings: OfferingsRepository,
    private readonly people: CoursePeople,
    private readonly access: CourseAccess,
    private readonly availability: AvailabilityApi,
  ) {}

  async present(actor: Actor, rows: readonly MeetingRow[]): Promise<MeetingDto[]> {
    if (rows.length === 0) return [];
    const { managed } = await this.access.reachOf(actor);
    const all = [...new Set(rows.flatMap(({ offeringIds }) => offeringIds))];
    const own = await this.repository.ownAmong(actor.userId, all);
    const parts = await this.offerings.partsOf(all);
    const nameOf = await this.people.namesOf(rows.map(({ hostId }) => hostId));
    const bookables = await this.availability.findBookables([...new Set(rows.flatMap((row) => row.bookableIds))]);
    return rows.map(({ hostId, bookableIds, offeringIds, sessionId, status, start, end, ...row }) => ({
      ...{ id: row.id, organizationId: row.organizationId, bookingId: row.bookingId, setId: row.setId },
      ...{ title: row.title, start: new Date(start), end: new Date(end), timeZone: row.timeZone },
      plannedStart: new Date(row.plannedStart),
      status: status === 'confirmed' || status === 'pending' ? 'confirmed' : 'cancelled',
      host: { id: hostId, name: nameOf(hostId) },
      bookables: bookableIds.map((id) => ({ id, name: bookables.get(id)?.name ?? '' })),
      location: row.location,
      offerings: offeringIds.flatMap((id) => {
        const made = parts.get(id);
        const isShown = made && (managed.includes(row.organizationId) || own.has(id) || hostId === actor.userId);
        return isShown ? [{ id, module: made.module, class: made.class }] : [];
      }),
      session: sessionId === null ? null : { id: sessionId, url: roomPath(sessionId) },
      cancelReason: row.cancelReason,
    }));
  }
}
