import { Controller, Get, Header, Param, Req, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Public } from '../../../infra/access/access.decorator.js';
import type { Language } from '../../../kernel/language.js';
import { PageLanguage } from '../../../infra/http/page-language.decorator.js';
import { ReaderPage } from '../../../infra/http/public-page.decorator.js';
import { GuestPagesApi } from '../bookings/guest-pages.api.js';
import { ReplacedLinksApi } from '../bookings/replaced-links.api.js';
import { pageDocument } from './page-document.js';
import { queryOf } from './page-query.js';
import { PAGE_TEXTS } from './page-texts.js';
import { replacedLinkPage } from './replaced-link-page.js';

/**
 * Page of the links of bookers without an account. GET is safe, because mail scanners open links; the document is the
 * same for every link that no newer one has replaced, and its script gets the booking from the API.
 */
@ApiExcludeController()
@Controller({ path: 'manage', version: VERSION_NEUTRAL })
export class ManagePageController {
  constructor(
    private readonly pages: GuestPagesApi,
    private readonly links: ReplacedLinksApi,
  ) {}

  @Get(':secret/calendar.ics')
  @Public()
  @Header('Content-Type', 'text/calendar; charset=utf-8; method=PUBLISH')
  @Header('Content-Disposition', 'attachment; filename="booking.ics"')
  @Header('Cache-Control', 'no-store')
  calendarFile(@Param('secret') secret: string): Promise<string> {
    return this.pages.calendarFile(secret);
  }

  @Get(':secret')
  @ReaderPage()
  @Header('Cache-Control', 'no-store')
  async show(
    @Param('secret') secret: string,
    @PageLanguage() language: Language,
    @Req() request: FastifyRequest,
  ): Promise<string> {
    if (await this.links.isReplaced('guest', secret))
      return replacedLinkPage({ secret, language, query: queryOf(request.url) });
    const { manage } = PAGE_TEXTS[language];
    return pageDocument({ language, title: manage, script: { file: 'manage.js', subject: secret } });
  }
}
