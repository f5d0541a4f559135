import { Body, Controller, Get, Header, HttpCode, Param, Post, Res, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
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
import { AnswerHostedBookingDto } from './answer-hosted-booking.dto.js';
import { deadHostPage, hostPage, LONGEST_REASON } from './host-page.js';
import type { Language } from '../../../kernel/language.js';

/** Errors after which the booking is shown in its present state. */
const CHANGED: readonly ErrorDefinition[] = [PRECONDITION_FAILED, NOT_PENDING, ALREADY_CANCELLED, ALREADY_DECLINED];

/**
 * Page of host links in e-mails. GET is safe, because mail scanners open links; its forms change things, and work
 * without a script.
 */
@ApiExcludeController()
@Controller({ path: 'hosted', version: VERSION_NEUTRAL })
export class HostPageController {
  constructor(private readonly bookings: HostedBookingsApi) {}

  @Get(':secret')
  @ReaderPage()
  @Header('Cache-Control', 'no-store')
  show(
    @Param('secret') secret: string,
    @PageLanguage() language: Language,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return orDead(language, reply, async () => hostPage(await this.bookings.show(secret), language));
  }

  @Post(':secret')
  @HttpCode(200)
  @ReaderPage()
  @Header('Cache-Control', 'no-store')
  answer(
    @Param('secret') secret: string,
    @PageLanguage() language: Language,
    @Body() body: AnswerHostedBookingDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return orDead(language, reply, async () => {
      try {
        return hostPage(await this.act(secret, body), language, body.answer);
      } catch (error) {
        if (!(error instanceof CodedError && CHANGED.includes(error.definition))) throw error;
        return hostPage(await this.bookings.show(secret), language, 'changed');
      }
    });
  }

  private act(secret: string, { answer, reason, version }: AnswerHostedBookingDto): Promise<HostedBookingView> {
    switch (answer) {
      case 'confirm':
        return this.bookings.confirm(secret, version);
      case 'decline':
        return this.bookings.decline(secret, reasonIn(reason), version);
      case 'cancel':
        return this.bookings.cancel(secret, reasonIn(reason), version);
    }
  }
}

function reasonIn(text = ''): string | undefined {
  return Array.from(text.replaceAll('\r\n', '\n')).slice(0, LONGEST_REASON).join('') || undefined;
}

async function orDead(language: Language, reply: FastifyReply, page: () => Promise<string>): Promise<string> {
  try {
    return await page();
  } catch (error) {
    if (!(error instanceof CodedError && error.definition === NOT_FOUND)) throw error;
    reply.status(404);
    return deadHostPage(language);
  }
}
