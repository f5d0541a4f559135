import { Controller, Header, Param, Post, Redirect, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../../../infra/access/access.decorator.js';
import { PageLanguage } from '../../../infra/http/page-language.decorator.js';
import { Charged } from '../../../infra/quotas/charges.guard.js';
import type { Language } from '../../../kernel/language.js';
import { ReplacedLinksApi } from '../bookings/replaced-links.api.js';
import { GuestLinkCharges, HostLinkCharges } from './replaced-link-charges.js';
import { afterSending } from './replaced-link-page.js';

/** Forms of the pages behind links that newer ones have replaced. The answer is the same whatever comes of it. */
@ApiExcludeController()
@Controller({ version: VERSION_NEUTRAL })
export class ReplacedLinkController {
  constructor(private readonly links: ReplacedLinksApi) {}

  @Post('manage/:secret/link')
  @Public()
  @Charged(GuestLinkCharges)
  @Header('Cache-Control', 'no-store')
  @Redirect()
  async sendToGuest(@Param('secret') secret: string, @PageLanguage() language: Language) {
    await this.links.sendValid('guest', secret);
    return afterSending(secret, language);
  }

  @Post('hosted/:secret/link')
  @Public()
  @Charged(HostLinkCharges)
  @Header('Cache-Control', 'no-store')
  @Redirect()
  async sendToHost(@Param('secret') secret: string, @PageLanguage() language: Language) {
    await this.links.sendValid('host', secret);
    return afterSending(secret, language);
  }
}
