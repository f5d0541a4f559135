import type { INestApplicationContext } from '@nestjs/common';
import { DAY, HOUR, SECOND } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { Transactions } from '../infra/database/transactions.js';
import type { Actor } from '../infra/access/actor.js';
import { EXAMPLE_CODE, EXAMPLE_PAGE, EXAMPLE_SLUG, EXAMPLE_USERNAME } from '../infra/http/example-ids.js';
import { exampleDate, exampleTime } from '../infra/http/examples.js';
import { CollaboratorsService } from '../modules/learning/sessions/collaborators/collaborators.service.js';
import { GuestLinksService } from '../modules/learning/sessions/guests/guest-links.service.js';
import { SessionInvitationsService } from '../modules/learning/sessions/invitations/session-invitations.service.js';
import { SessionsService } from '../modules/learning/sessions/room/sessions.service.js';
import { SessionVersionsService } from '../modules/learning/sessions/versions/session-versions.service.js';
import { BookablesService } from '../modules/scheduling/availability/bookables/bookables.service.js';
import { OutOfOfficeService } from '../modules/scheduling/availability/out-of-office/out-of-office.service.js';
import { SchedulesService } from '../modules/scheduling/availability/schedules/schedules.service.js';
import type { BookingView } from '../modules/scheduling/bookings/bookings.api.js';
import { BookingsService } from '../modules/scheduling/bookings/browse/bookings.service.js';
import { BookingEditsService } from '../modules/scheduling/bookings/change/booking-edits.service.js';
import type { CreateBookingDto } from '../modules/scheduling/bookings/change/change-booking.dto.js';
import type { BookSlotDto } from '../modules/scheduling/bookings/make/book-slot.dto.js';
import { WaitlistJoiningService } from '../modules/scheduling/waitlist/waitlist-joining.service.js';
import { SlotBookingsService } from '../modules/scheduling/bookings/make/slot-bookings.service.js';
import type { CreateEventTypeDto } from '../modules/scheduling/event-types/manage/change-event-type.dto.js';
import { EventTypesService } from '../modules/scheduling/event-types/manage/event-types.service.js';
import { SeriesService } from '../modules/scheduling/series/series.service.js';
import { BrandsService } from '../modules/people/organizations/brand/brands.service.js';
import { InvitationAnswersService } from '../modules/people/organizations/invitations/invitation-answers.service.js';
import { InvitationsService } from '../modules/people/organizations/invitations/invitations.service.js';
import { JoinCode } from '../modules/people/organizations/joining/join-code.entity.js';
import { JoinCodesService } from '../modules/people/organizations/joining/join-codes.service.js';
import { JoinRequestsService } from '../modules/people/organizations/joining/join-requests.service.js';
import { OrganizationsService } from '../modules/people/organizations/organization/organizations.service.js';
import { ServiceAccountsService } from '../modules/people/organizations/service-accounts/service-accounts.service.js';
import { FormerSlugs } from '../modules/people/users/former-slugs.repository.js';
import { UserPicturesService } from '../modules/people/users/picture/user-pictures.service.js';
import { ProfilesService } from '../modules/people/users/profiles.service.js';
import { UsersService } from '../modules/people/users/users.service.js';
import type { UserRecord } from '../modules/people/users/users.api.js';
import { DemoCourses } from './demo-courses.js';
import type { ExampleRows } from './example-rows.js';

const WORKING_DAYS = [1, 2, 3, 4, 5];
const LESSONS = ['Algebra, first lesson', 'Algebra, second lesson', 'Reading proofs'];

export interface DemoCast {
  readonly ada: UserRecord;
  readonly grace: UserRecord;
  readonly alan: UserRecord;
  readonly admin: UserRecord;
}

/** Ids of event types. */
type DemoTypes = Readonly<Record<'course' | 'officeHour' | 'first', string>>;

import { DEMO_LOGO } from './demo-logo.js';
import { DEMO_PORTRAIT } from './demo-portrait.js';

