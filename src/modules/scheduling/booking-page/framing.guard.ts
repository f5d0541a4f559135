import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { securityHeaders } from '../../../infra/http/security-headers.js';
import { BookingPageConfig } from './booking-page.config.js';

const POLICY = 'Content-Security-Policy';

/**
 * Lets the sites of the setting show a page in a frame; without any, nobody does. Only pages on which a guest books have it:
 * behind the links in e-mails one click changes something (clickjacking).
 */
@Injectable()
export class FramingGuard implements CanActivate {
  private readonly policy: string | null;

  constructor({ framedBy }: BookingPageConfig) {
    const usual = securityHeaders()[POLICY] ?? '';
    this.policy =
      framedBy.length > 0 ? usual.replace("frame-ancestors 'none'", `frame-ancestors ${framedBy.join(' ')}`) : null;
  }

  canActivate(context: ExecutionContext): boolean {
    if (this.policy === null) return true;
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    // `X-Frame-Options` cannot name sites, and browsers that know `frame-ancestors` would still read it.
    void reply.header(POLICY, this.policy).removeHeader('X-Frame-Options');
    return true;
  }
}
