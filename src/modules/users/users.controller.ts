import { Body, Controller, Delete, Get, HttpCode, Patch, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../infra/access/access.decorator.js';
import type { Actor } from '../../infra/access/actor.js';
import { IdParam } from '../../infra/http/id-param.decorator.js';
import { Problems } from '../../infra/http/problems.decorator.js';
import { Conditional, IfMatch, Versioned } from '../../infra/http/resource.decorators.js';
import { SOLE_OWNER } from '../organizations/organizations.api.js';
import { ChangeProfileDto, ChangeUserDto } from './dto/change-user.dto.js';
import { UserQueryDto } from './dto/user-query.dto.js';
import { UserDto, UserPageDto, UserStatsDto } from './dto/user.dto.js';
import { EMAIL_TAKEN, LAST_ADMIN } from './users.errors.js';
import { UsersService } from './users.service.js';

@ApiTags('Users')
@Controller('users')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  /** Shows the caller's own profile. */
  @Get('me')
  @Access()
  @Versioned()
  readMe(@CurrentActor() actor: Actor): Promise<UserDto> {
    return this.users.profile(actor);
  }

  /** Changes name, e-mail address or time zone. A new address has to be verified again. */
  @Patch('me')
  @Access()
  @Conditional()
  @Problems(EMAIL_TAKEN)
  changeMe(
    @CurrentActor() actor: Actor,
    @Body() change: ChangeProfileDto,
    @IfMatch() version: number | undefined,
  ): Promise<UserDto> {
    return this.users.changeProfile(actor, change, version);
  }

  /** Erases the caller's account and personal data. Bookings of other people stay whole, without the name. */
  @Delete('me')
  @Access()
  @HttpCode(204)
  @Problems(LAST_ADMIN, SOLE_OWNER)
  eraseMe(@CurrentActor() actor: Actor): Promise<void> {
    return this.users.erase(actor);
  }

  /** Lists people; for administrators. */
  @Get()
  @Access('admin')
  list(@Query() query: UserQueryDto): Promise<UserPageDto> {
    return this.users.search(query);
  }

  /** Counts people; for administrators. */
  @Get('stats')
  @Access('admin')
  stats(): Promise<UserStatsDto> {
    return this.users.stats();
  }

  /** Shows one person; for administrators. */
  @Get(':id')
  @Access('admin')
  @Versioned()
  findOne(@IdParam('id') id: string): Promise<UserDto> {
    return this.users.findOne(id);
  }

  /** Changes a role, deactivates or reactivates; for administrators. Deactivation ends all login sessions. */
  @Patch(':id')
  @Access('admin')
  @Conditional()
  @Problems(LAST_ADMIN)
  change(
    @IdParam('id') id: string,
    @Body() change: ChangeUserDto,
    @IfMatch() version: number | undefined,
  ): Promise<UserDto> {
    return this.users.administer(id, change, version);
  }
}