const EXAMPLE_ORGANIZATION = 'example-academy';
const USERNAMES = { ada: EXAMPLE_USERNAME, grace: 'grace_hopper', alan: 'alan_turing' };

/**
 * Demo data by the same use cases as the API's: an organization with members, upcoming lessons, a booking page, and
 * everything that examples of the OpenAPI document refer to, in the state that they show.
 */
export class DemoData {
  private readonly ada: Actor;
  private readonly grace: Actor;
  private readonly alan: Actor;
  private readonly admin: Actor;

  constructor(
    private readonly app: INestApplicationContext,
    { ada, grace, alan, admin }: DemoCast,
    private readonly rows: ExampleRows,
  ) {
    this.admin = actorOf(admin);
    [this.ada, this.grace, this.alan] = [actorOf(ada), actorOf(grace), actorOf(alan)];
  }

  async make(): Promise<void> {
    // Those who had them before were made up as well.
    await this.get(FormerSlugs).free([EXAMPLE_PAGE, EXAMPLE_ORGANIZATION, EXAMPLE_SLUG, ...Object.values(USERNAMES)]);
    const { organizationId, roomId } = await this.makeOrganization();
    await this.makePublic();
    await this.makeTimes();
    await this.makeLessons(organizationId);
    const types = await this.makeEventTypes(organizationId);
    await this.makeSlots(types);
    await this.makeSeries(organizationId);
    await this.makeSession(organizationId);
    const courses = new DemoCourses(this.app, this.rows, this.ada, organizationId, roomId);
    await courses.make(this.alan.userId, this.grace.userId);
    await this.makeJoining(organizationId);
    await this.rows.makeForApps(this.ada.userId);
    await this.beginLesson(organizationId);
  }

  private async makeOrganization(): Promise<{ readonly organizationId: string; readonly roomId: string }> {
    const organization = await this.get(OrganizationsService).create(this.ada, { name: 'Example Academy' });
    const id = await this.rows.name('organization', organization);
    await this.get(OrganizationsService).change(
      this.ada,
      id,
      { slug: EXAMPLE_ORGANIZATION, color: '#0b6e4f' },
      undefined,
    );
    await this.get(BrandsService).replaceLogo(this.ada, id, DEMO_LOGO, undefined);
    for (const [actor, email] of [
      [this.grace, 'grace@example.org'],
      [this.alan, 'alan@example.org'],
    ] as const) {
      const invitation = await this.get(InvitationsService).inviteAs(this.ada, id, { email });
      await this.get(InvitationAnswersService).acceptReceivedAs(actor, invitation.id);
    }
    const account = await this.get(ServiceAccountsService).create(this.ada, id, { name: 'Our site' });
    await this.rows.name('serviceAccount', account);
    const room = await this.get(BookablesService).create(this.ada, {
      kind: 'room',
      name: 'Room 5',
      organizationId: id,
    });
    return { organizationId: id, roomId: await this.rows.name('room', room) };
  }

  /** Who administers the installation would like to teach at the academy, and Grace as well. */
  private async makeJoining(organizationId: string): Promise<void> {
    const made = await this.get(JoinCodesService).createAs(this.ada, organizationId, { role: 'facilitator' });
    const id = await this.rows.name('joinCode', made);
    const { manager } = this.get(Transactions);
    // An earlier demo has it.
    await manager.update(JoinCode, { code: EXAMPLE_CODE }, { code: made.code.split('').reverse().join('') });
    await manager.update(JoinCode, { id }, { code: EXAMPLE_CODE });
    const requests = this.get(JoinRequestsService);
    const teaching = { code: EXAMPLE_CODE, specialization: 'Number theory', employeeId: 'FAC007' };
    await this.rows.name('joinRequest', await requests.createAs(this.admin, teaching));
    await this.rows.name('otherJoinRequest', await requests.createAs(this.grace, { code: EXAMPLE_CODE }));
  }

