import type { Language } from '../../../kernel/language.js';
import type { Block, Fact, MailDocument } from './document.js';
import { FRAME_TEXTS } from './frame-texts.js';
import { lines, markup, type Markup } from './markup.js';
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
 * nothing remote, so that nothing is blocked and nobody is tracked.
 */
export function renderHtml(
  { subject, preheader, heading, blocks, reason }: MailDocument,
  language: Language,
  unsubscribeUrl?: string,
): string {
  const stop = unsubscribeUrl
    ? markup` <a href="${pageIn(language, unsubscribeUrl)}" style="color:#3730a3;">${FRAME_TEXTS[language].stop}</a>`
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
<tr><td class="brand" style="padding:0 4px 12px;font-size:18px;font-weight:700;color:#3730a3;">Lyceum</td></tr>
<tr><td class="card" style="padding:32px;background-color:#ffffff;border-radius:8px;color:#1f2937;font-size:16px;line-height:1.5;overflow-wrap:anywhere;">
<h1 dir="auto" style="margin:0 0 16px;font-size:22px;line-height:1.3;">${heading}</h1>
${blocks.map((block) => renderBlock(block, language))}</td></tr>
<tr><td class="quiet" style="padding:16px 4px;font-size:13px;line-height:1.5;color:#4b5563;">${reason}${stop}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`.toString();
}

function renderBlock(block: Block, language: Language): Markup {
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
<tr><td style="border-radius:6px;background-color:#3730a3;"><a href="${block.url}" style="display:inline-block;padding:12px 20px;font-weight:600;color:#ffffff;text-decoration:none;">${block.label}</a></td></tr>
</table>
<p class="quiet" style="margin:0 0 16px;font-size:14px;color:#4b5563;">${FRAME_TEXTS[language].orOpen} <a href="${block.url}" style="color:#3730a3;">${block.url}</a></p>
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
