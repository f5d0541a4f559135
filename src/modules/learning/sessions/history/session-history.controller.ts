import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { RateLimit } from '../../../../infra/http/rate-limit.guard.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { ROOM_READING } from '../sessions.limits.js';
import {
  SessionHistoryDto,
  SessionHistoryQueryDto,
  SessionMomentDto,
  SessionMomentQueryDto,
} from './session-history.dto.js';
import { SessionHistoryService } from './session-history.service.js';

@ApiTags('Sessions')
@Controller('sessions/:id/history')
@Access()
export class SessionHistoryController {
  constructor(private readonly history: SessionHistoryService) {}

  /**
   * Lists what was written in a room in the order that it was, to play it back; for those who are in it.
   * @remarks Each update has its time and its authors. Apply them to an empty Yjs document one after the other, as fast as you
   * like. A page has up to 1,000; `next` is `after` of the following one.
   */
  @Get()
  @Problems(FORBIDDEN)
  list(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @Query() { after }: SessionHistoryQueryDto,
  ): Promise<SessionHistoryDto> {
    return this.history.list(actor, id, after);
  }

  /**
   * Shows the files of a room as they were at a moment; for those who are in it.
   * @remarks To look at one moment without playing everything before it.
   */
  @Get('text')
  @RateLimit(ROOM_READING)
  @Problems(FORBIDDEN)
  getText(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @Query() { at }: SessionMomentQueryDto,
  ): Promise<SessionMomentDto> {
    return this.history.textAt(actor, id, at);
  }
}