  /** Ada and Alan are seen by everybody, Grace by nobody. */
  private async makePublic(): Promise<void> {
    const users = this.get(UsersService);
    const profile = { username: USERNAMES.ada, isProfilePublic: true, slug: EXAMPLE_PAGE };
    await users.changeProfile(this.ada, profile, undefined);
    await users.changeProfile(this.alan, { username: USERNAMES.alan, isProfilePublic: true }, undefined);
    await users.changeProfile(this.grace, { username: USERNAMES.grace }, undefined);
    const bio = 'Writes programs for engines that are not built yet.';
    await this.get(ProfilesService).replace(this.ada, this.ada.userId, { bio, location: 'London' }, undefined);
    await this.get(UserPicturesService).replace(this.ada, this.ada.userId, DEMO_PORTRAIT, undefined);
  }

  private async makeTimes(): Promise<void> {
    const schedules = this.get(SchedulesService);
    await schedules.create(this.ada, {
      name: 'Working hours',
      timeZone: 'UTC',
      weekly: WORKING_DAYS.map((day) => ({ day, start: '09:00', end: '17:00' })),
    });
    const evenings = { name: 'Evening classes', timeZone: 'UTC', weekly: [{ day: 2, start: '18:00', end: '20:00' }] };
    await this.rows.name('schedule', await schedules.create(this.ada, evenings));
    await schedules.create(this.alan, {
      name: 'Tuesdays',
      timeZone: 'UTC',
      weekly: [{ day: 2, start: '09:00', end: '10:00' }],
    });
    const absence = { from: exampleDate(92), to: exampleDate(96), reason: 'vacation' } as const;
    await this.rows.name('outOfOffice', await this.get(OutOfOfficeService).create(this.ada, absence));
  }

  private async makeLessons(organizationId: string): Promise<void> {
    const today = Math.floor(Date.now() / DAY) * DAY;
    const attendees = [{ userId: this.grace.userId }];
    const lesson = (title: string, day: number) => {
      const start = new Date(today + day * DAY + 9 * HOUR);
      const end = new Date(start.getTime() + HOUR);
      return this.book(this.ada, { title, start, end, location: 'Room 5', organizationId, attendees });
    };
    for (const [index, title] of LESSONS.entries()) {
      const booking = await lesson(title, index + 1);
      if (index > 0) continue;
      await this.rows.name('booking', booking);
      await this.rows.nameFirst('attendee', booking.attendees);
    }
    const cancelled = await this.rows.name('cancelledBooking', await lesson('Writing proofs', LESSONS.length + 1));
    await this.get(BookingEditsService).cancel(this.ada, cancelled, 'The speaker is ill.', undefined);
    const received = await this.book(this.grace, {
      title: 'Questions before the exam',
      start: new Date(today + 6 * DAY + 17 * HOUR),
      end: new Date(today + 6 * DAY + 18 * HOUR),
      organizationId,
      attendees: [{ userId: this.ada.userId }],
    });
    await this.rows.name('receivedBooking', received);
  }

  private async makeEventTypes(organizationId: string): Promise<DemoTypes> {
    const type = async (actor: Actor, settings: Omit<CreateEventTypeDto, 'timeZone'>) =>
      this.get(EventTypesService).create(actor, { ...settings, timeZone: 'UTC' });
    await this.rows.name(
      'eventType',
      await type(this.ada, {
        title: 'Mentoring with Ada',
        description: 'Bring a question, leave with two.',
        slug: EXAMPLE_SLUG,
        durations: [30, 60],
        isPublic: true,
        questions: [{ key: 'goal', label: 'What would you like to learn?', type: 'text' }],
      }),
    );
    const hosts = [{ userId: this.ada.userId }, { userId: this.alan.userId }];
    const course = { title: 'Course consultation', durations: [60], organizationId, hosts };
    const first = await type(this.ada, {
      title: 'First meeting',
      durations: [30],
      organizationId,
      requiresConfirmation: true,
    });
    return {
      course: await this.rows.name('course', await type(this.ada, { ...course, assignment: 'round_robin' })),
      officeHour: await this.rows.name(
        'officeHour',
        await type(this.alan, { title: 'Office hour with Alan', durations: [60], organizationId }),
      ),
      first: first.id,
    };
  }

