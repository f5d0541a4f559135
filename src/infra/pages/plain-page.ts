import { DEFAULT_LANGUAGE, type Language } from '../../kernel/language.js';

/** Light, and dark for those whose device is: text has 4.5:1 at least on its ground, edges of fields 3:1. */
const COLOURS = `:root{color-scheme:light dark;--ground:#f6f6f4;--surface:#ffffff;--ink:#1b1b1b;--line:#767676;--rule:#cccccc;--accent:#1f4fbf;--on-accent:#ffffff;--danger:#a30000}
@media (prefers-color-scheme:dark){:root{--ground:#131316;--surface:#1d1d22;--ink:#ececf0;--line:#8b8b95;--rule:#4a4a52;--accent:#9db8ff;--on-accent:#10162b;--danger:#ff9b93}}`;

/**
 * A small page of its own: no script, works without a front end, readable with a screen reader and on a phone.
 * @param body markup, in which every text has gone through `escapeHtml`
 */
export function plainPage(title: string, body: string, language: Language = DEFAULT_LANGUAGE): string {
  return page(
    title,
    `main{max-width:26rem;margin:10vh auto;padding:2rem;background:var(--surface);border-radius:.75rem}
label{display:block;margin:1rem 0 .25rem}
input{font:inherit;width:100%;box-sizing:border-box;padding:.6rem;border:1px solid var(--line);border-radius:.4rem;background:var(--surface);color:inherit}
input[type=checkbox]{width:1.5rem;height:1.5rem;vertical-align:middle}
button{font:inherit;margin-top:1.25rem;padding:.7rem 1.2rem;border:0;border-radius:.4rem;background:var(--accent);color:var(--on-accent)}
a{color:var(--accent)}
.problem{color:var(--danger)}`,
    body,
    language,
  );
}

/** The same for long texts with headings, code and tables. @param body as of `plainPage` */
export function readingPage(title: string, body: string): string {
  return page(
    title,
    `main{max-width:46rem;margin:0 auto;padding:2rem 1.25rem;background:var(--surface)}
h2{font-size:1.2rem;margin-top:2rem}
a{color:var(--accent)}
code{font-size:.9em;overflow-wrap:anywhere}
pre{overflow-x:auto;padding:.75rem;background:var(--ground);border-radius:.4rem}
pre code{overflow-wrap:normal}
table{display:block;overflow-x:auto;border-collapse:collapse}
th,td{text-align:start;vertical-align:top;padding:.4rem .6rem;border:1px solid var(--rule)}`,
    body,
    DEFAULT_LANGUAGE,
  );
}

function page(title: string, style: string, body: string, language: Language): string {
  const full = title === 'Lyceum' ? title : `${title} – Lyceum`;
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><meta name="color-scheme" content="light dark"><link rel="icon" href="data:,"><title>${escapeHtml(full)}</title>
<style>
${COLOURS}
body{font:1rem/1.5 system-ui,sans-serif;margin:0;background:var(--ground);color:var(--ink)}
h1{font-size:1.4rem;margin-top:0}
${style}
</style></head>
<body><main><h1>${escapeHtml(title)}</h1>${body}</main></body>
</html>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Makes text harmless in markup, quoted attributes included. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
