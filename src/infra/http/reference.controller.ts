import { Controller, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CodedError } from '../../kernel/coded-error.js';
import { NOT_FOUND } from '../../kernel/common-errors.js';
import { HttpConfig } from '../config/config.js';
import { Guides } from './guides.js';
import { PublicPage } from './public-page.decorator.js';

/** The colours are those of Redoc, darkened for sufficient contrast (WCAG). */
const STYLE = `
body{margin:0}
nav{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;padding:.75rem 1.5rem;font:1rem/1.5 system-ui,sans-serif;background:#f6f6f4}
nav a{color:#1f4fbf}
html.dark nav{background:#22242b}
html.dark nav a{color:#b9ccff}
html.light{--color-blue-6:#1a62cc;--color-blue-7:#2a5fc4;--color-warm-grey-5:#6b6c78}
html.light :is(.tag-get,.tag-query){--tag-color:#12703c}
html.light .tag-post{--tag-color:#1450d8}
html.light :is(.tag-put,.tag-patch){--tag-color:#8a5a00}
html.light .tag-delete{--tag-color:#c40038}
`;

/** The API reference (Redoc), with search and a link per operation. `tools/reference.mjs` builds its script. */
@ApiExcludeController()
@Controller({ path: 'docs/reference', version: VERSION_NEUTRAL })
export class ReferenceController {
  constructor(
    private readonly config: HttpConfig,
    private readonly guides: Guides,
  ) {}

  @PublicPage()
  async show(): Promise<string> {
    if (!this.config.documentsEnabled) throw new CodedError(NOT_FOUND);
    const guides = (await this.guides.links()).join('');
    const links = `<a href="/">Lyceum</a><a href="/docs">Swagger UI</a>${guides}<a href="/docs/errors">Errors</a>`;
    return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><meta name="robots" content="noindex"><title>API reference – Lyceum</title>
<style>${STYLE}</style></head>
<body><nav aria-label="Lyceum">${links}</nav>
<div id="reference"></div><script type="module" src="/docs/reference/redoc.js"></script></body>
</html>`;
  }
}
