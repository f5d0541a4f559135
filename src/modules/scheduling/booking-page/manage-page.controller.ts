import { Controller, Get, Header, Headers, Param, Query, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../../../infra/access/access.decorator.js';
import { pageDocument } from './page-document.js';
import { languageOf } from '../../../kernel/accepted-language.js';
import { PAGE_TEXTS } from './page-texts.js';

/**
 * Where the links of those who booked without an account lead. Opening one changes nothing, because mail scanners open
 * links; the document is the same for every link, and its script asks the API for the booking.
 */
@ApiExcludeController()
@Controller({ path: 'manage', version: VERSION_NEUTRAL })
export class ManagePageController {
  @Get(':secret')
  @Public()
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Vary', 'Accept-Language')
  show(
    @Param('secret') secret: string,
    @Query('lang') lang: unknown,
    @Headers('accept-language') accepted: string | undefined,
  ): string {
    const language = languageOf(lang, accepted);
    const { manage } = PAGE_TEXTS[language];
    return pageDocument({ language, title: manage, script: { file: 'manage.js', subject: secret } });
  }
}
