import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../../../../infra/access/access.decorator.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { RateLimit } from '../../../../infra/http/rate-limit.guard.js';
import {
  SESSION_INVITATION_EXPIRED,
  SESSION_INVITATION_INVALID,
  SESSION_NOT_OPEN,
  SESSION_STATUS_CONFLICT,
} from '../sessions.errors.js';
import { GUEST_ENTRY } from '../sessions.limits.js';
import { EnterSessionDto, GuestDto } from './guest-link.dto.js';
import { GuestsService } from './guests.service.js';

/** Operations of whoever holds the secret of a guest’s link. */
@ApiTags('Sessions')
@Controller('sessions/:id/guests')
@Public()
export class SessionGuestsController {
  constructor(private readonly guests: GuestsService) {}

  /**
   * Comes into a room as a guest, by a link and without an account.
   * @remarks The answer has a token for this room and nothing else, which ends after 15 minutes: ask again with the same
   * link, and you are the same guest. Links of bookings open ten minutes before the start.
   */
  @Post()
  @HttpCode(200)
  @RateLimit(GUEST_ENTRY)
  @Problems(SESSION_INVITATION_INVALID, SESSION_INVITATION_EXPIRED, SESSION_NOT_OPEN, SESSION_STATUS_CONFLICT)
  join(@IdParam('id', EXAMPLE_IDS.session) id: string, @Body() entry: EnterSessionDto): Promise<GuestDto> {
    return this.guests.enter(id, entry);
  }
}
