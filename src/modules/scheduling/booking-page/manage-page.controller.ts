import { Controller, Get, Header, Param, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../../../infra/access/access.decorator.js';
import type { Language } from '../../../kernel/language.js';
import { PageLanguage } from '../../../infra/http/page-language.decorator.js';
import { ReaderPage } from '../../../infra/http/public-page.decorator.js';
import { GuestPagesApi } from '../bookings/guest-pages.api.js';
import { pageDocument } from './page-document.js';
import { PAGE_TEXTS } from './page-texts.js';

/**
 * Page of the links of bookers without an account. GET is safe, because mail scanners open links; the document is the
 * same for every link, and its script gets the booking from the API.
 */
@ApiExcludeController()
@Controller({ path: 'manage', version: VERSION_NEUTRAL })
export class ManagePageController {
  constructor(private readonly pages: GuestPagesApi) {}

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
  show(@Param('secret') secret: string, @PageLanguage() language: Language): string {
    const { manage } = PAGE_TEXTS[language];
    return pageDocument({ language, title: manage, script: { file: 'manage.js', subject: secret } });
  }
}
