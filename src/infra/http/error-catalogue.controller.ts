import { Controller, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { errorCatalogue } from '../../kernel/coded-error.js';
import { escapeHtml, readingPage } from '../pages/plain-page.js';
import { STATUS_OF_KIND } from './status-of-kind.js';
import { PublicPage } from './public-page.decorator.js';

/** The page to which the `type` of every problem document links. */
@ApiExcludeController()
@Controller({ path: 'docs/errors', version: VERSION_NEUTRAL })
export class ErrorCataloguePage {
  @PublicPage()
  page(): string {
    const entries = errorCatalogue().map(
      ({ code, kind, title, description }) =>
        `<section id="${code}"><h2><code>${code}</code> <small>${STATUS_OF_KIND[kind]}</small></h2><p>${escapeHtml(title)}</p><p>${withCode(description)}</p></section>`,
    );
    return readingPage('Errors', entries.join(''));
  }
}

/** Descriptions stand in Markdown as well (`docs/errors.md`), and have code in them. */
function withCode(description: string): string {
  return escapeHtml(description).replace(/`([^`]+)`/g, '<code>$1</code>');
}
