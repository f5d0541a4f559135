import { ChargedOutreach } from '../../../../infra/quotas/charges.guard.js';
import { BookingChangeCharges } from '../make/booking-charges.js';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Shows } from '../../../../infra/http/answer-examples.js';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { Conditional, IfMatch } from '../../../../infra/http/resource.decorators.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { LIMIT_REACHED, NOT_A_HOST, OUTSIDE_AVAILABILITY, SLOT_TAKEN } from '../../slots/slots.api.js';
import { BookingDecisionsService } from './booking-decisions.service.js';
import { ALREADY_CANCELLED, ALREADY_DECLINED, NOT_PENDING, NOT_REASSIGNABLE, NOT_STARTED } from '../bookings.errors.js';
import { BookingDto } from '../booking/booking.dto.js';
import { DeclineBookingDto, ReassignBookingDto, RecordAttendanceDto } from './decide-booking.dto.js';
import { OperationsOf } from '../../../../infra/http/operation-ids.js';

@ApiTags('Bookings')
@OperationsOf('bookings')
@Controller('bookings')
@Access()
export class BookingDecisionsController {
  constructor(private readonly decisions: BookingDecisionsService) {}

  /**
   * Confirms a pending booking.
   * @remarks For the host of a type that asks for confirmation, and for those who manage it. Everybody is told.
   */
  @Post(':id/confirm')
  @HttpCode(200)
  @Conditional({ wholeBody: true })
  @Problems(FORBIDDEN, NOT_PENDING, ALREADY_CANCELLED, ALREADY_DECLINED)
  confirm(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.pendingBooking) id: string,
    @IfMatch() version: number | undefined,
  ): Promise<BookingDto> {
    return this.decisions.confirm(actor, id, version);
  }

  /**
   * Declines a pending booking and frees its time.
   * @remarks For the host of a type that asks for confirmation, and for those who manage it. Who booked is told.
   */
  @Post(':id/decline')
  @HttpCode(200)
  @Conditional({ wholeBody: true })
  @Problems(FORBIDDEN, NOT_PENDING, ALREADY_CANCELLED, ALREADY_DECLINED)
  @Shows('DeclinedBooking', { status: 'declined', cancelReason: 'Not that week.' })
  decline(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.pendingBooking) id: string,
    @Body() { reason }: DeclineBookingDto,
    @IfMatch() version: number | undefined,
  ): Promise<BookingDto> {
    return this.decisions.decline(actor, id, reason, version);
  }

  /**
   * Gives the booking to another host of its event type, at the same time.
   * @remarks For those who give the type now, and those who manage it.
   */
  @Post(':id/reassign')
  @ChargedOutreach(BookingChangeCharges)
  @HttpCode(200)
  @Conditional({ wholeBody: true })
  @Problems(
    FORBIDDEN,
    NOT_REASSIGNABLE,
    NOT_A_HOST,
    SLOT_TAKEN,
    OUTSIDE_AVAILABILITY,
    LIMIT_REACHED,
    ALREADY_CANCELLED,
    ALREADY_DECLINED,
  )
  reassign(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.courseBooking) id: string,
    @Body() { hostId }: ReassignBookingDto,
    @IfMatch() version: number | undefined,
  ): Promise<BookingDto> {
    return this.decisions.reassign(actor, id, hostId, version);
  }

  /**
   * Records whether an attendee came, once the booking has begun.
   * @remarks For the host, from the start of the booking on.
   */
  @Post(':id/attendance')
  @HttpCode(200)
  @Conditional({ wholeBody: true })
  @Problems(FORBIDDEN, NOT_STARTED, ALREADY_CANCELLED, ALREADY_DECLINED)
  @Shows('BookingWithAbsence', { attendees: [{ isAbsent: true }] })
  recordAttendance(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.begunBooking) id: string,
    @Body() attendance: RecordAttendanceDto,
    @IfMatch() version: number | undefined,
  ): Promise<BookingDto> {
    return this.decisions.recordAttendance(actor, id, attendance, version);
  }
}
