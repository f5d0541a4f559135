import { inkOn, isReadableOn, isVisibleOn } from '../../../kernel/colours.js';
import type { Language } from '../../../kernel/language.js';
import type { Block, Fact, MailBrand, MailDocument, MailFrame, MailLogo } from './document.js';
import { FRAME_TEXTS } from './frame-texts.js';
import { lines, markup, type Markup } from './markup.js';
import { displayName } from './names.js';
import { pageIn } from './page-link.js';

const FONT = markup`-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif`;
const TABLE = markup`cellpadding="0" cellspacing="0" border="0"`;
/** Mail programs that know dark mode use these; the others keep the inline colours. Contrast is above 4.5:1 in both. */
const STYLE = markup`
@media (prefers-color-scheme: dark) {
  .page { background-color: #111827 !important; }
  .card { background-color: #1f2937 !important; color: #f3f4f6 !important; }
  .quiet, .facts th { color: #cbd5e1 !important; }
  .brand, .quiet a { color: #c7d2fe !important; }
  .facts th, .facts td { border-color: #4b5563 !important; }
}
@media (max-width: 480px) {
  .card { padding: 24px 20px !important; }
}`;

/**
 * One column of tables, because Outlook lays out nothing else; styles inline, because some programs drop all others;
 * nothing remote, so that nothing is blocked and nobody is tracked: a logo comes with the mail (`cid:`, RFC 2392).
 */
export function renderHtml(
  { subject, preheader, heading, blocks, reason }: MailDocument,
  { language, unsubscribeUrl, brand, logoSource }: MailFrame,
): string {
  const colours = coloursOf(brand?.color ?? null);
  const stop = unsubscribeUrl
    ? markup` <a href="${pageIn(language, unsubscribeUrl)}" style="color:${colours.link};">${FRAME_TEXTS[language].stop}</a>`
    : markup``;
  return markup`<!doctype html>
<html lang="${language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${subject}</title>
<style>${STYLE}
</style>
</head>
<body class="page" style="margin:0;padding:0;background-color:#f3f4f6;">
<div style="display:none;max-height:0;overflow:hidden;">${preheader}</div>
<table role="presentation" class="page" width="100%" ${TABLE} style="background-color:#f3f4f6;">
<tr><td align="center" style="padding:24px 12px;">
<table role="presentation" width="100%" ${TABLE} style="max-width:600px;font-family:${FONT};">
<tr><td class="brand" style="padding:0 4px 12px;font-size:18px;font-weight:700;color:${colours.link};">${headOf(brand, logoSource)}</td></tr>
<tr><td class="card" style="padding:32px;background-color:#ffffff;border-radius:8px;color:#1f2937;font-size:16px;line-height:1.5;overflow-wrap:anywhere;">
<h1 dir="auto" style="margin:0 0 16px;font-size:22px;line-height:1.3;">${heading}</h1>
${blocks.map((block) => renderBlock(block, language, colours))}</td></tr>
<tr><td class="quiet" style="padding:16px 4px;font-size:13px;line-height:1.5;color:#4b5563;">${reason}${stop}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`.toString();
}

interface MailColours {
  /** Of the button, of the text on it, and of its edge. */
  readonly button: string;
  readonly ink: string;
  readonly edge: string;
  readonly link: string;
}

const OURS = '#3730a3';
/** Page and card; the style sheet has other links for dark ones. */
const GROUNDS = ['#f3f4f6', '#ffffff'];
/** Of the edge of a button that would not stand out. */
const EDGE = '#4b5563';

function coloursOf(color: string | null): MailColours {
  const button = color ?? OURS;
  return {
    button,
    ink: inkOn(button),
    edge: isVisibleOn(button, GROUNDS) ? button : EDGE,
    link: isReadableOn(button, GROUNDS) ? button : OURS,
  };
}

function headOf(brand: MailBrand | undefined, logoSource: string | undefined): Markup {
  if (!brand) return markup`Lyceum`;
  const name = displayName(brand.name);
  return brand.logo && logoSource ? markup`${imageOf(brand.logo, logoSource)}${name}` : markup`${name}`;
}

const LOGO_MOST = { width: 200, height: 56 };

/** The name stands beneath it. Most logos are made for white paper, which a dark page is not. */
function imageOf({ width, height }: MailLogo, source: string): Markup {
  const scale = Math.min(1, LOGO_MOST.width / width, LOGO_MOST.height / height);
  const [shownWidth, shownHeight] = [width, height].map((side) => String(Math.max(1, Math.round(side * scale))));
  return markup`<img src="${source}" alt="" width="${shownWidth ?? ''}" height="${shownHeight ?? ''}" style="display:block;border:0;margin:0 0 8px;padding:4px;background-color:#ffffff;border-radius:6px;">`;
}

function renderBlock(block: Block, language: Language, colours: MailColours): Markup {
  switch (block.kind) {
    case 'paragraph':
      return markup`<p dir="auto" style="margin:0 0 16px;">${lines(block.text)}</p>
`;
    case 'note':
      return markup`<p dir="auto" class="quiet" style="margin:0 0 16px;font-size:14px;color:#4b5563;">${lines(block.text)}</p>
`;
    case 'list':
      return markup`<ul style="margin:0 0 16px;padding:0 0 0 20px;">
${block.items.map(renderItem)}</ul>
`;
    case 'facts':
      return markup`<table class="facts" width="100%" ${TABLE} style="margin:0 0 16px;font-size:16px;line-height:24px;">
${block.rows.map(renderFact)}</table>
`;
    case 'action':
      return markup`<table role="presentation" ${TABLE} style="margin:8px 0 16px;">
<tr><td style="border-radius:6px;border:1px solid ${colours.edge};background-color:${colours.button};"><a href="${block.url}" style="display:inline-block;padding:12px 20px;font-weight:600;color:${colours.ink};text-decoration:none;">${block.label}</a></td></tr>
</table>
<p class="quiet" style="margin:0 0 16px;font-size:14px;color:#4b5563;">${FRAME_TEXTS[language].orOpen} <a href="${block.url}" style="color:${colours.link};">${block.url}</a></p>
`;
  }
}

function renderItem(item: string): Markup {
  return markup`<li dir="auto" style="margin:0 0 8px;">${lines(item)}</li>
`;
}

function renderFact([label, value]: Fact): Markup {
  return markup`<tr><th scope="row" align="left" valign="top" width="26%" style="padding:8px 12px 8px 0;border-top:1px solid #e5e7eb;font-size:14px;font-weight:600;color:#4b5563;overflow-wrap:normal;">${label}</th>
<td dir="auto" valign="top" style="padding:8px 0;border-top:1px solid #e5e7eb;">${lines(value)}</td></tr>
`;
}
