import type { INestApplicationContext } from '@nestjs/common';
import { DAY, HOUR } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import type { Actor } from '../infra/access/actor.js';
import { BookingsService } from '../modules/bookings/bookings.service.js';
import { MembersService } from '../modules/organizations/members.service.js';
import { OrganizationsService } from '../modules/organizations/organizations.service.js';
import type { UserRecord } from '../modules/users/users.api.js';

const LESSONS = ['Algebra, first lesson', 'Algebra, second lesson', 'Reading proofs'];

/** An organization with two people and the lessons of the coming days, made by the same use cases as the API's. */
export async function makeDemoData(
  app: INestApplicationContext,
  teacher: UserRecord,
  student: UserRecord,
): Promise<void> {
  const actor: Actor = { userId: teacher.id, role: teacher.role, sessionId: newId() };
  const organization = await app
    .get(OrganizationsService, { strict: false })
    .create(actor, { name: 'Example Academy' });
  await app.get(MembersService, { strict: false }).add(actor, organization.id, { email: student.email });
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
}
