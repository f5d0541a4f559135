import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import { API_KEY_REFUSED } from '../../../../infra/access/access.errors.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { NoKeys } from '../../../../infra/access/key-access.js';
import { Shows } from '../../../../infra/http/answer-examples.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { Creates, Versioned } from '../../../../infra/http/resource.decorators.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { SessionDto } from '../room/session.dto.js';
import {
  ALREADY_COLLABORATOR,
  NOT_ANOTHER_COLLABORATOR,
  SESSION_FULL,
  SESSION_OWNER_STAYS,
  SESSION_STATUS_CONFLICT,
} from '../sessions.errors.js';
import {
  ChangeCollaboratorDto,
  CollaboratorDto,
  CollaboratorPageDto,
  CollaboratorQueryDto,
  NewCollaboratorDto,
  TransferSessionDto,
} from './collaborator.dto.js';
import { CollaboratorsService } from './collaborators.service.js';

@ApiTags('Sessions')
@Controller('sessions/:id')
@Access()
export class SessionCollaboratorsController {
  constructor(private readonly collaborators: CollaboratorsService) {}

  /**
   * Comes into a room that the caller may see; as a viewer, or with the role that they have.
   * @remarks For public rooms, those of one's organization, and those that one has left. A room with all places taken is
   * full (409), however many come at once.
   */
  @Post('join')
  @HttpCode(200)
  @Versioned({ wholeBody: true })
  @Problems(API_KEY_REFUSED, FORBIDDEN, SESSION_STATUS_CONFLICT, SESSION_FULL)
  @Shows('JoinedSession', { myRole: 'viewer' })
  join(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.session) id: string): Promise<SessionDto> {
    return this.collaborators.join(actor, id);
  }

  /**
   * Goes out of a room and frees the place.
   * @remarks The role is kept for coming in again. The owner cannot leave, but transfer the room or archive it.
   */
  @Post('leave')
  @HttpCode(204)
  @Problems(SESSION_OWNER_STAYS)
  leave(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.session) id: string): Promise<void> {
    return this.collaborators.leave(actor, id);
  }

  /**
   * Makes a collaborator the owner and the caller an admin of the room, in one step; for its owner.
   * @remarks To hand a room over. Of an organization's room only a member of it can be the owner.
   */
  @Post('transfer')
  @NoKeys()
  @HttpCode(200)
  @Versioned({ wholeBody: true })
  @Problems(FORBIDDEN, SESSION_STATUS_CONFLICT, NOT_ANOTHER_COLLABORATOR)
  @Shows('TransferredSession', { owner: { id: EXAMPLE_IDS.grace, name: 'Grace Hopper' }, myRole: 'admin' })
  transfer(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @Body() transfer: TransferSessionDto,
  ): Promise<SessionDto> {
    return this.collaborators.transfer(actor, id, transfer);
  }

  /**
   * Adds somebody of one's organizations to a room; for its owner and its admins.
   * @remarks The person is told. Others get an invitation link, because nobody's name is shown before they agree. Only
   * the owner makes admins.
   */
  @Post('collaborators')
  @Creates('/sessions/{sessionId}/collaborators/{id}')
  @Idempotent()
  @Problems(FORBIDDEN, ALREADY_COLLABORATOR, SESSION_STATUS_CONFLICT, SESSION_FULL)
  add(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @Body() collaborator: NewCollaboratorDto,
  ): Promise<CollaboratorDto> {
    return this.collaborators.add(actor, id, collaborator);
  }

  /**
   * Lists the people of a room beside its owner, also those who have left.
   * @remarks For the people of the room and the members of its organization.
   */
  @Get('collaborators')
  @Problems(FORBIDDEN)
  list(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @Query() query: CollaboratorQueryDto,
  ): Promise<CollaboratorPageDto> {
    return this.collaborators.list(actor, id, query);
  }

  /**
   * Shows one of the people of a room.
   * @remarks To look at the role of somebody whose id is known, such as that of an event.
   */
  @Get('collaborators/:collaboratorId')
  @Problems(FORBIDDEN)
  get(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @IdParam('collaboratorId', EXAMPLE_IDS.collaborator) collaboratorId: string,
  ): Promise<CollaboratorDto> {
    return this.collaborators.findOne(actor, id, collaboratorId);
  }

  /**
   * Changes the role of somebody in a room; for its owner, and for its admins among viewers and editors.
   * @remarks The person is told, and it counts at once; links of before do not raise a role that was lowered.
   */
  @Patch('collaborators/:collaboratorId')
  @Problems(FORBIDDEN, SESSION_STATUS_CONFLICT)
  update(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @IdParam('collaboratorId', EXAMPLE_IDS.collaborator) collaboratorId: string,
    @Body() change: ChangeCollaboratorDto,
  ): Promise<CollaboratorDto> {
    return this.collaborators.changeRole(actor, id, collaboratorId, change);
  }

  /**
   * Removes somebody from a room, or oneself for good.
   * @remarks The place is free, and a private room does not exist for them any more. Who was removed comes in again when
   * somebody adds them, or by a link that was made afterwards. For the owner, for admins among
   * viewers and editors, and for everybody about themselves.
   */
  @Delete('collaborators/:collaboratorId')
  @HttpCode(204)
  @Problems(FORBIDDEN)
  remove(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @IdParam('collaboratorId', EXAMPLE_IDS.collaborator) collaboratorId: string,
  ): Promise<void> {
    return this.collaborators.remove(actor, id, collaboratorId);
  }
}
