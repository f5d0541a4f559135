import { Controller, Get, Param, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Language } from '../../../kernel/language.js';
import { PageLanguage } from '../../../infra/http/page-language.decorator.js';
import { ReaderPage } from '../../../infra/http/public-page.decorator.js';
import { pageDocument } from './page-document.js';
import { PAGE_TEXTS } from './page-texts.js';

/**
 * Page of the links of bookers without an account. GET is safe, because mail scanners open links; the document is the
 * same for every link, and its script gets the booking from the API.
 */
@ApiExcludeController()
@Controller({ path: 'manage', version: VERSION_NEUTRAL })
export class ManagePageController {
  @Get(':secret')
  @ReaderPage()
  show(@Param('secret') secret: string, @PageLanguage() language: Language): string {
    const { manage } = PAGE_TEXTS[language];
    return pageDocument({ language, title: manage, script: { file: 'manage.js', subject: secret } });
  }
}
