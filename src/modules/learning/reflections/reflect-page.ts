import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { escapeHtml } from '../../../infra/pages/plain-page.js';
import { isId } from '../../../kernel/ids.js';
import type { Language } from '../../../kernel/language.js';

const FOLDER = join(import.meta.dirname, 'browser');

/** Where the document of the page by itself has what only the served one has. */
const PLACE = '<!-- lyceum -->';

const QUESTIONS = ['question1', 'question2', 'question3'] as const;

/** What a form sends, or an address fills in. */
export type TypedFields = Readonly<Record<string, string | undefined>>;

export interface ReflectPageContent {
  readonly language: Language;
  readonly offering: string;
  readonly fields: TypedFields;
  /** Key of a text. */
  readonly notice?: string;
  /** Version of what a further submission replaces. */
  readonly replaces?: number;
}

/**
 * The page where students reflect. Its folder is a page by itself; served, it says what it is for, and has a form that works
 * without a script.
 */
@Injectable()
export class ReflectPage {
  private readonly document = readFileSync(join(FOLDER, 'index.html'), 'utf8').replaceAll('"./', '"/reflect/assets/');
  private readonly texts = JSON.parse(readFileSync(join(FOLDER, 'texts.json'), 'utf8')) as Readonly<
    Record<Language, Readonly<Record<string, string>>>
  >;

  render({ language, offering, fields, notice, replaces }: ReflectPageContent): string {
    const say = (key: string) => this.texts[language][key] ?? '';
    const attribute = isId(offering) ? ` data-offering="${offering}"` : ' data-offering=""';
    let page = this.document
      .replace('<html lang="en">', `<html lang="${language}">`)
      .replace('<body>', `<body${attribute}>`)
      .replace('method="post"', `method="post" action="?lang=${language}"`)
      .replace(/(data-translate="(\w+)"[^>]*>)[^<]*/g, (_all, tag: string, key: string) => tag + escapeHtml(say(key)))
      .replace(
        /aria-label="[^"]*" data-translate-label="(\w+)"/g,
        (_all, key: string) => `aria-label="${escapeHtml(say(key))}" data-translate-label="${key}"`,
      )
      .replace(`data-language="${language}"`, `data-language="${language}" aria-current="true"`)
      .replace('role="status"></div>', () => `role="status">${escapeHtml(notice ? say(notice) : '')}</div>`)
      .replace(PLACE, () => this.signIn(say, fields, replaces));
    for (const question of QUESTIONS)
      page = page.replace(
        new RegExp(`(<textarea id="${question}"[^>]*>)`),
        (tag) => tag + escapeHtml(fields[question] ?? ''),
      );
    return page;
  }

  /** What a script takes away or replaces. */
  private signIn(say: (key: string) => string, fields: TypedFields, replaces?: number): string {
    const value = (name: string) => escapeHtml(fields[name] ?? '');
    const text = (key: string) => `<span data-translate="${key}">${escapeHtml(say(key))}</span>`;
    return `<div id="anonymity"><label><input type="checkbox" name="anonymous" value="true"${fields['anonymous'] ? ' checked' : ''}> ${text('anonymous')}</label>
<p data-translate="anonymousHint">${escapeHtml(say('anonymousHint'))}</p></div>
<fieldset id="sign-in"><legend data-translate="signIn">${escapeHtml(say('signIn'))}</legend>
<p data-translate="signInHint">${escapeHtml(say('signInHint'))}</p>
<label for="identifier" data-translate="identifier">${escapeHtml(say('identifier'))}</label>
<input id="identifier" name="identifier" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="254" value="${value('identifier')}">
<label for="password" data-translate="password">${escapeHtml(say('password'))}</label>
<input id="password" name="password" type="password" autocomplete="current-password" maxlength="128">
<label for="week" data-translate="weekField">${escapeHtml(say('weekField'))}</label>
<input id="week" name="week" type="number" min="1" max="60" value="${value('week')}">
${replaces === undefined ? '' : `<input type="hidden" name="replaces" value="${replaces}">`}</fieldset>`;
  }
}
