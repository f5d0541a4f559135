import { Controller, Get, Param, Req, Res, UseGuards, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../../../kernel/language.js';
import { PageLanguage } from '../../../infra/http/page-language.decorator.js';
import { ReaderPage } from '../../../infra/http/public-page.decorator.js';
import { queryOf } from './page-query.js';
import { FramingGuard } from './framing.guard.js';
import { BookPage } from './book-page.js';

/** Page to book a public event type. */
@ApiExcludeController()
@Controller({ path: 'book', version: VERSION_NEUTRAL })
@UseGuards(FramingGuard)
export class BookPageController {
  constructor(private readonly page: BookPage) {}

  @Get(':slug')
  @ReaderPage()
  show(
    @Param('slug') slug: string,
    @PageLanguage() language: Language,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.page.render(slug, language, queryOf(request.url), reply);
  }
}
