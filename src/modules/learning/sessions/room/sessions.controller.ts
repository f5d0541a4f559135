import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor, Guests } from '../../../../infra/access/access.decorator.js';
import { API_KEY_REFUSED } from '../../../../infra/access/access.errors.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { Shows } from '../../../../infra/http/answer-examples.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { Conditional, Creates, IfMatch, Versioned } from '../../../../infra/http/resource.decorators.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { SESSION_FULL, SESSION_STATUS_CONFLICT } from '../sessions.errors.js';
import { SessionStatisticsDto } from '../statistics/session-statistics.dto.js';
import { SessionStatisticsService } from '../statistics/session-statistics.service.js';
import { ChangeSessionDto, NewSessionDto, ReplaceSessionDto } from './change-session.dto.js';
import { PublicSessionPageDto, SessionDto, SessionPageDto } from './session.dto.js';
import { PublicSessionQueryDto, SessionQueryDto } from './session-query.dto.js';
import { SessionsService } from './sessions.service.js';
import { SessionTemplateListDto } from './template.dto.js';

/** Names of people and counters change without the version of the room, so the ETag covers the whole body. */
const WITH_PEOPLE = { wholeBody: true };

@ApiTags('Sessions')
@Controller('sessions')
@Access()
export class SessionsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly statistics: SessionStatisticsService,
  ) {}

  /**
   * Opens a room for writing and running code together. The caller is its owner.
   * @remarks Everything but the title has a default: a private room for JavaScript with ten places. With `organizationId`
   * it belongs to an organization of the caller, whose owners and admins run it as well.
   */
  @Post()
  @Creates('/sessions/{id}')
  @Versioned(WITH_PEOPLE)
  @Idempotent()
  @Problems(API_KEY_REFUSED)
  create(@CurrentActor() actor: Actor, @Body() session: NewSessionDto): Promise<SessionDto> {
    return this.sessions.create(actor, session);
  }

  /**
   * Lists the rooms that the caller owns or is in, the latest change first.
   * @remarks Archived rooms are left out unless `status=archived` asks for them. `organizationId` lists all rooms of an
   * organization instead, for its members.
   */
  @Get()
  list(@CurrentActor() actor: Actor, @Query() query: SessionQueryDto): Promise<SessionPageDto> {
    return this.sessions.list(actor, query);
  }

  /**
   * Lists the rooms that are public and active, the latest activity first.
   * @remarks To find a room to come into. `q` looks into titles and descriptions.
   */
  @Get('public')
  listPublic(@Query() query: PublicSessionQueryDto): Promise<PublicSessionPageDto> {
    return this.sessions.listPublic(query);
  }

  /**
   * Lists what a new room may begin with.
   * @remarks Small programs that run as they stand; give the id as `template` of a new room.
   */
  @Get('templates')
  listTemplates(): SessionTemplateListDto {
    return this.sessions.listTemplates();
  }

  /**
   * Shows what has happened in a room, and who did how much of it; for those who are in it.
   * @remarks Runs count once they have ended, edits once they are stored.
   */
  @Get(':id/statistics')
  @Problems(FORBIDDEN)
  getStatistics(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
  ): Promise<SessionStatisticsDto> {
    return this.statistics.findOne(actor, id);
  }

  /**
   * Shows one room.
   * @remarks For its people, the members of its organization and, while it is public and not archived, everybody who is
   * signed in; for others there is none. A guest’s token is taken for its room.
   */
  @Get(':id')
  @Guests()
  @Versioned(WITH_PEOPLE)
  get(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.session) id: string): Promise<SessionDto> {
    return this.sessions.findOne(actor, id);
  }

  /**
   * Replaces all settings of a room: what is left out has its default.
   * @remarks For a form that has all of them. State, lock and owner stay as they are.
   */
  @Put(':id')
  @Conditional(WITH_PEOPLE)
  @Problems(FORBIDDEN, SESSION_STATUS_CONFLICT, SESSION_FULL)
  replace(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @Body() settings: ReplaceSessionDto,
    @IfMatch() version: number | undefined,
  ): Promise<SessionDto> {
    return this.sessions.replace(actor, id, settings, version);
  }

  /**
   * Changes the settings that are given.
   * @remarks An archived room is reopened first.
   */
  @Patch(':id')
  @Conditional(WITH_PEOPLE)
  @Problems(FORBIDDEN, SESSION_STATUS_CONFLICT, SESSION_FULL)
  update(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @Body() change: ChangeSessionDto,
    @IfMatch() version: number | undefined,
  ): Promise<SessionDto> {
    return this.sessions.change(actor, id, change, version);
  }

  /**
   * Archives a room; for its owner, and owners and admins of its organization.
   * @remarks Nothing is lost: it is read-only, in no list but that of archived rooms, and can be reopened.
   */
  @Delete(':id')
  @HttpCode(200)
  @Conditional(WITH_PEOPLE)
  @Problems(FORBIDDEN)
  @Shows('ArchivedSession', { status: 'archived' })
  delete(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @IfMatch() version: number | undefined,
  ): Promise<SessionDto> {
    return this.sessions.step(actor, id, 'archive', version);
  }

  /**
   * Archives a room, as `DELETE` does.
   * @remarks For those who would rather say it by its name.
   */
  @Post(':id/archive')
  @HttpCode(200)
  @Versioned(WITH_PEOPLE)
  @Problems(FORBIDDEN)
  @Shows('ArchivedSession', { status: 'archived' })
  archive(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.session) id: string): Promise<SessionDto> {
    return this.sessions.step(actor, id, 'archive');
  }

  /**
   * Pauses an active room.
   * @remarks For a break: nobody writes until it is reopened, and the public list does not show it.
   */
  @Post(':id/pause')
  @HttpCode(200)
  @Versioned(WITH_PEOPLE)
  @Problems(FORBIDDEN, SESSION_STATUS_CONFLICT)
  @Shows('PausedSession', { status: 'paused' })
  pause(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.session) id: string): Promise<SessionDto> {
    return this.sessions.step(actor, id, 'pause');
  }

  /**
   * Completes an active or paused room.
   * @remarks When the lesson is over: people find it all again, and nobody comes in or writes any more.
   */
  @Post(':id/complete')
  @HttpCode(200)
  @Versioned(WITH_PEOPLE)
  @Problems(FORBIDDEN, SESSION_STATUS_CONFLICT)
  @Shows('CompletedSession', { status: 'completed' })
  complete(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.session) id: string): Promise<SessionDto> {
    return this.sessions.step(actor, id, 'complete');
  }

  /**
   * Makes a paused, completed or archived room active again.
   * @remarks To go on where it ended, with everything that is in it.
   */
  @Post(':id/reopen')
  @HttpCode(200)
  @Versioned(WITH_PEOPLE)
  @Problems(FORBIDDEN)
  reopen(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.session) id: string): Promise<SessionDto> {
    return this.sessions.step(actor, id, 'reopen');
  }

  /**
   * Lets only the owner write in a room.
   * @remarks To show something without others typing into it; they see all the same.
   */
  @Post(':id/lock')
  @HttpCode(200)
  @Versioned(WITH_PEOPLE)
  @Problems(FORBIDDEN, SESSION_STATUS_CONFLICT)
  @Shows('LockedSession', { isLocked: true })
  lock(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.session) id: string): Promise<SessionDto> {
    return this.sessions.setLocked(actor, id, true);
  }

  /**
   * Lets everybody write again who may.
   * @remarks The other side of `lock`: roles count again as they did before.
   */
  @Post(':id/unlock')
  @HttpCode(200)
  @Versioned(WITH_PEOPLE)
  @Problems(FORBIDDEN, SESSION_STATUS_CONFLICT)
  unlock(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.session) id: string): Promise<SessionDto> {
    return this.sessions.setLocked(actor, id, false);
  }
}
