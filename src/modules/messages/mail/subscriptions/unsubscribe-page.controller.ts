import { Controller, Get, HttpCode, Param, Post, Query, Res, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Language } from '../../../../kernel/language.js';
import { PageLanguage } from '../../../../infra/http/page-language.decorator.js';
import { ReaderPage } from '../../../../infra/http/public-page.decorator.js';
import { isLinkSecret } from '../../../../infra/access/link-secret.js';
import { FormMember } from '../../../../infra/http/form-member.decorator.js';
import { TakesFormOfParts } from '../../../../infra/http/json-only.js';
import { plainPage } from '../../../../infra/pages/plain-page.js';
import { findMailTemplate } from '../mail.templates.js';
import { EmailSubscriptions } from './email-subscriptions.service.js';
import { UNSUBSCRIBE_PAGE_TEXTS } from './unsubscribe-page-texts.js';
import { UnsubscribeLinks } from './unsubscribe-links.js';

interface Wish {
  readonly userId: string;
  readonly template: string;
  /** Within a sentence: `the daily summary`. */
  readonly name: Readonly<Record<Language, string>>;
  readonly token: string;
}

/**
 * Page of unsubscribe links. Mail programs POST at one click (RFC 8058), with arbitrary bodies, and read only the
 * status. GET is safe, because mail scanners open links.
 */
@ApiExcludeController()
@Controller({ path: 'account/unsubscribe', version: VERSION_NEUTRAL })
export class UnsubscribePageController {
  constructor(
    private readonly links: UnsubscribeLinks,
    private readonly subscriptions: EmailSubscriptions,
  ) {}

  @Get(':template')
  @ReaderPage()
  show(
    @Param('template') template: string,
    @Query('token') token: unknown,
    @PageLanguage() language: Language,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): string {
    const wish = this.wishOf(template, token);
    return wish ? page('getting', wish, language) : deadPage(language, reply);
  }

  @Post(':template')
  @TakesFormOfParts()
  @HttpCode(200)
  @ReaderPage()
  async change(
    @Param('template') template: string,
    @Query('token') token: unknown,
    @FormMember('wish') word: unknown,
    @PageLanguage() language: Language,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const wish = this.wishOf(template, token);
    if (!wish) return deadPage(language, reply);
    const becomes = word === 'resume' ? 'resumed' : 'stopped';
    if (becomes === 'resumed') await this.subscriptions.resume(wish.userId, wish.template);
    else await this.subscriptions.stop(wish.userId, wish.template);
    return page(becomes, wish, language);
  }

  private wishOf(template: string, token: unknown): Wish | null {
    const name = findMailTemplate(template)?.subscription;
    if (!name || !isLinkSecret(token)) return null;
    const userId = this.links.userOf(token, template);
    return userId ? { userId, template, name, token } : null;
  }
}

function deadPage(language: Language, reply: FastifyReply): string {
  const { dead, deadHelp } = UNSUBSCRIBE_PAGE_TEXTS[language];
  reply.status(404);
  return plainPage(dead, `<p>${deadHelp}</p>`, language);
}

/** @param wish with verified name and token */
function page(state: 'getting' | 'resumed' | 'stopped', wish: Wish, language: Language): string {
  const texts = UNSUBSCRIBE_PAGE_TEXTS[language];
  const { template, token, name } = wish;
  const other = state === 'stopped' ? 'resume' : 'stop';
  return plainPage(
    state === 'getting' ? texts.title : texts.done,
    `<p>${texts[state](name[language])}</p><form method="post" action="/account/unsubscribe/${template}?token=${token}&amp;lang=${language}"><input type="hidden" name="wish" value="${other}"><button>${texts[other]}</button></form>`,
    language,
  );
}
