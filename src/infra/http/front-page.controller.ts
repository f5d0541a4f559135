import { Controller, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { HttpConfig } from '../config/config.js';
import { readingPage } from '../pages/plain-page.js';
import { Guides } from './guides.js';
import { PublicPage } from './public-page.decorator.js';

/** What somebody sees who opens the address of an installation: what this is, and where to go. */
@ApiExcludeController()
@Controller({ path: '/', version: VERSION_NEUTRAL })
export class FrontPageController {
  constructor(
    private readonly config: HttpConfig,
    private readonly guides: Guides,
  ) {}

  @PublicPage()
  async show(): Promise<string> {
    const about =
      '<p>An open, self-hosted backend for places that teach and advise: scheduling, calendars, booking pages, ' +
      'live coding sessions, courses, notifications and webhooks behind one API.</p><p><a href="/app">The dashboard</a>, for those who are booked, and ' +
      '<a href="/app/sign-up">an account</a>, for those who want to be.</p>';
    if (!this.config.documentsEnabled) return readingPage('Lyceum', about);
    const guides = (await this.guides.links()).map((link) => `<li>${link}</li>`);
    return readingPage(
      'Lyceum',
      `${about}<h2>For those who build on it</h2><ul>
<li><a href="/docs">Swagger UI</a>: every operation, to try out with a token or a key of yours</li>
<li><a href="/docs/reference">The reference</a>: the same to read, to search, and to link to</li>
<li><a href="/openapi.json">The OpenAPI document</a>, for generators of clients</li>
<li><a href="/docs/errors">Errors</a>: every code that an answer can have</li></ul>
<h2>Guides</h2><ul>${guides.join('')}</ul>`,
    );
  }
}
