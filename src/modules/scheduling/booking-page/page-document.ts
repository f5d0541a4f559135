import { join } from 'node:path';
import { escapeHtml } from '../../../infra/pages/plain-page.js';
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '../../../kernel/language.js';
import { PAGE_TEXTS } from './page-texts.js';

/** Folder of browser scripts and styles. */
export const PAGE_FILES = join(import.meta.dirname, 'browser');

/** URL prefix of these files. */
export const PAGE_FILES_PREFIX = '/book/assets/';

export interface PageContent {
  readonly language: Language;
  readonly title: string;
  readonly description?: string | null;
  /** Whether search engines may index it. */
  readonly isPublic?: boolean;
  /** Script of `browser/`, and its subject (slug or secret). */
  readonly script?: { readonly file: 'book.js' | 'manage.js'; readonly subject: string };
  /** Plain text, for pages without a script. */
  readonly message?: string;
  /** Markup in which every text has gone through `escapeHtml`, for pages without a script. */
  readonly body?: string;
}

/**
 * HTML document of a page. Scripts get their data from the public API. No inline scripts or styles (content security
 * policy).
 */
export function pageDocument({ language, title, description, isPublic, script, message, body }: PageContent): string {
  const content = script
    ? `<div id="steps" data-subject="${escapeHtml(script.subject)}"></div>
<noscript><p class="notice">${PAGE_TEXTS[language].needsScript}</p></noscript>`
    : (body ?? `<p>${message ?? ''}</p>`);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${isPublic ? '' : '<meta name="robots" content="noindex">'}
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)} – Lyceum</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${PAGE_FILES_PREFIX}page.css">
${script ? `<script type="module" src="${PAGE_FILES_PREFIX}${script.file}"></script>` : ''}
</head>
<body>
<header>${languageSwitch(language)}</header>
<main>
<h1>${escapeHtml(title)}</h1>
${description ? `<p class="description">${escapeHtml(description)}</p>` : ''}
${content}
</main>
</body>
</html>`;
}

function languageSwitch(current: Language): string {
  const links = LANGUAGES.map((language) =>
    language === current
      ? `<li><span lang="${language}" aria-current="true">${LANGUAGE_NAMES[language]}</span></li>`
      : `<li><a href="?lang=${language}" lang="${language}" hreflang="${language}">${LANGUAGE_NAMES[language]}</a></li>`,
  );
  return `<nav aria-label="${PAGE_TEXTS[current].language}"><ul>${links.join('')}</ul></nav>`;
}
