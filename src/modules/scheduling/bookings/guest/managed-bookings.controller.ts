import { Charged } from '../../../../infra/quotas/charges.guard.js';
import { BookingChangeCharges } from '../make/booking-charges.js';
import { Body, Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Shows } from '../../../../infra/http/answer-examples.js';
import { Public } from '../../../../infra/access/access.decorator.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { Conditional, IfMatch, Versioned } from '../../../../infra/http/resource.decorators.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { IN_THE_PAST, LIMIT_REACHED, OUTSIDE_AVAILABILITY, SLOT_TAKEN } from '../../slots/slots.api.js';
import { ALREADY_CANCELLED, ALREADY_DECLINED, ALREADY_STARTED } from '../bookings.errors.js';
import { CancelBookingDto } from '../change/change-booking.dto.js';
import { ManagedBookingDto, RescheduleManagedBookingDto } from './managed-booking.dto.js';
import { ManagedBookingsService } from './managed-bookings.service.js';

const Token = () =>
  ApiParam({ name: 'token', description: 'The last part of the link.', schema: { type: 'string', maxLength: 100 } });

@ApiTags('Managed bookings')
@Controller('manage')
@Public()
export class ManagedBookingsController {
  constructor(private readonly bookings: ManagedBookingsService) {}

  /**
   * Shows the booking that a link was made for.
   * @remarks Links are for those who booked without an account; they work for this booking only, are replaced whenever
   * it moves, and expire 30 days after its end.
   */
  @Get(':token')
  @Token()
  @Header('Cache-Control', 'no-store')
  @Versioned({ wholeBody: true })
  @Problems(NOT_FOUND)
  get(@Param('token') token: string): Promise<ManagedBookingDto> {
    return this.bookings.show(token);
  }

  /**
   * Moves the booking to another slot that is offered, and replaces the link.
   * @remarks For guests. Take a start that `GET /slots` offers; the answer has the link that works from now on.
   */
  @Post(':token/reschedule')
  @Charged(BookingChangeCharges)
  @Token()
  @HttpCode(200)
  @Conditional({ wholeBody: true })
  @Problems(
    NOT_FOUND,
    SLOT_TAKEN,
    OUTSIDE_AVAILABILITY,
    LIMIT_REACHED,
    IN_THE_PAST,
    ALREADY_STARTED,
    ALREADY_CANCELLED,
    ALREADY_DECLINED,
  )
  reschedule(
    @Param('token') token: string,
    @Body() move: RescheduleManagedBookingDto,
    @IfMatch() version: number | undefined,
  ): Promise<ManagedBookingDto> {
    return this.bookings.reschedule(token, move, version);
  }

  /**
   * Cancels the booking and frees its time.
   * @remarks For guests, until the booking begins. The host is told.
   */
  @Post(':token/cancel')
  @Token()
  @HttpCode(200)
  @Conditional({ wholeBody: true })
  @Problems(NOT_FOUND, ALREADY_STARTED, ALREADY_CANCELLED, ALREADY_DECLINED)
  @Shows('CancelledManagedBooking', { status: 'cancelled', cancelReason: 'The speaker is ill.', canChange: false })
  cancel(
    @Param('token') token: string,
    @Body() { reason }: CancelBookingDto,
    @IfMatch() version: number | undefined,
  ): Promise<ManagedBookingDto> {
    return this.bookings.cancel(token, reason, version);
  }
}
