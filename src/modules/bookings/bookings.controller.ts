import { Body, Controller, Delete, Get, Header, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../infra/access/access.decorator.js';
import type { Actor } from '../../infra/access/actor.js';
import { IdParam } from '../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../infra/http/idempotency.js';
import { Problems } from '../../infra/http/problems.decorator.js';
import { Conditional, Creates, IfMatch, Versioned } from '../../infra/http/resource.decorators.js';
import { FORBIDDEN, MALFORMED_CURSOR } from '../../kernel/common-errors.js';
import { BookingAttendeesService } from './booking-attendees.service.js';
import { BookingChangesService } from './booking-changes.service.js';
import { IN_THE_PAST, SLOT_TAKEN } from '../slots/slots.api.js';
import { ALREADY_CANCELLED, ATTENDEE_EXISTS, TOO_MANY_ATTENDEES } from './bookings.errors.js';
import { BookingsService } from './bookings.service.js';
import { BookingHistoryPageDto } from './dto/booking-history.dto.js';
import { BookingHistoryQueryDto, BookingQueryDto, CancelQueryDto } from './dto/booking-query.dto.js';
import { BookingDto, BookingPageDto } from './dto/booking.dto.js';
import {
  CancelBookingDto,
  ChangeBookingDto,
  CreateBookingDto,
  NewAttendeeDto,
  RescheduleBookingDto,
  RespondToBookingDto,
} from './dto/change-booking.dto.js';

@ApiTags('Bookings')
@Controller('bookings')
@Access()
export class BookingsController {
  constructor(
    private readonly bookings: BookingsService,
    private readonly changes: BookingChangesService,
    private readonly attendees: BookingAttendeesService,
  ) {}

  /**
   * Books a time of the caller.
   * @remarks No two bookings of one person overlap, however many requests come at once; a taken time answers with free
   * ones. A booking lasts at most 30 days. Organizer and attendees are told by e-mail and notification.
   */
  @Post()
  @Creates('/bookings/{id}')
  @Versioned({ wholeBody: true })
  @Idempotent()
  @Problems(SLOT_TAKEN, IN_THE_PAST)
  create(@CurrentActor() actor: Actor, @Body() booking: CreateBookingDto): Promise<BookingDto> {
    return this.bookings.create(actor, booking);
  }

  /**
   * Lists the caller's bookings and those they attend.
   * @remarks With `organizationId` its owner and admins see all bookings of the organization.
   */
  @Get()
  @Problems(FORBIDDEN, MALFORMED_CURSOR)
  list(@CurrentActor() actor: Actor, @Query() query: BookingQueryDto): Promise<BookingPageDto> {
    return this.bookings.list(actor, query);
  }

  /** Downloads one booking as an iCalendar file (RFC 5545). */
  @Get(':id.ics')
  @Header('Content-Type', 'text/calendar; charset=utf-8; method=PUBLISH')
  @Header('Content-Disposition', 'attachment; filename="booking.ics"')
  @ApiOkResponse({
    description: 'The booking in UTC, with `METHOD:PUBLISH`.',
    content: { 'text/calendar': { schema: { type: 'string' } } },
  })
  calendar(@CurrentActor() actor: Actor, @IdParam('id') id: string): Promise<string> {
    return this.bookings.publication(actor, id);
  }

  /** Shows one booking to its organizer, its attendees and those who administer it. */
  @Get(':id')
  @Versioned({ wholeBody: true })
  findOne(@CurrentActor() actor: Actor, @IdParam('id') id: string): Promise<BookingDto> {
    return this.bookings.findOne(actor, id);
  }

  /**
   * Changes what is given.
   * @remarks A new start or end moves the booking, as `reschedule` does.
   */
  @Patch(':id')
  @Conditional({ wholeBody: true })
  @Problems(FORBIDDEN, SLOT_TAKEN, IN_THE_PAST, ALREADY_CANCELLED)
  change(
    @CurrentActor() actor: Actor,
    @IdParam('id') id: string,
    @Body() change: ChangeBookingDto,
    @IfMatch() version: number | undefined,
  ): Promise<BookingDto> {
    return this.changes.change(actor, id, change, version);
  }

  /**
   * Moves the booking to a free time.
   * @remarks Everybody is told, and the attendees are asked again.
   */
  @Post(':id/reschedule')
  @HttpCode(200)
  @Conditional({ wholeBody: true })
  @Problems(FORBIDDEN, SLOT_TAKEN, IN_THE_PAST, ALREADY_CANCELLED)
  reschedule(
    @CurrentActor() actor: Actor,
    @IdParam('id') id: string,
    @Body() move: RescheduleBookingDto,
    @IfMatch() version: number | undefined,
  ): Promise<BookingDto> {
    return this.changes.reschedule(actor, id, move, version);
  }

  /**
   * Cancels the booking and frees its time.
   * @remarks It stays readable; everybody is told.
   */
  @Post(':id/cancel')
  @HttpCode(200)
  @Conditional({ wholeBody: true })
  @Problems(FORBIDDEN, ALREADY_CANCELLED)
  cancel(
    @CurrentActor() actor: Actor,
    @IdParam('id') id: string,
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
  @Problems(FORBIDDEN, ALREADY_CANCELLED)
  remove(
    @CurrentActor() actor: Actor,
    @IdParam('id') id: string,
    @Query() { reason }: CancelQueryDto,
    @IfMatch() version: number | undefined,
  ): Promise<BookingDto> {
    return this.changes.cancel(actor, id, reason, version);
  }

  /** Lists who did what to the booking, oldest first. */
  @Get(':id/history')
  @Problems(MALFORMED_CURSOR)
  history(
    @CurrentActor() actor: Actor,
    @IdParam('id') id: string,
    @Query() query: BookingHistoryQueryDto,
  ): Promise<BookingHistoryPageDto> {
    return this.bookings.history(actor, id, query);
  }

  /** Answers an invitation, for attendees with an account. */
  @Post(':id/respond')
  @HttpCode(200)
  @Conditional({ wholeBody: true })
  @Problems(FORBIDDEN, ALREADY_CANCELLED)
  respond(
    @CurrentActor() actor: Actor,
    @IdParam('id') id: string,
    @Body() { status }: RespondToBookingDto,
    @IfMatch() version: number | undefined,
  ): Promise<BookingDto> {
    return this.attendees.respond(actor, id, status, version);
  }

  /** Adds an attendee, who is invited by e-mail, and answers the booking. */
  @Post(':id/attendees')
  @Creates('/bookings/{id}')
  @Conditional({ wholeBody: true })
  @Idempotent()
  @Problems(FORBIDDEN, ALREADY_CANCELLED, ATTENDEE_EXISTS, TOO_MANY_ATTENDEES)
  addAttendee(
    @CurrentActor() actor: Actor,
    @IdParam('id') id: string,
    @Body() attendee: NewAttendeeDto,
    @IfMatch() version: number | undefined,
  ): Promise<BookingDto> {
    return this.attendees.add(actor, id, attendee, version);
  }

  /** Removes an attendee, who is told, and answers the booking. */
  @Delete(':id/attendees/:attendeeId')
  @Conditional({ wholeBody: true })
  @Problems(FORBIDDEN, ALREADY_CANCELLED)
  removeAttendee(
    @CurrentActor() actor: Actor,
    @IdParam('id') id: string,
    @IdParam('attendeeId') attendeeId: string,
    @IfMatch() version: number | undefined,
  ): Promise<BookingDto> {
    return this.attendees.remove(actor, id, attendeeId, version);
  }
}
