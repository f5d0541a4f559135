import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { Creates } from '../../../../infra/http/resource.decorators.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { TOO_MANY_ONEROSTER_CLIENTS } from '../oneroster.errors.js';
import {
  NewOneRosterClientDto,
  OneRosterClientDto,
  OneRosterClientListDto,
  OneRosterClientWithSecretDto,
} from './oneroster-client.dto.js';
import { OneRosterClientsService } from './oneroster-clients.service.js';

@ApiTags('OneRoster')
@Controller('organizations/:id/oneroster-clients')
@Access()
export class OneRosterClientsController {
  constructor(private readonly clients: OneRosterClientsService) {}

  /**
   * Makes a client for a system that reads the roster by OneRoster 1.2; for owners and admins.
   * @remarks The secret is in this answer and in no other. With it and its id the system gets tokens at `POST
   * /ims/oneroster/token`, which open the organization’s people, classes and grades as far as the scopes say. It ends when
   * you manage the organization no more; whoever does gives another one.
   */
  @Post()
  @Creates('/organizations/{organizationId}/oneroster-clients/{id}')
  @Idempotent({ sealed: true })
  @Problems(FORBIDDEN, TOO_MANY_ONEROSTER_CLIENTS)
  create(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @Body() client: NewOneRosterClientDto,
  ): Promise<OneRosterClientWithSecretDto> {
    return this.clients.create(actor, id, client);
  }

  /**
   * Lists the OneRoster clients of an organization, the oldest first; for owners and admins.
   * @remarks To see which systems read the roster, and which no longer do. There are at most 20, so that they come at once.
   */
  @Get()
  @Problems(FORBIDDEN)
  list(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
  ): Promise<OneRosterClientListDto> {
    return this.clients.list(actor, id);
  }

  /**
   * Shows one OneRoster client, without its secret; for owners and admins.
   * @remarks To see what it may ask for, and when it did last.
   */
  @Get(':clientId')
  @Problems(FORBIDDEN)
  get(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @IdParam('clientId', EXAMPLE_IDS.oneRosterClient) clientId: string,
  ): Promise<OneRosterClientDto> {
    return this.clients.findOne(actor, id, clientId);
  }

  /**
   * Gives a OneRoster client another secret; for owners and admins.
   * @remarks When the one before may have been seen, or has ended. That one and all tokens that it brought end at once.
   */
  @Post(':clientId/rotate')
  @HttpCode(200)
  @Problems(FORBIDDEN)
  rotate(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @IdParam('clientId', EXAMPLE_IDS.oneRosterClient) clientId: string,
  ): Promise<OneRosterClientWithSecretDto> {
    return this.clients.rotate(actor, id, clientId);
  }

  /**
   * Deletes a OneRoster client; for owners and admins.
   * @remarks Its tokens end at once. What it has read it keeps, and grades that it returned stay.
   */
  @Delete(':clientId')
  @HttpCode(204)
  @Problems(FORBIDDEN)
  delete(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @IdParam('clientId', EXAMPLE_IDS.oneRosterClient) clientId: string,
  ): Promise<void> {
    return this.clients.delete(actor, id, clientId);
  }
}
