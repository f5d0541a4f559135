import { Controller, Delete, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Shows } from '../../../infra/http/answer-examples.js';
import { Public } from '../../../infra/access/access.decorator.js';
import { Idempotent } from '../../../infra/http/idempotency.js';
import { Problems } from '../../../infra/http/problems.decorator.js';
import { Creates } from '../../../infra/http/resource.decorators.js';
import { NOT_FOUND } from '../../../kernel/common-errors.js';
import { BookingDto, toBookingDto } from '../bookings/bookings.dto.js';
import { LIMIT_REACHED, OUTSIDE_AVAILABILITY, SLOT_TAKEN } from '../slots/slots.api.js';
import { WaitlistEntryDto } from './dto/waitlist-entry.dto.js';
import { NOTHING_OFFERED, OFFER_ACCEPTED, OFFER_EXPIRED } from './waitlist.errors.js';
import { WaitlistService } from './waitlist.service.js';
import { OperationsOf } from '../../../infra/http/operation-ids.js';

const Token = () =>
  ApiParam({ name: 'token', description: 'The last part of the link.', schema: { type: 'string', maxLength: 100 } });

/** For guests, who have the secret link of an entry. */
@ApiTags('Waitlist')
@OperationsOf('waitlistOffers')
@Controller('waitlist-offers')
@Public()
export class WaitlistLinksController {
  constructor(private readonly waitlist: WaitlistService) {}

  /**
   * Shows the entry that a link was made for, with what is offered.
   * @remarks For the page that the link of a guest opens. It has what is offered, and until when it is kept.
   */
  @Get(':token')
  @Token()
  @Header('Cache-Control', 'no-store')
  @Problems(NOT_FOUND)
  @Shows('OfferedSlot', {
    status: 'offered',
    offer: {
      start: '2027-02-01T09:00:00.000Z',
      end: '2027-02-01T10:00:00.000Z',
      expiresAt: '2027-01-05T16:12:05.123Z',
    },
    attendee: { name: 'Grace Hopper', email: 'grace@example.org' },
    url: 'https://lyceum.example/waitlist/9Fh3n0kDqVx1TzJ5c7bWm2RgYpUoE8sLaKi4ZvHtXyQ',
  })
  get(@Param('token') token: string): Promise<WaitlistEntryDto> {
    return this.waitlist.show({ token });
  }

  /**
   * Turns the offer into a booking; for guests it comes with the link to manage it.
   * @remarks For guests: the secret of the link stands for an account. The offer ends after two hours.
   */
  @Post(':token/accept')
  @Token()
  @Creates('/bookings/{id}')
  @Idempotent({ sealed: true })
  @Problems(NOT_FOUND, NOTHING_OFFERED, OFFER_ACCEPTED, OFFER_EXPIRED, SLOT_TAKEN, OUTSIDE_AVAILABILITY, LIMIT_REACHED)
  async accept(@Param('token') token: string): Promise<BookingDto> {
    return toBookingDto(await this.waitlist.accept({ token }));
  }

  /**
   * Leaves the waitlist; what was offered goes to the next.
   * @remarks For guests who do not want to wait any longer, or to take what is offered. The entry stays readable, as `cancelled`.
   */
  @Delete(':token')
  @Token()
  @HttpCode(204)
  @Problems(NOT_FOUND)
  delete(@Param('token') token: string): Promise<void> {
    return this.waitlist.leave({ token });
  }
}
