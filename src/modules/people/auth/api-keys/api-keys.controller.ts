import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Shows } from '../../../../infra/http/answer-examples.js';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { RateLimit } from '../../../../infra/http/rate-limit.guard.js';
import { Conditional, Creates, IfMatch, Versioned } from '../../../../infra/http/resource.decorators.js';
import { ACCOUNT_DEACTIVATED, SIGN_IN_THROTTLED, TOO_MANY_API_KEYS, WRONG_PASSWORD } from '../auth.errors.js';
import { SIGN_IN } from '../auth.limits.js';
import { type Client, RequestClient } from '../sign-in/client.js';
import {
  ApiKeyDto,
  ApiKeyPageDto,
  ApiKeyQueryDto,
  ApiKeyWithSecretDto,
  ChangeApiKeyDto,
  NewApiKeyDto,
  RotateApiKeyDto,
  NEVER_USED,
} from './api-key.dto.js';
import { ApiKeysService } from './api-keys.service.js';

/** The last use does not change the version, so the ETag covers the whole body. */
const WITH_USE = { wholeBody: true };

@ApiTags('API keys')
@Controller('api-keys')
@Access()
export class ApiKeysController {
  constructor(private readonly keys: ApiKeysService) {}

  /**
   * Makes a key for an app that acts in the caller's name. The password is needed.
   * @remarks The secret is in this answer and in no other; whoever has it may do what the scopes say, and never more than
   * the caller. Give each app a key of its own, with as little as it needs. The caller is told by e-mail.
   */
  @Post()
  @Creates('/api-keys/{id}')
  @Versioned(WITH_USE)
  @RateLimit(SIGN_IN)
  @Problems(WRONG_PASSWORD, SIGN_IN_THROTTLED, ACCOUNT_DEACTIVATED, TOO_MANY_API_KEYS)
  @Shows('NewApiKey', NEVER_USED)
  create(
    @CurrentActor() actor: Actor,
    @Body() key: NewApiKeyDto,
    @RequestClient() client: Client,
  ): Promise<ApiKeyWithSecretDto> {
    return this.keys.create(actor, key, client);
  }

  /**
   * Lists the caller's keys.
   * @remarks To see which app has what, when each was last used and when it ends. Revoked ones are gone, expired ones stay
   * for a month.
   */
  @Get()
  list(@CurrentActor() actor: Actor, @Query() query: ApiKeyQueryDto): Promise<ApiKeyPageDto> {
    return this.keys.list(actor, query);
  }

  /**
   * Shows one of the caller's keys, without its secret.
   * @remarks To see whether it is still in use before it is revoked.
   */
  @Get(':id')
  @Versioned(WITH_USE)
  get(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.apiKey) id: string): Promise<ApiKeyDto> {
    return this.keys.findOne(actor, id);
  }

  /**
   * Gives a key another name.
   * @remarks Scopes and the end of a key never change: what an app was given cannot grow behind its owner's back. Make
   * another key, or rotate it.
   */
  @Patch(':id')
  @Conditional(WITH_USE)
  update(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.apiKey) id: string,
    @Body() change: ChangeApiKeyDto,
    @IfMatch() version: number | undefined,
  ): Promise<ApiKeyDto> {
    return this.keys.change(actor, id, change, version);
  }

  /**
   * Makes a key that replaces this one, with the same name, scopes and lifetime. The password is needed.
   * @remarks Before a key ends, or when its secret may have been seen. Both work for `overlapHours`, so that the app can
   * change in between.
   */
  @Post(':id/rotate')
  @Creates('/api-keys/{id}')
  @Versioned(WITH_USE)
  @RateLimit(SIGN_IN)
  @Problems(WRONG_PASSWORD, SIGN_IN_THROTTLED, ACCOUNT_DEACTIVATED, TOO_MANY_API_KEYS)
  @Shows('NewApiKey', NEVER_USED)
  rotate(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.apiKey) id: string,
    @Body() rotation: RotateApiKeyDto,
    @RequestClient() client: Client,
  ): Promise<ApiKeyWithSecretDto> {
    return this.keys.rotate(actor, id, rotation, client);
  }

  /**
   * Revokes a key.
   * @remarks When an app is not used any more, or its key was seen. It ends everywhere within five seconds; what was made
   * with it stays.
   */
  @Delete(':id')
  @HttpCode(204)
  delete(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.apiKey) id: string): Promise<void> {
    return this.keys.revoke(actor, id);
  }
}
