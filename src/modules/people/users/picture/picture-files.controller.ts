import { Controller, Get, Param, type StreamableFile, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../../../../infra/access/access.decorator.js';
import { servedPicture, ServesPictures } from '../../../../infra/http/pictures.js';
import { UserPicturesService } from './user-pictures.service.js';

/** Pictures of people, for pages, messengers and whoever knows the address, which follows from the content. */
@ApiExcludeController()
@Controller({ path: 'pictures', version: VERSION_NEUTRAL })
export class PictureFilesController {
  constructor(private readonly pictures: UserPicturesService) {}

  @Get(':file')
  @Public()
  @ServesPictures()
  async show(@Param('file') file: string): Promise<StreamableFile> {
    return servedPicture(await this.pictures.content(file));
  }
}
