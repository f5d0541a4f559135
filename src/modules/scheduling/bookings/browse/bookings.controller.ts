import { ChargedOutreach } from '../../../../infra/quotas/charges.guard.js';
import {
  BookingChangeCharges,
  NewAttendeeCharges,
  NewBookingCharges,
  RetakenSlotCharges,
} from '../make/booking-charges.js';
import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Patch,
  Post,
  Query,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Shows } from '../../../../infra/http/answer-examples.js';
import type { Pass } from '../../../../infra/access/access-token.js';
import { Access, CurrentActor, CurrentPass, OptionalAccess } from '../../../../infra/access/access.decorator.js';
import { TOKEN_MISSING } from '../../../../infra/access/access.errors.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { BodyOfKinds } from '../../../../infra/http/body-of-kinds.js';
import { TOO_MANY_DOWNLOADS } from '../../../../infra/http/csv/csv.errors.js';
import { CsvFiles } from '../../../../infra/http/csv/csv-files.js';
import { EXAMPLE_ID } from '../../../../infra/http/examples.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { RequestLanguage } from '../../../../infra/http/request-language.decorator.js';
import { Conditional, Creates, IfMatch, Versioned } from '../../../../infra/http/resource.decorators.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import type { Language } from '../../../../kernel/language.js';
import { BookingBody } from '../make/booking-body.pipe.js';
import { BookingAttendeesService } from '../change/booking-attendees.service.js';
import { BookingEditsService } from '../change/booking-edits.service.js';
import { BookingRestorations } from '../change/booking-restorations.js';
import {
  DURATION_NOT_OFFERED,
  HOLD_EXPIRED,
  HOLD_MISMATCH,
  IN_THE_PAST,
  LIMIT_REACHED,
  NOT_A_HOST,
  OUTSIDE_AVAILABILITY,
  SLOT_TAKEN,
} from '../../slots/slots.api.js';
import {
  ALREADY_CANCELLED,
  ALREADY_DECLINED,
  ATTENDEE_EXISTS,
  ATTENDEE_NEEDED,
  NOT_CANCELLED,
  NOT_RESTORABLE,
  TOO_MANY_ATTENDEES,
} from '../bookings.errors.js';
import { SlotBookingsService } from '../make/slot-bookings.service.js';
import { BookingsService } from './bookings.service.js';
import { BookingHistoryPageDto } from './booking-history.dto.js';
import { BookingFileQueryDto, BookingHistoryQueryDto, BookingQueryDto, CancelQueryDto } from './booking-query.dto.js';
import { BOOKING_TABLE } from './booking.table.js';
import { toBookingDto } from '../booking/booking.mapper.js';
import { BookingDto, BookingPageDto, CANCELLED } from '../booking/booking.dto.js';
import { BookSlotDto } from '../make/book-slot.dto.js';
import {
  CancelBookingDto,
  ChangeBookingDto,
  CreateBookingDto,
  NewAttendeeDto,
  RescheduleBookingDto,
  RespondToBookingDto,
} from '../change/change-booking.dto.js';

const WHY_NOT_MOVED = [
  FORBIDDEN,
  SLOT_TAKEN,
  IN_THE_PAST,
  OUTSIDE_AVAILABILITY,
  LIMIT_REACHED,
  DURATION_NOT_OFFERED,
  ALREADY_CANCELLED,
  ALREADY_DECLINED,
] as const;

