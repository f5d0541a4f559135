import { Controller, Param, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CodedError } from '../../kernel/coded-error.js';
import { NOT_FOUND } from '../../kernel/common-errors.js';
import { HttpConfig } from '../config/config.js';
import { Guides } from './guides.js';
import { PublicPage } from './public-page.decorator.js';

/** The guides beside Swagger UI. */
@ApiExcludeController()
@Controller({ path: 'docs/guides', version: VERSION_NEUTRAL })
export class GuidePagesController {
  constructor(
    private readonly config: HttpConfig,
    private readonly guides: Guides,
  ) {}

  @PublicPage(':name')
  async show(@Param('name') name: string): Promise<string> {
    const page = this.config.documentsEnabled ? await this.guides.page(name) : null;
    if (page === null) throw new CodedError(NOT_FOUND);
    return page;
  }
}
