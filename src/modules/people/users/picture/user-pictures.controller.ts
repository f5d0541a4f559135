import { Body, Controller, Delete, HttpCode, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Conditional, IfMatch } from '../../../../infra/http/resource.decorators.js';
import { VersionedProfileDto } from '../dto/person-profile.dto.js';
import { NewPictureDto } from './new-picture.dto.js';
import { UserPicturesService } from './user-pictures.service.js';

@ApiTags('Users')
@Controller('users/:id/picture')
export class UserPicturesController {
  constructor(private readonly pictures: UserPicturesService) {}

  /**
   * Gives somebody a picture, in place of the one that they have; for themselves and for administrators.
   * @remarks Their public page and the pages on which their own event types are booked show it. Anybody may load it. The
   * picture stands in the body in Base64, because the API reads JSON alone. `If-Match` takes the `ETag` of the person or of
   * their profile.
   */
  @Put()
  @Access()
  @Conditional()
  replace(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.ada) id: string,
    @Body() { image }: NewPictureDto,
    @IfMatch() version: number | undefined,
  ): Promise<VersionedProfileDto> {
    return this.pictures.replace(actor, id, image, version);
  }

  /**
   * Takes the picture away; for themselves and for administrators.
   * @remarks Its address answers 404 from then on; who has loaded it may keep it.
   */
  @Delete()
  @Access()
  @Conditional()
  @HttpCode(204)
  delete(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.ada) id: string,
    @IfMatch() version: number | undefined,
  ): Promise<void> {
    return this.pictures.remove(actor, id, version);
  }
}
