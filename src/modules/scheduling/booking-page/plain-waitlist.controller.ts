import { Controller, Get, Header, HttpCode, Param, Post, Req, Res, UseGuards, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PageLanguage } from '../../../infra/http/page-language.decorator.js';
import { ReaderPage } from '../../../infra/http/public-page.decorator.js';
import { InputPipe } from '../../../infra/http/validation.pipe.js';
import { Charged } from '../../../infra/quotas/charges.guard.js';
import { CodedError } from '../../../kernel/coded-error.js';
import { VALIDATION_FAILED } from '../../../kernel/common-errors.js';
import type { Language } from '../../../kernel/language.js';
import { RANGE_TOO_LONG } from '../slots/slots.api.js';
import { SLOTS_AVAILABLE, WaitlistApi } from '../waitlist/waitlist.api.js';
import { JoinWaitlistDto } from '../waitlist/waitlist.dto.js';
import { notBookablePage } from './book-page.js';
import { FramingGuard } from './framing.guard.js';
import { PlainBookingCharges } from './plain-booking-charges.js';
import {
  answersIn,
  type FormFields,
  formKeyIn,
  membersOf,
  notesIn,
  personIn,
  prefilledIn,
  stepIn,
  typedIn,
} from './plain-form.js';
import type { PlainPage } from './plain-page.js';
import { PlainPages } from './plain-pages.js';
import { plainWaiting, plainWaits, rangeIn, waitingTrouble } from './plain-waiting.js';

/** After these the form is shown again. */
const OF_THE_FORM = [VALIDATION_FAILED, SLOTS_AVAILABLE, RANGE_TOO_LONG];

/** Joins the waitlist of an event type in browsers without scripts. */
@ApiExcludeController()
@Controller({ path: 'book/:slug/plain/waitlist', version: VERSION_NEUTRAL })
@UseGuards(FramingGuard)
export class PlainWaitlistController {
  private readonly input = new InputPipe();

  constructor(
    private readonly pages: PlainPages,
    private readonly waitlist: WaitlistApi,
  ) {}

  @Get()
  @ReaderPage()
  async show(
    @Param('slug') slug: string,
    @PageLanguage() language: Language,
    @Req() { url, query }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const page = await this.pages.find({ slug, language, url, query });
    return page
      ? plainWaiting(page, prefilledIn(membersOf(query), page.type.questions))
      : notBookablePage(language, reply);
  }

  @Post()
  @HttpCode(200)
  @ReaderPage()
  @Charged(PlainBookingCharges)
  @Header('Cache-Control', 'no-store')
  async join(
    @Param('slug') slug: string,
    @PageLanguage() language: Language,
    @Req() { url, query, body, ip }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const page = await this.pages.find({ slug, language, url, query, body });
    if (!page) return notBookablePage(language, reply);
    const fields = membersOf(body);
    if (stepIn(fields) !== null) return plainWaiting(page, fields);
    try {
      const wish = await this.wishOf(page, fields);
      const link = await this.waitlist.join(wish, language, { key: formKeyIn(fields), address: ip });
      return plainWaits(page, wish, link);
    } catch (error) {
      if (!(error instanceof CodedError && OF_THE_FORM.includes(error.definition))) throw error;
      const going = { ...page, typed: typedIn(fields) };
      return plainWaiting({ ...going, notice: waitingTrouble(going, error) }, fields);
    }
  }

  /** By the rules of the API. */
  private wishOf({ type, place, language }: PlainPage, fields: FormFields): Promise<JoinWaitlistDto> {
    const body = {
      eventTypeId: type.id,
      ...rangeIn(fields, place),
      durationMinutes: place.durationMinutes,
      timeZone: place.timeZone,
      language,
      attendee: personIn(fields),
      answers: answersIn(fields, type.questions),
      notes: notesIn(fields),
    };
    return this.input.transform(body, { type: 'body', metatype: JoinWaitlistDto }) as Promise<JoinWaitlistDto>;
  }
}
