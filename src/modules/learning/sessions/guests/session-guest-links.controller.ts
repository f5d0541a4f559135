import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import { API_KEY_REFUSED } from '../../../../infra/access/access.errors.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { Creates } from '../../../../infra/http/resource.decorators.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { SESSION_FULL, SESSION_STATUS_CONFLICT } from '../sessions.errors.js';
import {
  GuestLinkDto,
  GuestLinkPageDto,
  GuestLinkQueryDto,
  GuestLinkWithSecretDto,
  NewGuestLinkDto,
} from './guest-link.dto.js';
import { GuestLinksService } from './guest-links.service.js';

@ApiTags('Sessions')
@Controller('sessions/:id/guest-links')
@Access()
export class SessionGuestLinksController {
  constructor(private readonly links: GuestLinksService) {}

  /**
   * Makes a link into a room for one guest, who needs no account; for its owner and its admins.
   * @remarks Hand out `/rooms/{id}#guest={secret}`. The answer has the secret, once. A room has 50 such links at once.
   */
  @Post()
  @Creates('/sessions/{sessionId}/guest-links/{id}')
  @Idempotent({ sealed: true })
  @Problems(API_KEY_REFUSED, FORBIDDEN, SESSION_STATUS_CONFLICT, SESSION_FULL)
  create(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @Body() link: NewGuestLinkDto,
  ): Promise<GuestLinkWithSecretDto> {
    return this.links.create(actor, id, link);
  }

  /**
   * Lists the guests of a room, with and without having come; for its owner and its admins.
   * @remarks Also the attendees of its bookings who have no account. Links that were revoked are left out.
   */
  @Get()
  @Problems(FORBIDDEN)
  list(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @Query() query: GuestLinkQueryDto,
  ): Promise<GuestLinkPageDto> {
    return this.links.list(actor, id, query);
  }

  /**
   * Shows one guest of a room, without the secret of the link; for its owner and its admins.
   * @remarks To look at what an event names.
   */
  @Get(':guestId')
  @Problems(FORBIDDEN)
  get(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @IdParam('guestId', EXAMPLE_IDS.sessionGuest) guestId: string,
  ): Promise<GuestLinkDto> {
    return this.links.findOne(actor, id, guestId);
  }

  /**
   * Removes a guest: the link works no more, and whoever is in the room by it is out of it within seconds.
   * @remarks For good, also where the guest is an attendee of the booking.
   */
  @Delete(':guestId')
  @HttpCode(204)
  @Problems(FORBIDDEN)
  delete(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @IdParam('guestId', EXAMPLE_IDS.sessionGuest) guestId: string,
  ): Promise<void> {
    return this.links.revoke(actor, id, guestId);
  }
}
