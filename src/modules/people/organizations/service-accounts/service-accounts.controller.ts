import { Body, Controller, Delete, Get, HttpCode, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { Creates } from '../../../../infra/http/resource.decorators.js';
import { TOO_MANY_SERVICE_ACCOUNTS } from '../organizations.errors.js';
import {
  ChangeServiceAccountDto,
  NewServiceAccountDto,
  ServiceAccountDto,
  ServiceAccountListDto,
} from './service-account.dto.js';
import { ServiceAccountsService } from './service-accounts.service.js';

@ApiTags('Service accounts')
@Controller('organizations/:id/service-accounts')
@Access()
export class ServiceAccountsController {
  constructor(private readonly accounts: ServiceAccountsService) {}

  /**
   * Makes an account for apps of the organization; for owners and admins.
   * @remarks For what has to go on when a person leaves. Nobody signs in to it and no mail reaches it: give it keys with
   * `POST /api-keys` and its id as `serviceAccountId`.
   */
  @Post()
  @Creates('/organizations/{organizationId}/service-accounts/{id}')
  @Idempotent()
  @Problems(FORBIDDEN, TOO_MANY_SERVICE_ACCOUNTS)
  create(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @Body() account: NewServiceAccountDto,
  ): Promise<ServiceAccountDto> {
    return this.accounts.create(actor, id, account);
  }

  /**
   * Lists the service accounts of an organization, the oldest first; for owners and admins.
   * @remarks To see which apps act for the organization. There are at most 20, so that they come at once.
   */
  @Get()
  @Problems(FORBIDDEN)
  list(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
  ): Promise<ServiceAccountListDto> {
    return this.accounts.list(actor, id);
  }

  /**
   * Shows one service account; for owners and admins.
   * @remarks To see what it is called and what it may do in the organization.
   */
  @Get(':accountId')
  @Problems(FORBIDDEN)
  get(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @IdParam('accountId', EXAMPLE_IDS.serviceAccount) accountId: string,
  ): Promise<ServiceAccountDto> {
    return this.accounts.findOne(actor, id, accountId);
  }

  /**
   * Renames a service account; admins rename those of plain members, owners all.
   * @remarks What it books and organizes has the new name from now on. Its role stays what it was made with, as do the scopes
   * of keys: make another account for another role.
   */
  @Patch(':accountId')
  @Problems(FORBIDDEN)
  update(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @IdParam('accountId', EXAMPLE_IDS.serviceAccount) accountId: string,
    @Body() change: ChangeServiceAccountDto,
  ): Promise<ServiceAccountDto> {
    return this.accounts.change(actor, id, accountId, change);
  }

  /**
   * Deletes a service account; admins delete those of plain members, owners all.
   * @remarks Its keys end at once. What it organizes is cancelled and its traces are erased, as when a person leaves.
   */
  @Delete(':accountId')
  @HttpCode(204)
  @Problems(FORBIDDEN)
  delete(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @IdParam('accountId', EXAMPLE_IDS.serviceAccount) accountId: string,
  ): Promise<void> {
    return this.accounts.delete(actor, id, accountId);
  }
}
