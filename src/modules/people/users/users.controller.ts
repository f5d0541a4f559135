import { Body, Controller, Delete, Get, HttpCode, Patch, Put, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Shows } from '../../../infra/http/answer-examples.js';
import type { Pass } from '../../../infra/access/access-token.js';
import { Access, CurrentActor, CurrentPass } from '../../../infra/access/access.decorator.js';
import type { Actor } from '../../../infra/access/actor.js';
import { NoKeys } from '../../../infra/access/key-access.js';
import { ClientAddress } from '../../../infra/http/client-network.decorator.js';
import { TOO_MANY_DOWNLOADS } from '../../../infra/http/csv/csv.errors.js';
import { CsvFiles } from '../../../infra/http/csv/csv-files.js';
import { EXAMPLE_IDS } from '../../../infra/http/example-ids.js';
import { IdParam } from '../../../infra/http/id-param.decorator.js';
import { Problems } from '../../../infra/http/problems.decorator.js';
import { RateLimit } from '../../../infra/http/rate-limit.guard.js';
import { Conditional, Creates, IfMatch, Versioned } from '../../../infra/http/resource.decorators.js';
import { ACCOUNT_DEACTIVATED, SIGN_IN, SIGN_IN_THROTTLED, WRONG_PASSWORD } from '../auth/auth.api.js';
import { SOLE_OWNER } from '../organizations/organizations.api.js';
import { AccountClosingService } from './account-closing.service.js';
import { ChangeProfileDto, EraseAccountDto } from './dto/change-user.dto.js';
import { OwnErasureDto } from './dto/erasure.dto.js';
import { ReplaceProfileDto, VersionedProfileDto } from './dto/person-profile.dto.js';
import { UserFileQueryDto, UserQueryDto } from './dto/user-query.dto.js';
import { UserDto, UserPageDto, UserStatsDto } from './dto/user.dto.js';
import { PAGE_NAME_TAKEN } from './page-names.api.js';
import { ProfilesService } from './profiles.service.js';
import { USER_TABLE } from './user.table.js';
import { LAST_ADMIN, USERNAME_TAKEN } from './users.errors.js';
import { UsersService } from './users.service.js';

const TABLE_EXAMPLE = `id,name,firstName,lastName,username,email,role,emailVerified,isActive,timeZone,language,lastLoginAt,createdAt
${EXAMPLE_IDS.ada},Ada Lovelace,Ada,Lovelace,ada_lovelace,ada@example.org,user,true,true,Europe/Paris,en,2027-01-05T14:12:05.123Z,2027-01-04T08:00:00.000Z
`;

@ApiTags('Users')
@Controller('users')
export class UsersController {
  constructor(
    private readonly users: UsersService,
    private readonly profiles: ProfilesService,
    private readonly closing: AccountClosingService,
    private readonly files: CsvFiles,
  ) {}

  /**
   * Shows the caller's own profile.
   * @remarks The first call of an app after sign-in: who it is, their time zone, and whether the address is verified.
   */
  @Get('me')
  @Access()
  @Versioned()
  getMe(@CurrentActor() actor: Actor): Promise<UserDto> {
    return this.users.profile(actor);
  }

  /**
   * Changes names, username, time zone, what counts as busy, whether the profile is public and the slug of the public page.
   * @remarks For a settings page. Send `If-Match` so that two open windows do not overwrite each other. Another e-mail
   * address: `POST /users/me/email`.
   */
  @Patch('me')
  @Access()
  @Conditional()
  @Problems(PAGE_NAME_TAKEN, USERNAME_TAKEN)
  updateMe(
    @CurrentActor() actor: Actor,
    @Body() change: ChangeProfileDto,
    @IfMatch() version: number | undefined,
  ): Promise<UserDto> {
    return this.users.changeProfile(actor, change, version);
  }

  /**
   * Closes the caller's account at once and erases what is stored of them.
   * @remarks The password is asked for, and then nobody can sign in to the account any more. The worker cancels what the
   * caller organizes, hosts or booked, tells everybody else, and erases every trace; `GET /erasures/{token}` shows how far
   * it is. What other people organize stays whole, without the name.
   */
  @Delete('me')
  @Access()
  @NoKeys()
  @HttpCode(202)
  @Creates('/erasures/{token}')
  @RateLimit(SIGN_IN)
  @Problems(WRONG_PASSWORD, SIGN_IN_THROTTLED, ACCOUNT_DEACTIVATED, LAST_ADMIN, SOLE_OWNER)
  @Shows('RequestedErasure', { done: 0 })
  deleteMe(
    @CurrentActor() actor: Actor,
    @Body() erasure: EraseAccountDto,
    @ClientAddress() clientAddress: string,
  ): Promise<OwnErasureDto> {
    return this.closing.erase(actor, erasure, clientAddress);
  }

  /**
   * Lists people; for administrators.
   * @remarks To find somebody by name or address, or who is new: `q` searches, `registeredWithinDays`, `role` and
   * `isActive` filter.
   */
  @Get()
  @Access('admin')
  list(@Query() query: UserQueryDto): Promise<UserPageDto> {
    return this.users.search(query);
  }

  /**
   * Downloads everybody whom the list shows as a table for spreadsheets (CSV, RFC 4180); for administrators.
   * @remarks With the filters of `GET /users`, and as `GET /bookings/export` is made.
   */
  @Get('export')
  @Access('admin')
  @ApiOkResponse({
    description: 'One row for each person.',
    content: { 'text/csv': { schema: { type: 'string', example: TABLE_EXAMPLE } } },
  })
  @Problems(TOO_MANY_DOWNLOADS)
  getCsv(
    @CurrentPass() pass: Pass,
    @CurrentActor() actor: Actor,
    @Query() query: UserFileQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.files.open(USER_TABLE, { pass, actor, method: reply.request.method }, (_present, place) =>
      this.users.search({ ...query, ...place }),
    );
  }

  /**
   * Counts people; for administrators.
   * @remarks For a dashboard of the installation: how many there are, by state and role.
   */
  @Get('stats')
  @Access('admin')
  getStats(): Promise<UserStatsDto> {
    return this.users.stats();
  }

  /**
   * Counts people, as `stats` does; for administrators.
   * @remarks The name under which other systems look for `GET /users/stats`; the answer is the same.
   */
  @Get('statistics')
  @Access('admin')
  getStatistics(): Promise<UserStatsDto> {
    return this.users.stats();
  }

  /**
   * Shows one person; for administrators.
   * @remarks To look at the account behind an id, such as one of an event or a booking.
   */
  @Get(':id')
  @Access('admin')
  @Versioned()
  get(@IdParam('id', EXAMPLE_IDS.ada) id: string): Promise<UserDto> {
    return this.users.findOne(id);
  }

  /**
   * Shows what somebody says of themselves, to themselves and to administrators.
   * @remarks To fill in the form that `PUT` takes.
   */
  @Get(':id/profile')
  @Access()
  @Versioned()
  getProfile(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.ada) id: string): Promise<VersionedProfileDto> {
    return this.profiles.show(actor, id);
  }

  /**
   * Replaces what somebody says of themselves: bio, picture and place; for themselves and for administrators.
   * @remarks For the form of a profile: it is written whole, and what is left out is cleared.
   */
  @Put(':id/profile')
  @Access()
  @Conditional()
  replaceProfile(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.ada) id: string,
    @Body() profile: ReplaceProfileDto,
    @IfMatch() version: number | undefined,
  ): Promise<VersionedProfileDto> {
    return this.profiles.replace(actor, id, profile, version);
  }
}
