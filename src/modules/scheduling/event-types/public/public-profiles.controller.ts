import { Controller, Get, Param } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Public } from '../../../../infra/access/access.decorator.js';
import { EXAMPLE_PAGE } from '../../../../infra/http/example-ids.js';
import { PublicProfileDto } from './public-profile.dto.js';
import { toPublicProfileDto } from '../event-type/event-type.mapper.js';
import { PublicProfilesService } from './public-profiles.service.js';

@ApiTags('Event types')
@Controller('public/profiles')
export class PublicProfilesController {
  constructor(private readonly profiles: PublicProfilesService) {}

  /**
   * Shows a person or an organization by the slug of their public page, with their public event types.
   * @remarks For a page of your own in place of `/book/@{slug}`. Who has no slug, or whose account is not active, is
   * not found.
   */
  @Get(':slug')
  @Public()
  @ApiParam({
    name: 'slug',
    description: 'The slug of the page.',
    schema: { type: 'string', maxLength: 60, example: EXAMPLE_PAGE },
  })
  async getBySlug(@Param('slug') slug: string): Promise<PublicProfileDto> {
    return toPublicProfileDto(await this.profiles.show(slug));
  }
}
