import { Controller, Get, Param, Req, Res, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../../../kernel/language.js';
import { AppConfig } from '../../../infra/config/config.js';
import { PageLanguage } from '../../../infra/http/page-language.decorator.js';
import { ReaderPage } from '../../../infra/http/public-page.decorator.js';
import { PublicProfilesApi } from '../event-types/public-profiles.api.js';
import { queryOf } from './page-query.js';
import { missingProfilePage, profilePage } from './profile-page.js';

/**
 * Public page of a person or an organization. Slugs have no `@`, those of event types neither, so `/book/@ada` is never
 * the page of an event type, whatever slugs are given out later; and the router prefers the literal `@` to `/book/:slug`.
 */
@ApiExcludeController()
@Controller({ path: 'book', version: VERSION_NEUTRAL })
export class ProfilePageController {
  constructor(
    private readonly profiles: PublicProfilesApi,
    private readonly config: AppConfig,
  ) {}

  @Get('@:slug')
  @ReaderPage()
  async show(
    @Param('slug') slug: string,
    @PageLanguage() language: Language,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const profile = await this.profiles.find(slug);
    if (profile) return profilePage(profile, language, queryOf(request.url), this.config.publicUrl);
    reply.status(404);
    return missingProfilePage(language);
  }
}
