import { escapeHtml } from '../../../infra/pages/plain-page.js';
import { LANGUAGE_NAMES, LANGUAGES, LOCALES, type Language } from '../../../kernel/language.js';
import { colourMarkup, logoMarkup, portraitMarkup, type Presented, sharedPicture } from './page-brand.js';
import { PAGE_FILES_PREFIX } from './page-files.js';
import { inLanguage } from './page-query.js';
import { PAGE_TEXTS } from './page-texts.js';

export interface PageContent extends Presented {
  readonly language: Language;
  readonly title: string;
  /** Markup above the title. */
  readonly picture?: string;
  readonly description?: string | null;
  /** What links to it say in place of a description. */
  readonly summary?: string;
  /** Of its address, which the links to other languages keep. */
  readonly query?: string;
  /** Where it is, for what shows links to it. */
  readonly url?: string;
  /** Whether search engines may index it. */
  readonly isPublic?: boolean;
  /** Script of `browser/`, and its subject (slug or secret). */
  readonly script?: { readonly file: 'book.js' | 'manage.js'; readonly subject: string; readonly plainUrl?: string };
  /** Plain text, for pages without a script. */
  readonly message?: string;
  /** Where browsers go on to after a while, long enough to read the page. */
  readonly goesOnTo?: string;
  /** Markup in which every text has gone through `escapeHtml`, for pages without a script. */
  readonly body?: string;
}

/** Before a page without a script goes on: nothing on it can stop that. */
const PAUSE_SECONDS = 10;

/**
 * HTML document of a page. Scripts get their data from the public API. No inline scripts or styles (content security
 * policy).
 */
export function pageDocument({
  language,
  title,
  brand,
  person,
  picture = pictureMarkup({ brand, person }),
  description,
  summary,
  isPublic,
  script,
  message,
  goesOnTo,
  body,
  query = '',
  url,
}: PageContent): string {
  const content = script
    ? `<div id="steps" data-subject="${escapeHtml(script.subject)}"></div>
<noscript><p class="notice">${withoutScript(language, script.plainUrl)}</p></noscript>`
    : (body ?? `<p>${message ?? ''}</p>`);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${isPublic ? '' : '<meta name="robots" content="noindex">'}
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)} – Lyceum</title>
<link rel="icon" type="image/svg+xml" href="${PAGE_FILES_PREFIX}icon.svg">
${url ? openGraph({ language, title, description: description ?? summary, brand, person, url }) : ''}
<link rel="stylesheet" href="${PAGE_FILES_PREFIX}page.css">
${colourMarkup(brand)}
${script?.plainUrl ? `<noscript><meta http-equiv="refresh" content="0; url=${escapeHtml(script.plainUrl)}"></noscript>` : ''}
${goesOnTo ? `<meta http-equiv="refresh" content="${PAUSE_SECONDS}; url=${escapeHtml(goesOnTo)}">` : ''}
${script ? `<script type="module" src="${PAGE_FILES_PREFIX}${script.file}"></script>` : ''}
</head>
<body>
<header>${languageSwitch(language, query)}</header>
<main>
${picture}<h1>${escapeHtml(title)}</h1>
${description ? `<p class="description">${escapeHtml(description)}</p>` : ''}
${content}
</main>
</body>
</html>`;
}

function pictureMarkup({ brand, person }: Presented): string {
  if (brand?.logo) return logoMarkup(brand.logo, brand.name);
  return person?.picture ? portraitMarkup(person.picture, person.name) : '';
}

/** What messengers and networks show of a link to the page (ogp.me). */
function openGraph({ language, title, description, brand, person, url = '' }: PageContent): string {
  const properties: (readonly [string, string | null | undefined])[] = [
    ['og:type', 'website'],
    ['og:site_name', brand?.name ?? 'Lyceum'],
    ['og:title', title],
    ['og:description', description],
    ['og:url', url],
    ['og:locale', LOCALES[language].replace('-', '_')],
    ...sharedPicture({ brand, person }, url),
  ];
  const tags = properties.flatMap(([property, content]) =>
    content ? [`<meta property="${property}" content="${escapeHtml(content)}">`] : [],
  );
  return [...tags, `<link rel="canonical" href="${escapeHtml(url)}">`].join('\n');
}

function withoutScript(language: Language, plainUrl: string | undefined): string {
  const texts = PAGE_TEXTS[language];
  return plainUrl ? `<a href="${escapeHtml(plainUrl)}">${texts.withoutScript}</a>` : texts.needsScript;
}

function languageSwitch(current: Language, query: string): string {
  const links = LANGUAGES.map((language) =>
    language === current
      ? `<li><span lang="${language}" aria-current="true">${LANGUAGE_NAMES[language]}</span></li>`
      : `<li><a href="${escapeHtml(inLanguage(query, language))}" lang="${language}" hreflang="${language}">${LANGUAGE_NAMES[language]}</a></li>`,
  );
  return `<nav aria-label="${PAGE_TEXTS[current].language}"><ul>${links.join('')}</ul></nav>`;
}
