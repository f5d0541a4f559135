import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { RateLimit } from '../../../../infra/http/rate-limit.guard.js';
import { Creates } from '../../../../infra/http/resource.decorators.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { SESSION_DOCUMENT_FULL, SESSION_STATUS_CONFLICT, TOO_MANY_SESSION_VERSIONS } from '../sessions.errors.js';
import { ROOM_READING } from '../sessions.limits.js';
import {
  NewSessionVersionDto,
  SessionDifferenceDto,
  SessionDifferenceQueryDto,
  SessionVersionDetailsDto,
  SessionVersionPageDto,
  SessionVersionQueryDto,
} from './session-version.dto.js';
import { SessionVersionsService } from './session-versions.service.js';

@ApiTags('Sessions')
@Controller('sessions/:id/versions')
@Access()
export class SessionVersionsController {
  constructor(private readonly versions: SessionVersionsService) {}

  /**
   * Keeps what is written in a room under a name; for those who write in it.
   * @remarks To come back to it, or to see later what has changed since. It has what is stored: edits are about 100 ms after they
   * were typed.
   */
  @Post()
  @Creates('/sessions/{sessionId}/versions/{id}')
  @Idempotent()
  @Problems(FORBIDDEN, TOO_MANY_SESSION_VERSIONS)
  create(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @Body() version: NewSessionVersionDto,
  ): Promise<SessionVersionDetailsDto> {
    return this.versions.create(actor, id, version);
  }

  /**
   * Lists the versions of a room without their files, the latest first; for those who are in it.
   * @remarks Also those that were kept by themselves before another one was restored: the latest 20.
   */
  @Get()
  @Problems(FORBIDDEN)
  list(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @Query() query: SessionVersionQueryDto,
  ): Promise<SessionVersionPageDto> {
    return this.versions.list(actor, id, query);
  }

  /**
   * Shows one version of a room with its files; for those who are in it.
   * @remarks To read it without restoring it.
   */
  @Get(':versionId')
  @Problems(FORBIDDEN)
  get(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @IdParam('versionId', EXAMPLE_IDS.sessionVersion) versionId: string,
  ): Promise<SessionVersionDetailsDto> {
    return this.versions.findOne(actor, id, versionId);
  }

  /**
   * Deletes a version of a room; for whoever made it, its owner and its admins.
   * @remarks What is written in the room stays.
   */
  @Delete(':versionId')
  @HttpCode(204)
  @Problems(FORBIDDEN)
  delete(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @IdParam('versionId', EXAMPLE_IDS.sessionVersion) versionId: string,
  ): Promise<void> {
    return this.versions.delete(actor, id, versionId);
  }

  /**
   * Puts the files of a version in the place of what is written; for those who write in the room.
   * @remarks Everybody in the room sees it at once. What was there is kept first, as an automatic version. Only what differs is
   * touched: what somebody types meanwhile, or brings later from offline, finds its place, and nothing comes twice.
   */
  @Post(':versionId/restore')
  @HttpCode(200)
  @Problems(FORBIDDEN, SESSION_STATUS_CONFLICT, SESSION_DOCUMENT_FULL)
  restore(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @IdParam('versionId', EXAMPLE_IDS.sessionVersion) versionId: string,
  ): Promise<SessionVersionDetailsDto> {
    return this.versions.restore(actor, id, versionId);
  }

  /**
   * Compares a version of a room with a later one, or with what is written now; for those who are in it.
   * @remarks File by file: as hunks to show them side by side, and as one text that other tools read. Of files
   * with more than some thousand lines that differ it says only that they do.
   */
  @Get(':versionId/diff')
  @RateLimit(ROOM_READING)
  @Problems(FORBIDDEN)
  getDifference(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @IdParam('versionId', EXAMPLE_IDS.sessionVersion) versionId: string,
    @Query() { against }: SessionDifferenceQueryDto,
  ): Promise<SessionDifferenceDto> {
    return this.versions.compare(actor, id, versionId, against);
  }
}
