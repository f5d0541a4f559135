import { Body, Controller, Get, Header, HttpCode, Param, Post, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { PageLanguage } from '../../../infra/http/page-language.decorator.js';
import { ReaderPage } from '../../../infra/http/public-page.decorator.js';
import { CodedError } from '../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../kernel/common-errors.js';
import type { Language } from '../../../kernel/language.js';
import { AnswerOfferDto } from './dto/answer-offer.dto.js';
import { acceptedPage, deadLinkPage, offerPage, overPage } from './offer-page.js';
import { WaitlistService } from './waitlist.service.js';

/**
 * Where the links of the waitlist lead. Opening one changes nothing, because mail scanners open links: the form on the
 * page does.
 */
@ApiExcludeController()
@Controller({ path: 'waitlist', version: VERSION_NEUTRAL })
export class OfferPageController {
  constructor(private readonly waitlist: WaitlistService) {}

  @Get(':secret')
  @ReaderPage()
  @Header('Cache-Control', 'no-store')
  show(@Param('secret') token: string, @PageLanguage() language: Language): Promise<string> {
    return this.page(language, async () => offerPage(await this.waitlist.show({ token }), language));
  }

  @Post(':secret')
  @HttpCode(200)
  @ReaderPage()
  @Header('Cache-Control', 'no-store')
  answer(
    @Param('secret') token: string,
    @Body() { answer }: AnswerOfferDto,
    @PageLanguage() language: Language,
  ): Promise<string> {
    return this.page(language, async () => {
      if (answer === 'leave') {
        await this.waitlist.leave({ token });
        return overPage(language);
      }
      try {
        await this.waitlist.accept({ token });
        return acceptedPage(language);
      } catch (error) {
        // Too late, or twice: the page says how things stand.
        if (!(error instanceof CodedError)) throw error;
        return offerPage(await this.waitlist.show({ token }), language);
      }
    });
  }

  private async page(language: Language, content: () => Promise<string>): Promise<string> {
    try {
      return await content();
    } catch (error) {
      if (error instanceof CodedError && error.definition === NOT_FOUND) return deadLinkPage(language);
      throw error;
    }
  }
}
