import { Controller, Get, Param, Res, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Language } from '../../../kernel/language.js';
import { PageLanguage } from '../../../infra/http/page-language.decorator.js';
import { ReaderPage } from '../../../infra/http/public-page.decorator.js';
import { BookPage } from './book-page.js';

/** Page to book a public event type. */
@ApiExcludeController()
@Controller({ path: 'book', version: VERSION_NEUTRAL })
export class BookPageController {
  constructor(private readonly page: BookPage) {}

  @Get(':slug')
  @ReaderPage()
  show(
    @Param('slug') slug: string,
    @PageLanguage() language: Language,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.page.render(slug, language, reply);
  }
}
