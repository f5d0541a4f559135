import { Controller, Get, Header, Headers, Param, Query, Res, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../../../infra/access/access.decorator.js';
import { BookPage } from './book-page.js';
import { languageOf } from '../../../kernel/accepted-language.js';

/** Where everybody books an event type that is public. */
@ApiExcludeController()
@Controller({ path: 'book', version: VERSION_NEUTRAL })
export class BookPageController {
  constructor(private readonly page: BookPage) {}

  // Parameters are taken by name, so that those which newsletters add to links do no harm.
  @Get(':slug')
  @Public()
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Vary', 'Accept-Language')
  show(
    @Param('slug') slug: string,
    @Query('lang') lang: unknown,
    @Headers('accept-language') accepted: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.page.render(slug, languageOf(lang, accepted), reply);
  }
}