const BOOKING_FILE = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Lyceum//Lyceum//EN
METHOD:PUBLISH
CALSCALE:GREGORIAN
BEGIN:VEVENT
UID:${EXAMPLE_ID}@lyceum
SEQUENCE:0
DTSTAMP:20270104T080000Z
DTSTART:20270201T090000Z
DTEND:20270201T100000Z
STATUS:CONFIRMED
SUMMARY:Mentoring
LOCATION:Room 5
END:VEVENT
END:VCALENDAR
`;

const TABLE_EXAMPLE = `id,title,status,start,end,timeZone,location,organizer,organizerId,attendees,attendeeEmails,absent,seats,eventTypeId,organizationId,seriesId,createdAt,updatedAt,cancelledAt,cancelReason
${EXAMPLE_ID},Mentoring,confirmed,2027-02-01T09:00:00.000Z,2027-02-01T10:00:00.000Z,Europe/Paris,Room 5,Ada Lovelace,${EXAMPLE_IDS.ada},Grace Hopper,grace@example.org,,1,,,,2027-01-04T08:00:00.000Z,2027-01-05T14:12:05.123Z,,
`;

@ApiTags('Bookings')
@Controller('bookings')
@Access()
export class BookingsController {
  constructor(
    private readonly bookings: BookingsService,
    private readonly slots: SlotBookingsService,
    private readonly changes: BookingEditsService,
    private readonly attendees: BookingAttendeesService,
    private readonly restorations: BookingRestorations,
    private readonly files: CsvFiles,
  ) {}

  /**
   * Books a time of the caller, or a slot of an event type.
   * @remarks With `eventTypeId` a slot is booked, also by guests without an account where the type is public; they get a
   * link to manage the booking. Where the hosts confirm, the answer is 202 and the booking pending. Without it the
   * booking is an ad-hoc one of the caller. Nobody is booked twice, however many requests come at once; a taken time
   * answers with free ones. A booking lasts at most 30 days. Everybody concerned is told by e-mail and notification.
   */
  @Post()
  @OptionalAccess()
  @ChargedOutreach(NewBookingCharges)
  @Creates('/bookings/{id}', { isAccepted: ({ status }: BookingDto) => status === 'pending' })
  @Versioned({ wholeBody: true })
  @Idempotent({ sealed: true })
  @BodyOfKinds('NewBooking', CreateBookingDto, BookSlotDto)
  @ApiCreatedResponse({ type: BookingDto })
  @ApiAcceptedResponse({ type: BookingDto, description: 'The slot is taken, and the booking waits for its host.' })
  @Problems(
    TOKEN_MISSING,
    SLOT_TAKEN,
    IN_THE_PAST,
    OUTSIDE_AVAILABILITY,
    LIMIT_REACHED,
    NOT_A_HOST,
    DURATION_NOT_OFFERED,
    HOLD_EXPIRED,
    HOLD_MISMATCH,
  )
  @Shows('PendingBooking', { status: 'pending', attendees: [{ status: 'needs_action' }] }, 202)
  async create(
    @CurrentActor() actor: Actor | undefined,
    @BookingBody() booking: CreateBookingDto | BookSlotDto,
    @RequestLanguage() language: Language | null,
  ): Promise<BookingDto> {
    return toBookingDto(
      await ('eventTypeId' in booking
        ? this.slots.book(actor, booking, language)
        : this.bookings.create(actor, booking)),
    );
  }

  /**
   * Lists the caller's bookings and those they attend.
   * @remarks With `organizationId` its owner and admins see all bookings of the organization. With `bookableId` those who
   * manage that room or device see all bookings that have it; of what they may not read otherwise, whose it is, when, and
   * the title.
   */
  @Get()
  @Problems(FORBIDDEN)
  list(@CurrentActor() actor: Actor, @Query() query: BookingQueryDto): Promise<BookingPageDto> {
    return this.bookings.list(actor, query);
  }

  /**
   * Downloads the bookings that the list shows, all of them, as a table for spreadsheets (CSV, RFC 4180).
   * @remarks With the filters and the rights of `GET /bookings`. The file is UTF-8 with a byte order mark, its first row names
   * the columns, its times are in UTC. What begins like a formula is preceded by `'`. Columns may be added at the
   * end. The response is cut off where something fails on the way, for example because the caller does
   * not manage the organization any more, so that nobody takes a part for the whole; what changes its place in the order meanwhile may be missing or come twice.
   */
  @Get('export')
  @ApiOkResponse({
    description: 'One row for each booking.',
    content: { 'text/csv': { schema: { type: 'string', example: TABLE_EXAMPLE } } },
  })
  @Problems(FORBIDDEN, TOO_MANY_DOWNLOADS)
  getCsv(
    @CurrentPass() pass: Pass,
    @CurrentActor() actor: Actor,
    @Query() query: BookingFileQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const download = { pass, actor, method: reply.request.method };
    return this.files.open(BOOKING_TABLE, download, this.bookings.listAsOne(query));
  }

  /**
   * Downloads one booking as an iCalendar file (RFC 5545).
   * @remarks For a link "add to my calendar". Who wants to follow changes subscribes to a calendar feed instead.
   */
  @Get(':id.ics')
  @Header('Content-Type', 'text/calendar; charset=utf-8; method=PUBLISH')
  @Header('Content-Disposition', 'attachment; filename="booking.ics"')
  @ApiOkResponse({
    description: 'The booking in UTC, with `METHOD:PUBLISH`.',
    content: { 'text/calendar': { schema: { type: 'string', example: BOOKING_FILE } } },
  })
  @Problems(FORBIDDEN)
  getCalendarFile(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.booking) id: string): Promise<string> {
    return this.bookings.publication(actor, id);
  }

  /**
   * Shows one booking to its organizer, its attendees and those who administer it.
   * @remarks Those who only manage a room or a device that it has see whose it is, when, and the title.
   */
  @Get(':id')
  @Versioned({ wholeBody: true })
  get(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.booking) id: string): Promise<BookingDto> {
    return this.bookings.findOne(actor, id);
  }

  /**
   * Changes what is given.
   * @remarks A new start or end moves the booking, as `reschedule` does.
   */
  @Patch(':id')
  @ChargedOutreach(BookingChangeCharges)
  @Conditional({ wholeBody: true })
  @Problems(...WHY_NOT_MOVED)
  update(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.booking) id: string,
    @Body() change: ChangeBookingDto,
    @IfMatch() version: number | undefined,
  ): Promise<BookingDto> {
    return this.changes.change(actor, id, change, version);
  }

  /**
   * Moves the booking to a free time.
   * @remarks Everybody is told, and the attendees are asked again. Whoever booked it, or does not give the event type any
   * more, has it wait again where the hosts confirm.
   */
  @Post(':id/reschedule')
  @ChargedOutreach(RetakenSlotCharges)
  @HttpCode(200)
  @Conditional({ wholeBody: true })
  @Problems(...WHY_NOT_MOVED)
  reschedule(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.booking) id: string,
    @Body() move: RescheduleBookingDto,
    @IfMatch() version: number | undefined,
  ): Promise<BookingDto> {
    return this.changes.reschedule(actor, id, move, version);
  }

  /**
   * Cancels the booking and frees its time.
   * @remarks It stays readable; everybody is told. Those who manage a room or a device that it has may cancel it, too.
   */
  @Post(':id/cancel')
  @HttpCode(200)
  @Conditional({ wholeBody: true })
  @Problems(FORBIDDEN, ALREADY_CANCELLED, ALREADY_DECLINED)
  @Shows('CancelledBooking', CANCELLED)
  cancel(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.booking) id: string,
    @Body() { reason }: CancelBookingDto,
    @IfMatch() version: number | undefined,
  ): Promise<BookingDto> {
    return this.changes.cancel(actor, id, reason, version);
  }

  /**
   * Cancels the booking, as `cancel` does, and answers it.
   * @remarks The reason is a parameter, because HTTP gives the body of a DELETE no meaning (RFC 9110, section 9.3.5).
   */
  @Delete(':id')
  @Conditional({ wholeBody: true })
  @Problems(FORBIDDEN, ALREADY_CANCELLED, ALREADY_DECLINED)
  @Shows('CancelledBooking', CANCELLED)
  delete(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.booking) id: string,
    @Query() { reason }: CancelQueryDto,
    @IfMatch() version: number | undefined,
  ): Promise<BookingDto> {
    return this.changes.cancel(actor, id, reason, version);
  }

  /**
   * Takes the time of a cancelled booking again.
   * @remarks For those who may cancel it. What a new booking is refused for now, this is: a taken time answers with free ones. Where
   * the hosts confirm, the booking waits for them unless one of them restores it: whoever gives the event type now, or
   * manages it. Everybody is invited again.
   */
  @Post(':id/restore')
  @ChargedOutreach(RetakenSlotCharges)
  @HttpCode(200)
  @Conditional({ wholeBody: true })
  @Idempotent()
  @Problems(
    FORBIDDEN,
    SLOT_TAKEN,
    IN_THE_PAST,
    OUTSIDE_AVAILABILITY,
    LIMIT_REACHED,
    DURATION_NOT_OFFERED,
    NOT_CANCELLED,
    ALREADY_DECLINED,
    NOT_RESTORABLE,
  )
  restore(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.cancelledBooking) id: string,
    @IfMatch() version: number | undefined,
  ): Promise<BookingDto> {
    return this.restorations.restore(actor, id, version);
  }

  /**
   * Lists who did what to the booking, oldest first.
   * @remarks To settle who moved or cancelled something, and when. For those who may see the booking as a whole.
   */
  @Get(':id/history')
  @Problems(FORBIDDEN)
  listHistory(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.booking) id: string,
    @Query() query: BookingHistoryQueryDto,
  ): Promise<BookingHistoryPageDto> {
    return this.bookings.history(actor, id, query);
  }

  /**
   * Answers an invitation, for attendees with an account.
   * @remarks For attendees who come, may come or do not; organizers see the answers in the booking.
   */
  @Post(':id/respond')
  @HttpCode(200)
  @Conditional({ wholeBody: true })
  @Problems(FORBIDDEN, ALREADY_CANCELLED, ALREADY_DECLINED)
  respond(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.receivedBooking) id: string,
    @Body() { status }: RespondToBookingDto,
    @IfMatch() version: number | undefined,
  ): Promise<BookingDto> {
    return this.attendees.respond(actor, id, status, version);
  }

  /**
   * Adds an attendee, who is invited by e-mail, and answers the booking.
   * @remarks For the organizer. Give an address, or the id of somebody whom you may know of.
   */
  @Post(':id/attendees')
  @ChargedOutreach(NewAttendeeCharges)
  @Creates('/bookings/{id}')
  @Conditional({ wholeBody: true })
  @Idempotent()
  @Problems(FORBIDDEN, ALREADY_CANCELLED, ALREADY_DECLINED, ATTENDEE_EXISTS, TOO_MANY_ATTENDEES)
  @Shows('BookingWithInvitation', { attendees: [{ status: 'needs_action' }] })
  addAttendee(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.booking) id: string,
    @Body() attendee: NewAttendeeDto,
    @IfMatch() version: number | undefined,
  ): Promise<BookingDto> {
    return this.attendees.add(actor, id, attendee, version);
  }

  /**
   * Removes an attendee, who is told, and answers the booking.
   * @remarks For the organizer. Where a booking needs an attendee the last one cannot be removed: cancel it.
   */
  @Delete(':id/attendees/:attendeeId')
  @Conditional({ wholeBody: true })
  @Problems(FORBIDDEN, ALREADY_CANCELLED, ALREADY_DECLINED, ATTENDEE_NEEDED)
  removeAttendee(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.booking) id: string,
    @IdParam('attendeeId', EXAMPLE_IDS.attendee) attendeeId: string,
    @IfMatch() version: number | undefined,
  ): Promise<BookingDto> {
    return this.attendees.remove(actor, id, attendeeId, version);
  }
}
