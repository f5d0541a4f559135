import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppConfig } from '../../../../infra/config/config.js';
import { AuthConfig } from '../auth.config.js';

const NAME = 'lyceum-refresh';

/**
 * Cookie with the refresh token: HttpOnly, SameSite=Strict. Over HTTPS it has the prefix `__Host-`, so that only this
 * host can have set it (RFC 6265bis, section 4.1.3.2). Over plain HTTP browsers refuse the prefix, most of them on
 * localhost as well, so there it has none.
 */
@Injectable()
export class RefreshCookie {
  private readonly name: string;
  private readonly attributes: string;
  private readonly seconds: number;

  constructor(app: AppConfig, auth: AuthConfig) {
    const isSecure = app.publicUrl.startsWith('https:');
    this.name = isSecure ? `__Host-${NAME}` : NAME;
    this.attributes = `Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
    this.seconds = auth.sessionLifetime.idleSeconds;
  }

  /**
   * Against cookie tossing: around a cookie's name only spaces and tabs are stripped (RFC 6265bis, section 5.6). `trim`
   * strips other white space as well, and with such a character in front a browser lets a sibling domain set this name.
   * Of several cookies of the name none is trusted.
   */
  read({ headers }: FastifyRequest): string | undefined {
    const cookies = (headers.cookie ?? '').split(';').map((pair) => pair.replace(/^[ \t]+/, ''));
    const ours = cookies.filter((pair) => pair.startsWith(`${this.name}=`));
    return ours.length === 1 ? withoutBlanksAfter(ours[0]?.slice(this.name.length + 1) ?? '') : undefined;
  }

  keep(reply: FastifyReply, refreshToken: string): void {
    this.set(reply, refreshToken, this.seconds);
  }

  clear(reply: FastifyReply): void {
    this.set(reply, '', 0);
  }

  private set(reply: FastifyReply, value: string, seconds: number): void {
    reply.header('Set-Cookie', `${this.name}=${value}; Max-Age=${seconds}; ${this.attributes}`);
  }
}

/** In one pass: a pattern would look at each blank once for every blank before it. */
function withoutBlanksAfter(text: string): string {
  let end = text.length;
  while (end > 0 && ' \t'.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
