import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { BookingSyncService } from './booking-sync.service.js';
import { SYNC_TOKEN_EXPIRED } from '../bookings.errors.js';
import { BookingChangesDto, BookingChangesQueryDto } from './booking-sync.dto.js';
import { OperationsOf } from '../../../../infra/http/operation-ids.js';

@ApiTags('Bookings')
@OperationsOf('bookings')
@Controller('bookings')
@Access()
export class BookingSyncController {
  constructor(private readonly sync: BookingSyncService) {}

  /**
   * Lists what changed in the caller's bookings and those they attend since the last time.
   * @remarks Begin with an empty copy and no token, which lists everything. Go on with `meta.nextSyncToken`: at once
   * while `hasMore`, whenever you like otherwise. No change is left out, in whatever order transactions commit; one
   * booking may come twice, and then the later one counts. After a 410 begin again.
   */
  @Get('changes')
  @Problems(SYNC_TOKEN_EXPIRED)
  listChanges(@CurrentActor() actor: Actor, @Query() query: BookingChangesQueryDto): Promise<BookingChangesDto> {
    return this.sync.changes(actor, query);
  }
}
