import { readdir, readFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { Marked, type Tokens } from 'marked';
import { ROOT } from '../config/version.js';
import { escapeHtml, readingPage } from '../pages/plain-page.js';

/** Where guides are shown; the catalogue of errors has a page of its own. */
const GUIDES_AT = '/docs/guides/';
const ERRORS_AT = '/docs/errors';

/** Guides for those who use the API have names in small letters; what is for those who build Lyceum has others. */
const FILE = /^([a-z-]+)\.md$/;
const LINK = /^([a-z-]+)\.md(#.*)?$/;

/** The guides of `docs/`, made into pages when they are first asked for. */
@Injectable()
export class Guides {
  private guides: Promise<ReadonlyMap<string, string>> | undefined;

  /** Links to all of them, in the order of their titles. */
  async links(): Promise<string[]> {
    const guides = [...(await this.read())].map(([name, text]) => ({ name, title: titleOf(text) }));
    return guides
      .sort((a, b) => (a.title < b.title ? -1 : 1))
      .map(({ name, title }) => `<a href="${GUIDES_AT}${name}">${escapeHtml(title)}</a>`);
  }

  /** @returns the page; null when there is no such guide */
  async page(name: string): Promise<string | null> {
    const text = (await this.read()).get(name);
    return text === undefined ? null : readingPage(titleOf(text), toMarkup(text));
  }

  private read(): Promise<ReadonlyMap<string, string>> {
    if (!this.guides) {
      this.guides = readGuides();
      // What failed is tried again the next time.
      this.guides.catch(() => (this.guides = undefined));
    }
    return this.guides;
  }
}

async function readGuides(): Promise<Map<string, string>> {
  const folder = new URL('docs/', ROOT);
  const guides = new Map<string, string>();
  for (const file of await readdir(folder)) {
    const name = FILE.exec(file)?.[1];
    if (name !== undefined && name !== 'errors') guides.set(name, await readFile(new URL(file, folder), 'utf8'));
  }
  return guides;
}

const titleOf = (text: string) => /^# (.*)$/m.exec(text)?.[1] ?? 'Guide';

const markdown = new Marked({
  renderer: {
    heading({ tokens, depth, text }: Tokens.Heading): string {
      return `<h${depth} id="${anchorOf(text)}">${this.parser.parseInline(tokens)}</h${depth}>`;
    },
    // What is not served is named, without a link that would lead nowhere.
    link({ href, tokens }: Tokens.Link): string {
      const text = this.parser.parseInline(tokens);
      const address = addressOf(href);
      return address === null ? text : `<a href="${escapeHtml(address)}">${text}</a>`;
    },
  },
});

/** What is wider than a phone can be scrolled with keys as well. */
function toMarkup(text: string): string {
  const markup = markdown.parse(text.replace(/^# .*$/m, ''), { async: false });
  return markup.replace(/<(pre|table)>/g, '<$1 tabindex="0">');
}

function addressOf(href: string): string | null {
  if (/^(?:https?:|#)/.test(href)) return href;
  const [, name, anchor = ''] = LINK.exec(href) ?? [];
  if (name === undefined) return null;
  return name === 'errors' ? `${ERRORS_AT}${anchor}` : `${GUIDES_AT}${name}${anchor}`;
}

/** As GitHub makes them, so that links of the documents lead to the same places here. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}
