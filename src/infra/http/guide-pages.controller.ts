import { Controller, Get, Header, Param, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CodedError } from '../../kernel/coded-error.js';
import { NOT_FOUND } from '../../kernel/common-errors.js';
import { Public } from '../access/access.decorator.js';
import { HttpConfig } from '../config/config.js';
import { Guides } from './guides.js';

/** The guides beside Swagger UI. */
@ApiExcludeController()
@Controller({ path: 'docs/guides', version: VERSION_NEUTRAL })
export class GuidePagesController {
  constructor(
    private readonly config: HttpConfig,
    private readonly guides: Guides,
  ) {}

  @Get(':name')
  @Public()
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=300')
  async show(@Param('name') name: string): Promise<string> {
    const page = this.config.documentsEnabled ? await this.guides.page(name) : null;
    if (page === null) throw new CodedError(NOT_FOUND);
    return page;
  }
}
