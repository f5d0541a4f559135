import { Controller, Get, Param } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Public } from '../../../infra/access/access.decorator.js';
import { EXAMPLE_USERNAME } from '../../../infra/http/example-ids.js';
import { Problems } from '../../../infra/http/problems.decorator.js';
import { NOT_FOUND } from '../../../kernel/common-errors.js';
import { PublicUserDto } from './dto/public-user.dto.js';
import { ProfilesService } from './profiles.service.js';
import { USERNAME_MAX } from './username.rules.js';

@ApiTags('Users')
@Controller('public/users')
export class PublicUsersController {
  constructor(private readonly profiles: ProfilesService) {}

  /**
   * Shows what somebody shows to everybody, by their username in any case.
   * @remarks For whoever meets a username, in a public room for example. Who has not chosen to be seen
   * (`"isProfilePublic": true` at `PATCH /users/me`), has not verified their address, or is deactivated, is not found.
   */
  @Get(':username')
  @Public()
  @ApiParam({
    name: 'username',
    description: 'The username.',
    schema: { type: 'string', maxLength: USERNAME_MAX, example: EXAMPLE_USERNAME },
  })
  @Problems(NOT_FOUND)
  getByUsername(@Param('username') username: string): Promise<PublicUserDto> {
    return this.profiles.showPublic(username);
  }
}
