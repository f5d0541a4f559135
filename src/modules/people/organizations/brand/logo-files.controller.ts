import { Controller, Get, Header, Param, StreamableFile, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../../../../infra/access/access.decorator.js';
import { BrandsService } from './brands.service.js';

/** Logos, for pages, messengers and whoever knows the address, which follows from the content (content-addressed). */
@ApiExcludeController()
@Controller({ path: 'logos', version: VERSION_NEUTRAL })
export class LogoFilesController {
  constructor(private readonly brands: BrandsService) {}

  /** What people have sent runs and loads nothing, also when a browser opens it by itself. */
  @Get(':file')
  @Public()
  @Header('Cache-Control', 'public, max-age=31536000, immutable')
  @Header('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'; sandbox")
  @Header('Cross-Origin-Resource-Policy', 'cross-origin')
  async show(@Param('file') file: string): Promise<StreamableFile> {
    const { mediaType, content } = await this.brands.logo(file);
    return new StreamableFile(content, { type: mediaType, length: content.length });
  }
}
