import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppConfig } from '../../../../infra/config/config.js';
import { AuthConfig } from '../auth.config.js';

const NAME = 'lyceum-refresh';

/**
 * Where a browser keeps its refresh token: no script reads it, and no other site sends it. Over HTTPS its name says that
 * nobody but this very host can have set it (RFC 6265bis, section 4.1.3.2). Over plain HTTP browsers refuse that name, most
 * of them on the own machine as well, so there it has another one.
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
   * Only spaces and tabs stand around a cookie's name (RFC 6265bis, section 5.6). `trim` takes other characters for blanks
   * as well, and with one of those in front a browser lets a neighbouring host set this name. Of several cookies of the
   * name nobody knows which is ours.
   */
  read({ headers }: FastifyRequest): string | undefined {
    const cookies = (headers.cookie ?? '').split(';').map((pair) => pair.replace(/^[ \t]+/, ''));
    const ours = cookies.filter((pair) => pair.startsWith(`${this.name}=`));
    return ours.length === 1 ? ours[0]?.slice(this.name.length + 1).replace(/[ \t]+$/, '') : undefined;
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
