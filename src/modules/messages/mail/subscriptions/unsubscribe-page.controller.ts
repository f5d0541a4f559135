import { Controller, Get, Header, Headers, HttpCode, Param, Post, Query, Res, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { languageOf } from '../../../../kernel/accepted-language.js';
import type { Language } from '../../../../kernel/language.js';
import { Public } from '../../../../infra/access/access.decorator.js';
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
  /** As sentences name it: `the daily summary`. */
  readonly name: Readonly<Record<Language, string>>;
  readonly token: string;
}

/**
 * Where the link of a mail leads that comes by itself. Mail programs send the form at one click (RFC 8058), with whatever
 * else they think of, and read the status alone; a GET changes nothing, because mail scanners open links.
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
    @Query('token') token: unknown,
    @Query('lang') lang: unknown,
    @Headers('accept-language') accepted: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): string {
    const [wish, language] = [this.wishOf(template, token), languageOf(lang, accepted)];
    return wish ? page('getting', wish, language) : deadPage(language, reply);
  }

  @Post(':template')
  @TakesFormOfParts()
  @HttpCode(200)
  @Public()
  @Header('Content-Type', 'text/html; charset=utf-8')
  async change(
    @Param('template') template: string,
    @Query('token') token: unknown,
    @Query('lang') lang: unknown,
    @FormMember('wish') word: unknown,
    @Headers('accept-language') accepted: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const [wish, language] = [this.wishOf(template, token), languageOf(lang, accepted)];
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

/** @param wish whose name and token have been recognised */
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
