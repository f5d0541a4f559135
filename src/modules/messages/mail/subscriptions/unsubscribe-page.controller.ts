import { Body, Controller, Get, Header, Headers, HttpCode, Param, Post, Query, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { languageOf } from '../../../../kernel/accepted-language.js';
import type { Language } from '../../../../kernel/language.js';
import { Public } from '../../../../infra/access/access.decorator.js';
import { isLinkSecret } from '../../../../infra/access/link-secret.js';
import { TakesFormOfParts } from '../../../../infra/http/json-only.js';
import { plainPage } from '../../../../infra/pages/plain-page.js';
import { findMailTemplate } from '../mail.templates.js';
import { EmailSubscriptions } from './email-subscriptions.service.js';
import { UnsubscribeDto, UnsubscribeQueryDto } from './unsubscribe.dto.js';
import { UNSUBSCRIBE_PAGE_TEXTS } from './unsubscribe-page-texts.js';
import { UnsubscribeLinks } from './unsubscribe-links.js';

interface Wish {
  readonly userId: string;
  readonly template: string;
  /** As sentences name it: `the daily summary`. */
  readonly name: Readonly<Record<Language, string>>;
  readonly token: string;
}

/**
 * Where the link of a mail leads that comes by itself. Mail programs send the form at one click (RFC 8058); a GET changes
 * nothing, because mail scanners open links.
 */
@ApiExcludeController()
@Controller({ path: 'account/unsubscribe', version: VERSION_NEUTRAL })
export class UnsubscribePageController {
  constructor(
    private readonly links: UnsubscribeLinks,
    private readonly subscriptions: EmailSubscriptions,
  ) {}

  @Get(':template')
  @Public()
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Vary', 'Accept-Language')
  show(
    @Param('template') template: string,
    @Query() { token, lang }: UnsubscribeQueryDto,
    @Headers('accept-language') accepted: string | undefined,
  ): string {
    return page('getting', this.wishOf(template, token), languageOf(lang, accepted));
  }

  @Post(':template')
  @TakesFormOfParts()
  @HttpCode(200)
  @Public()
  @Header('Content-Type', 'text/html; charset=utf-8')
  async change(
    @Param('template') template: string,
    @Query() { token, lang }: UnsubscribeQueryDto,
    @Headers('accept-language') accepted: string | undefined,
    @Body() { wish: word }: UnsubscribeDto,
  ): Promise<string> {
    const wish = this.wishOf(template, token);
    const becomes = word === 'resume' ? 'resumed' : 'stopped';
    if (wish && becomes === 'resumed') await this.subscriptions.resume(wish.userId, wish.template);
    else if (wish) await this.subscriptions.stop(wish.userId, wish.template);
    return page(becomes, wish, languageOf(lang, accepted));
  }

  private wishOf(template: string, token: string | undefined): Wish | null {
    const name = findMailTemplate(template)?.subscription;
    const userId = name && isLinkSecret(token) ? this.links.userOf(token, template) : null;
    return name && userId && token ? { userId, template, name, token } : null;
  }
}

/** Name and token of the wish have been recognised. @param wish null for a link that was made up */
function page(state: 'getting' | 'resumed' | 'stopped', wish: Wish | null, language: Language): string {
  const texts = UNSUBSCRIBE_PAGE_TEXTS[language];
  if (!wish) return plainPage(texts.dead, `<p>${texts.deadHelp}</p>`, language);
  const { template, token, name } = wish;
  const other = state === 'stopped' ? 'resume' : 'stop';
  return plainPage(
    state === 'getting' ? texts.title : texts.done,
    `<p>${texts[state](name[language])}</p><form method="post" action="/account/unsubscribe/${template}?token=${token}&amp;lang=${language}"><input type="hidden" name="wish" value="${other}"><button>${texts[other]}</button></form>`,
    language,
  );
}
