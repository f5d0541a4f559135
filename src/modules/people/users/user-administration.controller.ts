import { Body, Controller, Delete, HttpCode, Patch, Post, Put } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { Shows } from '../../../infra/http/answer-examples.js';
import { Access, CurrentActor } from '../../../infra/access/access.decorator.js';
import type { Actor } from '../../../infra/access/actor.js';
import { BatchOf, batchResults } from '../../../infra/http/batch.js';
import { EXAMPLE_IDS } from '../../../infra/http/example-ids.js';
import { IdParam } from '../../../infra/http/id-param.decorator.js';
import { Problems } from '../../../infra/http/problems.decorator.js';
import { Conditional, Creates, IfMatch, Versioned } from '../../../infra/http/resource.decorators.js';
import type { BatchItem } from '../../../kernel/batch.js';
import { PASSWORD_TOO_COMMON } from '../auth/auth.api.js';
import { SOLE_OWNER } from '../organizations/organizations.api.js';
import { ChangeUserDto, ReplaceUserDto } from './dto/change-user.dto.js';
import { AdministeredErasureDto } from './dto/erasure.dto.js';
import { CreatedUsersDto, MOST_NEW_USERS, NewUserDto, NewUsersDto } from './dto/new-user.dto.js';
import { UserDto } from './dto/user.dto.js';
import { ErasuresService } from './erasures.service.js';
import { NewUsersService } from './new-users.service.js';
import { PAGE_NAME_TAKEN } from './page-names.api.js';
import { EMAIL_TAKEN, LAST_ADMIN, OWN_ACCOUNT, USERNAME_TAKEN } from './users.errors.js';
import { UsersService } from './users.service.js';
import { OperationsOf } from '../../../infra/http/operation-ids.js';

@ApiTags('Users')
@OperationsOf('users')
@Controller('users')
@Access('admin')
export class UserAdministrationController {
  constructor(
    private readonly users: UsersService,
    private readonly newUsers: NewUsersService,
    private readonly erasures: ErasuresService,
  ) {}

  /**
   * Makes an account for somebody; for administrators.
   * @remarks Without a password the person is invited by e-mail, which says who made the account, to choose one within a week. The address counts as theirs once they
   * have shown that they read its mail.
   */
  @Post()
  @Creates('/users/{id}')
  @Versioned()
  @Problems(EMAIL_TAKEN, USERNAME_TAKEN, PASSWORD_TOO_COMMON)
  @Shows('NewUser', { username: null, isProfilePublic: false, emailVerified: false, lastLoginAt: null })
  create(@CurrentActor() actor: Actor, @Body() person: NewUserDto): Promise<UserDto> {
    return this.newUsers.create(actor, person);
  }

  /**
   * Makes up to 50 accounts with a result for each: one that is refused does not lose the others; for administrators.
   * @remarks To bring a school in: send the rows in parts of 50, and again those whose result says why they were
   * refused. Nobody of them signs in before they chose a password, unless you gave one.
   */
  @Post('bulk')
  @HttpCode(200)
  @ApiBody({ type: NewUsersDto })
  async createMany(
    @CurrentActor() actor: Actor,
    @BatchOf('users', NewUserDto, MOST_NEW_USERS) items: BatchItem<NewUserDto>[],
  ): Promise<CreatedUsersDto> {
    return { results: batchResults(await this.newUsers.createAll(actor, items), 201) };
  }

  /**
   * Changes names, role or time zone, deactivates or reactivates; for administrators. Deactivation ends all login sessions.
   * @remarks To promote, correct or lock out somebody; `"slug": null` takes the public page away, `"username": null` the username. The last administrator cannot be deactivated or lose the role;
   * send `If-Match` to change only what you read.
   */
  @Patch(':id')
  @Conditional()
  @Problems(LAST_ADMIN, PAGE_NAME_TAKEN, USERNAME_TAKEN)
  update(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.ada) id: string,
    @Body() change: ChangeUserDto,
    @IfMatch() version: number | undefined,
  ): Promise<UserDto> {
    return this.users.administer(actor, id, change, version);
  }

  /**
   * Replaces what administrators may change of a person: names, role, state.
   * @remarks For tools that keep people elsewhere and write them whole. `PATCH` changes single fields.
   */
  @Put(':id')
  @Conditional()
  @Problems(LAST_ADMIN)
  replace(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.ada) id: string,
    @Body() person: ReplaceUserDto,
    @IfMatch() version: number | undefined,
  ): Promise<UserDto> {
    return this.users.replace(actor, id, person, version);
  }

  /**
   * Closes somebody's account at once and erases what is stored of them, as `DELETE /users/me` does; for administrators.
   * @remarks `GET /admin/erasures/{id}` shows how far it is.
   */
  @Delete(':id')
  @HttpCode(202)
  @Creates('/admin/erasures/{id}')
  @Problems(LAST_ADMIN, SOLE_OWNER, OWN_ACCOUNT)
  @Shows('AdministeredRequest', { done: 0, movedAt: '2027-01-04T08:00:00.000Z' })
  delete(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.ada) id: string): Promise<AdministeredErasureDto> {
    return this.erasures.requestFor(actor, id);
  }
}
