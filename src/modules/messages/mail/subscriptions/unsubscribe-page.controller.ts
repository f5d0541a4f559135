import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../../../../infra/access/access.decorator.js';
import { isLinkSecret } from '../../../../infra/access/link-secret.js';
import { TakesFormOfParts } from '../../../../infra/http/json-only.js';
import { plainPage } from '../../../../infra/pages/plain-page.js';
import { findMailTemplate } from '../mail.templates.js';
import { EmailSubscriptions } from './email-subscriptions.service.js';
import { UnsubscribeDto, UnsubscribeQueryDto } from './unsubscribe.dto.js';
import { UnsubscribeLinks } from './unsubscribe-links.js';

interface Wish {
  readonly userId: string;
  readonly template: string;
  /** As sentences name it: `the daily summary`. */
  readonly name: string;
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
  show(@Param('template') template: string, @Query() { token }: UnsubscribeQueryDto): string {
    const wish = this.wishOf(template, token);
    return wish ? page('Stop e-mails', `You get ${wish.name} by e-mail.`, wish, 'stop', 'Stop these e-mails') : dead();
  }

  @Post(':template')
  @TakesFormOfParts()
  @HttpCode(200)
  @Public()
  @Header('Content-Type', 'text/html; charset=utf-8')
  async change(
    @Param('template') template: string,
    @Query() { token }: UnsubscribeQueryDto,
    @Body() { wish: word }: UnsubscribeDto,
  ): Promise<string> {
    const wish = this.wishOf(template, token);
    if (!wish) return dead();
    if (word === 'resume') {
      await this.subscriptions.resume(wish.userId, wish.template);
      return page('Done', `You get ${wish.name} by e-mail again.`, wish, 'stop', 'Stop these e-mails');
    }
    await this.subscriptions.stop(wish.userId, wish.template);
    return page('Done', `You do not get ${wish.name} by e-mail any more.`, wish, 'resume', 'Send them again');
  }

  private wishOf(template: string, token: string | undefined): Wish | null {
    const name = findMailTemplate(template)?.subscription;
    const userId = name && isLinkSecret(token) ? this.links.userOf(token, template) : null;
    return name && userId && token ? { userId, template, name, token } : null;
  }
}

const dead = () => plainPage('The link does not work', '<p>It is not complete. Open it from the e-mail.</p>');

/** @param sentence is text of ours, without markup; name and token of the wish have been recognised */
function page(title: string, sentence: string, { template, token }: Wish, wish: string, label: string): string {
  return plainPage(
    title,
    `<p>${sentence}</p><form method="post" action="/account/unsubscribe/${template}?token=${token}"><input type="hidden" name="wish" value="${wish}"><button>${label}</button></form>`,
  );
}
