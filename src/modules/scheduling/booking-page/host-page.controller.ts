import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Req, Res, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PageLanguage } from '../../../infra/http/page-language.decorator.js';
import { ReaderPage } from '../../../infra/http/public-page.decorator.js';
import { CodedError, type ErrorDefinition } from '../../../kernel/coded-error.js';
import { NOT_FOUND, PRECONDITION_FAILED } from '../../../kernel/common-errors.js';
import {
  ALREADY_CANCELLED,
  ALREADY_DECLINED,
  HostedBookingsApi,
  type HostedBookingView,
  NOT_PENDING,
} from '../bookings/hosted-bookings.api.js';
import { ReplacedLinksApi } from '../bookings/replaced-links.api.js';
import { IN_THE_PAST, LIMIT_REACHED, OUTSIDE_AVAILABILITY, SLOT_TAKEN } from '../slots/slots.api.js';
import { Clock } from '../../../kernel/clock.js';
import { knownZone } from '../../../kernel/when.js';
import { Charged } from '../../../infra/quotas/charges.guard.js';
import { HostMoveCharges } from './host-move-charges.js';
import { daysToShow, placeIn } from './plain-place.js';
import { AnswerHostedBookingDto } from './answer-hosted-booking.dto.js';
import { deadHostPage, hostMovePage, hostPage, LONGEST_REASON, monthOfBooking, type MoveTrouble } from './host-page.js';
import type { Language } from '../../../kernel/language.js';
import { queryOf } from './page-query.js';
import { replacedLinkPage, type ReplacedLinkVisit } from './replaced-link-page.js';

/** Errors after which the booking is shown in its present state. */
const CHANGED: readonly ErrorDefinition[] = [PRECONDITION_FAILED, NOT_PENDING, ALREADY_CANCELLED, ALREADY_DECLINED];

/** After these another time has to be chosen. */
const OF_THE_TIME: readonly ErrorDefinition[] = [SLOT_TAKEN, OUTSIDE_AVAILABILITY, LIMIT_REACHED, IN_THE_PAST];

/**
 * Page of host links in e-mails. GET is safe, because mail scanners open links; its forms change things, and work
 * without a script.
 */
@ApiExcludeController()
@Controller({ path: 'hosted', version: VERSION_NEUTRAL })
export class HostPageController {
  constructor(
    private readonly bookings: HostedBookingsApi,
    private readonly links: ReplacedLinksApi,
    private readonly clock: Clock,
  ) {}

  @Get(':secret')
  @ReaderPage()
  @Header('Cache-Control', 'no-store')
  show(
    @Param('secret') secret: string,
    @PageLanguage() language: Language,
    @Query('move') month: unknown,
    @Req() { url }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.orHelp({ secret, language, query: queryOf(url) }, reply, () =>
      typeof month === 'string'
        ? this.movePage(secret, language, month)
        : this.bookings.show(secret).then((booking) => hostPage(booking, language)),
    );
  }

  @Post(':secret')
  @HttpCode(200)
  @ReaderPage()
  @Charged(HostMoveCharges)
  @Header('Cache-Control', 'no-store')
  answer(
    @Param('secret') secret: string,
    @PageLanguage() language: Language,
    @Body() body: AnswerHostedBookingDto,
    @Req() { url }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.orHelp({ secret, language, query: queryOf(url) }, reply, async () => {
      const untaken = body.answer === 'move' ? await this.untaken(secret, body.start) : null;
      if (untaken) return this.movePage(secret, language, '', untaken);
      try {
        return hostPage(await this.act(secret, body), language, body.answer);
      } catch (error) {
        if (!(error instanceof CodedError)) throw error;
        if (body.start && OF_THE_TIME.includes(error.definition))
          return await this.movePage(secret, language, body.start.toISOString().slice(0, 7), 'notFree');
        if (!CHANGED.includes(error.definition)) throw error;
        return hostPage(await this.bookings.show(secret), language, 'changed');
      }
    });
  }

  /** What helps where the link is not valid any more. */
  private async orHelp(visit: ReplacedLinkVisit, reply: FastifyReply, page: () => Promise<string>): Promise<string> {
    try {
      return await page();
    } catch (error) {
      if (!(error instanceof CodedError && error.definition === NOT_FOUND)) throw error;
      if (await this.links.isReplaced('host', visit.secret)) return replacedLinkPage(visit);
      reply.status(404);
      return deadHostPage(visit.language);
    }
  }

  /** @returns why the booking cannot move there, by the form alone */
  private async untaken(secret: string, start: Date | undefined): Promise<MoveTrouble | null> {
    if (!start) return 'chooseTime';
    const booking = await this.bookings.show(secret);
    return start.getTime() === Date.parse(booking.start) ? 'sameTime' : null;
  }

  /** @param month anything; the one of the booking, or the present one, where it is no month that lies ahead */
  private async movePage(
    secret: string,
    language: Language,
    month: string,
    trouble: MoveTrouble | null = null,
  ): Promise<string> {
    const booking = await this.bookings.show(secret);
    if (!booking.canCancel) return hostPage(booking, language, 'changed');
    const { timeZone } = booking;
    const now = this.clock.now();
    const defaults = { timeZone: knownZone(timeZone), durations: [], now };
    const place = placeIn({ month: month || monthOfBooking(booking) }, defaults);
    const present = placeIn({}, defaults);
    const slots = await this.bookings.slots(secret, daysToShow(place, now));
    const shown = { month: place.month, isPresent: place.month === present.month, slots };
    return hostMovePage(booking, language, shown, trouble);
  }

  private act(secret: string, { answer, reason, start, version }: AnswerHostedBookingDto): Promise<HostedBookingView> {
    switch (answer) {
      case 'confirm':
        return this.bookings.confirm(secret, version);
      case 'decline':
        return this.bookings.decline(secret, reasonIn(reason), version);
      case 'cancel':
        return this.bookings.cancel(secret, reasonIn(reason), version);
      case 'move':
        return this.bookings.move(secret, start ?? new Date(Number.NaN), reasonIn(reason), version);
    }
  }
}

function reasonIn(text = ''): string | undefined {
  return Array.from(text.replaceAll('\r\n', '\n')).slice(0, LONGEST_REASON).join('') || undefined;
}
