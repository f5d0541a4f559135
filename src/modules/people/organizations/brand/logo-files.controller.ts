import { Controller, Get, Param, type StreamableFile, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../../../../infra/access/access.decorator.js';
import { servedPicture, ServesPictures } from '../../../../infra/http/pictures.js';
import { BrandsService } from './brands.service.js';

/** Logos, for pages, messengers and whoever knows the address, which follows from the content (content-addressed). */
@ApiExcludeController()
@Controller({ path: 'logos', version: VERSION_NEUTRAL })
export class LogoFilesController {
  constructor(private readonly brands: BrandsService) {}

  @Get(':file')
  @Public()
  @ServesPictures()
  async show(@Param('file') file: string): Promise<StreamableFile> {
    return servedPicture(await this.brands.logo(file));
  }
}
