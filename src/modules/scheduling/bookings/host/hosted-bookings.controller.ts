import { Body, Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Public } from '../../../../infra/access/access.decorator.js';
import { Shows } from '../../../../infra/http/answer-examples.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { Conditional, IfMatch, Versioned } from '../../../../infra/http/resource.decorators.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { ALREADY_CANCELLED, ALREADY_DECLINED, NOT_PENDING } from '../bookings.errors.js';
import { CancelBookingDto } from '../change/change-booking.dto.js';
import { DeclineBookingDto } from '../change/decide-booking.dto.js';
import { HostedBookingsApi } from '../hosted-bookings.api.js';
import { HostedBookingDto } from './hosted-booking.dto.js';
import { toHostedBookingDto } from './hosted-booking.mapper.js';

const Token = () =>
  ApiParam({ name: 'token', description: 'The last part of the link.', schema: { type: 'string', maxLength: 100 } });

@ApiTags('Hosted bookings')
@Controller('hosted')
@Public()
export class HostedBookingsController {
  constructor(private readonly bookings: HostedBookingsApi) {}

  /**
   * Shows the booking to the host whose link it is.
   * @remarks The links are in the e-mails of those who give a booking of an event type. Each is for one host and one booking,
   * and works until that ends, as long as the host gives it and has the address that it was sent to.
   */
  @Get(':token')
  @Token()
  @Header('Cache-Control', 'no-store')
  @Versioned({ wholeBody: true })
  @Problems(NOT_FOUND)
  async get(@Param('token') token: string): Promise<HostedBookingDto> {
    return toHostedBookingDto(await this.bookings.show(token));
  }

  /**
   * Confirms the booking, as the host.
   * @remarks For hosts, by their link. Everybody is told.
   */
  @Post(':token/confirm')
  @Token()
  @HttpCode(200)
  @Conditional({ wholeBody: true })
  @Problems(NOT_FOUND, NOT_PENDING, ALREADY_CANCELLED, ALREADY_DECLINED)
  @Shows('ConfirmedHostedBooking', { status: 'confirmed', canDecide: false })
  async confirm(@Param('token') token: string, @IfMatch() version: number | undefined): Promise<HostedBookingDto> {
    return toHostedBookingDto(await this.bookings.confirm(token, version));
  }

  /**
   * Declines the booking, as the host, and frees its time.
   * @remarks For hosts, by their link. Who booked is told.
   */
  @Post(':token/decline')
  @Token()
  @HttpCode(200)
  @Conditional({ wholeBody: true })
  @Problems(NOT_FOUND, NOT_PENDING, ALREADY_CANCELLED, ALREADY_DECLINED)
  @Shows('DeclinedHostedBooking', {
    status: 'declined',
    cancelReason: 'Not that week.',
    canDecide: false,
    canCancel: false,
  })
  async decline(
    @Param('token') token: string,
    @Body() { reason }: DeclineBookingDto,
    @IfMatch() version: number | undefined,
  ): Promise<HostedBookingDto> {
    return toHostedBookingDto(await this.bookings.decline(token, reason, version));
  }

  /**
   * Cancels the booking, as the host, and frees its time.
   * @remarks For hosts, by their link. Everybody is told.
   */
  @Post(':token/cancel')
  @Token()
  @HttpCode(200)
  @Conditional({ wholeBody: true })
  @Problems(NOT_FOUND, ALREADY_CANCELLED, ALREADY_DECLINED)
  @Shows('CancelledHostedBooking', {
    status: 'cancelled',
    cancelReason: 'The speaker is ill.',
    canDecide: false,
    canCancel: false,
  })
  async cancel(
    @Param('token') token: string,
    @Body() { reason }: CancelBookingDto,
    @IfMatch() version: number | undefined,
  ): Promise<HostedBookingDto> {
    return toHostedBookingDto(await this.bookings.cancel(token, reason, version));
  }
}
