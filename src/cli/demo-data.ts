import type { INestApplicationContext } from '@nestjs/common';
import { DAY, HOUR } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import type { Actor } from '../infra/access/actor.js';
import { SchedulesService } from '../modules/scheduling/availability/schedules/schedules.service.js';
import { BookingsService } from '../modules/scheduling/bookings/browse/bookings.service.js';
import { EventTypesService } from '../modules/scheduling/event-types/manage/event-types.service.js';
import { InvitationAnswersService } from '../modules/people/organizations/invitations/invitation-answers.service.js';
import { InvitationsService } from '../modules/people/organizations/invitations/invitations.service.js';
import { OrganizationsService } from '../modules/people/organizations/organization/organizations.service.js';
import type { UserRecord } from '../modules/people/users/users.api.js';

const WORKING_DAYS = [1, 2, 3, 4, 5];
const LESSONS = ['Algebra, first lesson', 'Algebra, second lesson', 'Reading proofs'];

/**
 * An organization with two people, the lessons of the coming days, and a page on which anybody books the teacher; made by the
 * same use cases as the API's.
 */
export async function makeDemoData(
  app: INestApplicationContext,
  teacher: UserRecord,
  student: UserRecord,
): Promise<void> {
  const actor: Actor = { userId: teacher.id, role: teacher.role, sessionId: newId() };
  const organization = await app
    .get(OrganizationsService, { strict: false })
    .create(actor, { name: 'Example Academy' });
  const { id: invitationId } = await app
    .get(InvitationsService, { strict: false })
    .inviteAs(actor, organization.id, { email: student.email });
  await app
    .get(InvitationAnswersService, { strict: false })
    .acceptReceived({ userId: student.id, role: student.role, sessionId: newId() }, invitationId);
  const today = Math.floor(Date.now() / DAY) * DAY;
  for (const [index, title] of LESSONS.entries()) {
    const start = new Date(today + (index + 1) * DAY + 9 * HOUR);
    await app.get(BookingsService, { strict: false }).create(actor, {
      title,
      start,
      end: new Date(start.getTime() + HOUR),
      timeZone: 'UTC',
      location: 'Room 5',
      organizationId: organization.id,
      attendees: [{ userId: student.id }],
    });
  }
  await app.get(SchedulesService, { strict: false }).create(actor, {
    name: 'Working hours',
    timeZone: 'UTC',
    weekly: WORKING_DAYS.map((day) => ({ day, start: '09:00', end: '17:00' })),
  });
  await app.get(EventTypesService, { strict: false }).create(actor, {
    title: 'Mentoring with Ada',
    description: 'Bring a question, leave with two.',
    slug: 'mentoring-with-ada',
    durations: [30, 60],
    timeZone: 'UTC',
    isPublic: true,
  });
}