  /**
   * Slots of 2032, as in the examples: a taken one with a waitlist, one that awaits Ada's confirmation, and one that
   * Alan could host.
   */
  private async makeSlots({ course, officeHour, first }: DemoTypes): Promise<void> {
    const slot = (actor: Actor, wanted: BookSlotDto) => this.get(SlotBookingsService).book(actor, wanted);
    await slot(this.ada, { eventTypeId: officeHour, start: new Date(exampleTime('09:00', 15)) });
    const wish = {
      eventTypeId: officeHour,
      from: new Date(exampleTime('00:00', 14)),
      to: new Date(exampleTime('00:00', 21)),
    };
    await this.rows.name('waitlistEntry', await this.get(WaitlistJoiningService).join(this.grace, wish, null));
    const pending = await slot(this.grace, { eventTypeId: first, start: new Date(exampleTime('14:00', 23)) });
    await this.rows.name('pendingBooking', pending);
    const given = { eventTypeId: course, hostId: this.ada.userId, start: new Date(exampleTime('09:00', 22)) };
    await this.rows.name('courseBooking', await slot(this.grace, given));
  }

  private async makeSeries(organizationId: string): Promise<void> {
    const series = await this.get(SeriesService).create(this.ada, {
      title: 'Tutoring',
      start: new Date(exampleTime('17:00', 3)),
      durationMinutes: 60,
      timeZone: 'UTC',
      rrule: 'FREQ=WEEKLY;COUNT=4',
      organizationId,
      attendees: [{ userId: this.grace.userId }],
    });
    await this.rows.name('series', series);
  }

  private async makeSession(organizationId: string): Promise<void> {
    const session = await this.get(SessionsService).create(this.ada, {
      title: 'Recursion, step by step',
      description: 'Bring the function that does not end.',
      language: 'python',
      organizationId,
      isPublic: true,
      hasPasteLog: true,
    });
    const sessionId = await this.rows.name('session', session);
    const grace = { userId: this.grace.userId, role: 'editor' } as const;
    await this.rows.name('collaborator', await this.get(CollaboratorsService).add(this.ada, sessionId, grace));
    const link = await this.get(SessionInvitationsService).createAs(this.ada, sessionId, { role: 'editor' });
    await this.rows.name('sessionInvitation', link);
    const version = await this.get(SessionVersionsService).create(this.ada, sessionId, { name: 'It sorts' });
    await this.rows.name('sessionVersion', version);
    const guest = await this.get(GuestLinksService).createAs(this.ada, sessionId, {
      role: 'editor',
      name: 'Joan Clarke',
    });
    await this.rows.name('sessionGuest', guest);
    await this.rows.makeExecution(sessionId, this.ada.userId, organizationId);
    await this.rows.makePaste(sessionId, this.ada.userId);
  }

  /** Bookings in the past are refused, but this one has begun when anybody sees it. */
  private async beginLesson(organizationId: string): Promise<void> {
    const start = new Date(Date.now() + SECOND);
    const begun = await this.book(this.ada, {
      title: 'Trial lesson',
      start,
      end: new Date(start.getTime() + HOUR),
      organizationId,
      attendees: [{ userId: this.grace.userId }],
    });
    await this.rows.name('begunBooking', begun);
    await this.rows.nameFirst('begunAttendee', begun.attendees);
  }

  private book(actor: Actor, wanted: CreateBookingDto): Promise<BookingView> {
    return this.get(BookingsService).create(actor, { timeZone: 'UTC', ...wanted });
  }

  private get<T>(token: abstract new (...parameters: never[]) => T): T {
    return this.app.get<T>(token, { strict: false });
  }
}

function actorOf({ id, role }: UserRecord): Actor {
  return { userId: id, role, sessionId: newId() };
}
