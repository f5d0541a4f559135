import { Controller, Get, Header, HttpCode, Param, Post, Req, Res, UseGuards, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PageLanguage } from '../../../infra/http/page-language.decorator.js';
import { ReaderPage } from '../../../infra/http/public-page.decorator.js';
import { InputPipe } from '../../../infra/http/validation.pipe.js';
import { Charged } from '../../../infra/quotas/charges.guard.js';
import { Clock } from '../../../kernel/clock.js';
import { CodedError } from '../../../kernel/coded-error.js';
import { VALIDATION_FAILED } from '../../../kernel/common-errors.js';
import type { Language } from '../../../kernel/language.js';
import { BookSlotDto } from '../bookings/bookings.dto.js';
import { GuestPagesApi } from '../bookings/guest-pages.api.js';
import { IN_THE_PAST, LIMIT_REACHED, OUTSIDE_AVAILABILITY, SLOT_TAKEN } from '../slots/slots.api.js';
import { FramingGuard } from './framing.guard.js';
import { notBookablePage } from './book-page.js';
import { PlainBookingCharges } from './plain-booking-charges.js';
import {
  answersIn,
  faultsIn,
  formKeyIn,
  type FormFields,
  membersOf,
  notesIn,
  personIn,
  prefilledIn,
  stepIn,
  typedIn,
} from './plain-form.js';
import { plainDone, plainForm, type PlainPage, plainTimes, waitForTime } from './plain-page.js';
import { PlainPages } from './plain-pages.js';
import { daysToShow } from './plain-place.js';
import { PLAIN_TEXTS } from './plain-texts.js';
import { redirectOf } from './redirect.js';

/** After these another time has to be chosen. */
const OF_THE_TIME = [SLOT_TAKEN, OUTSIDE_AVAILABILITY, LIMIT_REACHED, IN_THE_PAST];

/** The page of an event type for browsers without scripts: links and forms do the same. */
@ApiExcludeController()
@Controller({ path: 'book/:slug/plain', version: VERSION_NEUTRAL })
@UseGuards(FramingGuard)
export class PlainPageController {
  private readonly input = new InputPipe();

  constructor(
    private readonly visited: PlainPages,
    private readonly pages: GuestPagesApi,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ReaderPage()
  async show(
    @Param('slug') slug: string,
    @PageLanguage() language: Language,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { url, query } = request;
    const page = await this.visited.find({ slug, language, url, query });
    if (!page) return notBookablePage(language, reply);
    const { place, type } = page;
    return place.slot ? plainForm(page, prefilledIn(membersOf(request.query), type.questions)) : this.times(page);
  }

  @Post()
  @HttpCode(200)
  @ReaderPage()
  @Charged(PlainBookingCharges)
  @Header('Cache-Control', 'no-store')
  async book(
    @Param('slug') slug: string,
    @PageLanguage() language: Language,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { url, query, body } = request;
    const page = await this.visited.find({ slug, language, url, query, body });
    if (!page) return notBookablePage(language, reply);
    const { type } = page;
    const fields = membersOf(body);
    const step = stepIn(fields);
    if (step === 'form' && page.place.slot) return plainForm(page, fields);
    if (step !== null) return this.times({ ...page, typed: typedIn(fields) });
    try {
      const form = { key: formKeyIn(fields), address: request.ip };
      const wanted = await this.bookingOf(page, fields);
      const booking = await this.pages.book(wanted, language, form);
      const booker = { ...personIn(fields), timeZone: page.place.timeZone };
      const url = redirectOf(type, booking, booker);
      // Only browsers that say so show it in no frame.
      const byItself = type.redirectsInFrames || request.headers['sec-fetch-dest'] === 'document';
      return plainDone(page, booking, url === null ? null : { url, byItself });
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      const { definition, occurrence } = error;
      if (definition === VALIDATION_FAILED)
        return plainForm({ ...page, notice: faultsIn(language, type.questions, occurrence.errors ?? []) }, fields);
      if (!OF_THE_TIME.includes(definition)) throw error;
      const going = { ...page, typed: typedIn(fields) };
      return this.times({ ...going, notice: this.taken(going) });
    }
  }

  private taken(page: PlainPage): string {
    const { slot } = page.place;
    const wait = slot && slot > this.clock.now() ? ` ${waitForTime(page, slot)}` : '';
    return `<p class="notice" role="alert">${PLAIN_TEXTS[page.language].taken}${wait}</p>`;
  }

  private async times(page: PlainPage): Promise<string> {
    const { type, place } = page;
    const { timeZone, durationMinutes } = place;
    const now = this.clock.now();
    const days = daysToShow(place, now);
    return plainTimes(page, await this.pages.slots({ eventTypeId: type.id, timeZone, durationMinutes, ...days }), now);
  }

  /** By the rules of the API. */
  private bookingOf({ type, place }: PlainPage, fields: FormFields): Promise<BookSlotDto> {
    const body = {
      eventTypeId: type.id,
      start: place.slot?.toISOString(),
      durationMinutes: place.durationMinutes,
      timeZone: place.timeZone,
      attendee: personIn(fields),
      answers: answersIn(fields, type.questions),
      notes: notesIn(fields),
    };
    return this.input.transform(body, { type: 'body', metatype: BookSlotDto }) as Promise<BookSlotDto>;
  }
}
