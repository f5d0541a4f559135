import { Controller, Get, Header, HttpCode, Param, Post, Req, Res, UseGuards, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../../infra/access/actor.js';
import { OwnFormsGuard } from '../../../infra/http/own-pages.guard.js';
import { PageLanguage } from '../../../infra/http/page-language.decorator.js';
import { ReaderPage } from '../../../infra/http/public-page.decorator.js';
import { RateLimit } from '../../../infra/http/rate-limit.guard.js';
import { InputPipe } from '../../../infra/http/validation.pipe.js';
import { CodedError, type ErrorDefinition } from '../../../kernel/coded-error.js';
import { FORBIDDEN, NOT_FOUND, PRECONDITION_FAILED, VALIDATION_FAILED } from '../../../kernel/common-errors.js';
import { isId } from '../../../kernel/ids.js';
import type { Language } from '../../../kernel/language.js';
import {
  ACCOUNT_DEACTIVATED,
  BrowserPeople,
  type Exchange,
  INVALID_CREDENTIALS,
  SIGN_IN,
  SIGN_IN_THROTTLED,
} from '../../people/auth/auth.api.js';
import { ReflectPage, type ReflectPageContent, type TypedFields } from './reflect-page.js';
import { ChangeReflectionDto, NewReflectionDto, ReflectionFormQueryDto } from './reflection.dto.js';
import { REFLECTION_CLOSED, REFLECTION_EXISTS } from './reflections.errors.js';
import { ReflectionsService } from './reflections.service.js';

/** What is said about them, by keys of the page's texts: everything that was typed is shown again. */
const NOTICES: ReadonlyMap<ErrorDefinition, string> = new Map([
  [INVALID_CREDENTIALS, 'wrongPassword'],
  [ACCOUNT_DEACTIVATED, 'wrongPassword'],
  [SIGN_IN_THROTTLED, 'throttled'],
  [FORBIDDEN, 'notYours'],
  [NOT_FOUND, 'notYours'],
  [VALIDATION_FAILED, 'checkForm'],
  [REFLECTION_CLOSED, 'closedNow'],
  [REFLECTION_EXISTS, 'replaces'],
  [PRECONDITION_FAILED, 'replaces'],
]);

/** The page where students reflect. Its script uses the API; without one, its form does the same. */
@ApiExcludeController()
@Controller({ path: 'reflect/:offering', version: VERSION_NEUTRAL })
export class ReflectPageController {
  private readonly input = new InputPipe();

  constructor(
    private readonly page: ReflectPage,
    private readonly reflections: ReflectionsService,
    private readonly people: BrowserPeople,
  ) {}

  @Get()
  @ReaderPage()
  show(
    @Param('offering') offering: string,
    @PageLanguage() language: Language,
    @Req() { query }: FastifyRequest,
  ): string {
    const fields = textsIn(query);
    return this.page.render({ language, offering, fields: { week: fields['week'] }, notice: fields['sent'] && 'sent' });
  }

  @Post()
  @UseGuards(OwnFormsGuard)
  @RateLimit(SIGN_IN, 'identifier')
  @HttpCode(200)
  @ReaderPage()
  @Header('Cache-Control', 'no-store')
  async submit(
    @Param('offering') offering: string,
    @PageLanguage() language: Language,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const fields = textsIn(request.body);
    try {
      const actor = await this.actorOf(fields, { request, reply });
      if (!isId(offering)) throw new CodedError(NOT_FOUND);
      const question = await this.store(actor, offering, language, fields);
      if (question) {
        const { anonymous: _ticked, ...others } = fields;
        return this.page.render({ language, offering, fields: others, ...question });
      }
      // Going back or loading the page anew sends nothing twice (POST, redirect, GET).
      const week = fields['week'] ? `&week=${encodeURIComponent(fields['week'])}` : '';
      await reply.status(303).redirect(`/reflect/${offering}?lang=${language}${week}&sent=1`);
      return undefined;
    } catch (error) {
      const notice = error instanceof CodedError ? NOTICES.get(error.definition) : undefined;
      if (notice === undefined) throw error;
      return this.page.render({ language, offering, fields, notice });
    }
  }

  private async actorOf({ identifier = '', password = '' }: TypedFields, exchange: Exchange): Promise<Actor> {
    const name = identifier.trim();
    if (name !== '' && password !== '') return this.people.identify({ identifier: name, password }, exchange);
    const actor = await this.people.present(exchange);
    if (!actor) throw new CodedError(INVALID_CREDENTIALS);
    return actor;
  }

  /** @returns what is asked before it is stored: whether it may replace what there is, or show a name that was not to be shown */
  private async store(
    actor: Actor,
    offeringId: string,
    language: Language,
    { week, replaces, anonymous, question1, question2, question3 }: TypedFields,
  ): Promise<Pick<ReflectPageContent, 'notice' | 'replaces'> | null> {
    const query = await this.checked(ReflectionFormQueryDto, week ? { weekNumber: Number(week) } : {});
    const { weekNumber, reflection, anonymity } = await this.reflections.form(actor, offeringId, query);
    const answers = { question1, question2, question3 };
    if (!reflection) {
      if (anonymous === 'true' && anonymity === 'never') return { notice: 'namedOnly' };
      const isChosen = anonymity === 'optional' ? { anonymous: anonymous === 'true' } : {};
      const made = { offeringId, ...answers, language, ...isChosen, ...(weekNumber === null ? {} : { weekNumber }) };
      await this.reflections.create(actor, await this.checked(NewReflectionDto, made));
      return null;
    }
    const change = await this.checked(ChangeReflectionDto, { ...answers, language });
    const isSame = change.question1 === reflection.question1 && change.question2 === reflection.question2;
    if (isSame && change.question3 === reflection.question3) return null;
    const { version } = reflection;
    if (Number(replaces) !== version) return { notice: 'replaces', replaces: version };
    await this.reflections.change(actor, reflection.id, change, version);
    return null;
  }

  /** By the rules of the API. */
  private checked<T>(type: new () => T, value: object): Promise<T> {
    return this.input.transform(value, { type: 'body', metatype: type }) as Promise<T>;
  }
}

function textsIn(values: unknown): TypedFields {
  return Object.fromEntries(
    Object.entries((values ?? {}) as Readonly<Record<string, unknown>>).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : undefined,
    ]),
  );
}
