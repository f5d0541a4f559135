import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppConfig } from '../../../../infra/config/config.js';
import type { AuthConfig } from '../auth.config.js';
import { RefreshCookie } from './refresh-cookie.js';

const DAY_SECONDS = 86_400;

function cookieOf(publicUrl: string): RefreshCookie {
  const lifetime = { sessionLifetime: { idleSeconds: DAY_SECONDS, absoluteSeconds: DAY_SECONDS } };
  return new RefreshCookie({ publicUrl } as AppConfig, lifetime as AuthConfig);
}

function linesOf(write: (reply: FastifyReply) => void): string[] {
  const lines: string[] = [];
  write({ header: (name: string, value: string) => lines.push(`${name}: ${value}`) } as unknown as FastifyReply);
  return lines;
}

const readFrom = (cookie: RefreshCookie, header: string | undefined) =>
  cookie.read({ headers: { cookie: header } } as FastifyRequest);

describe('the cookie of a refresh token', () => {
  const secure = cookieOf('https://lyceum.example');
  const plain = cookieOf('http://localhost:3000');

  it('belongs to this very host over HTTPS', () => {
    expect(linesOf((reply) => secure.keep(reply, 'a-token'))).toEqual([
      'Set-Cookie: __Host-lyceum-refresh=a-token; Max-Age=86400; Path=/; HttpOnly; SameSite=Strict; Secure',
    ]);
  });

  it('has a name over plain HTTP that every browser takes there', () => {
    expect(linesOf((reply) => plain.keep(reply, 'a-token'))).toEqual([
      'Set-Cookie: lyceum-refresh=a-token; Max-Age=86400; Path=/; HttpOnly; SameSite=Strict',
    ]);
  });

  it('ends at once when it is cleared', () => {
    expect(linesOf((reply) => secure.clear(reply))).toEqual([
      'Set-Cookie: __Host-lyceum-refresh=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict; Secure',
    ]);
  });

  it('is found among others, by its whole name', () => {
    expect(readFrom(plain, 'theme=dark; lyceum-refresh=a-token; x=y')).toBe('a-token');
    expect(readFrom(plain, '__Host-lyceum-refresh=other; not-lyceum-refresh=other')).toBeUndefined();
    expect(readFrom(plain, undefined)).toBeUndefined();
  });

  it.each(['\u00a0', '\u0085', '\u000b', '\ufeff'])(
    'is not one with %j before its name, which a neighbouring host may set',
    (blank) => {
      expect(readFrom(secure, `${blank}__Host-lyceum-refresh=planted; __Host-lyceum-refresh=a-token`)).toBe('a-token');
      expect(readFrom(secure, `${blank}__Host-lyceum-refresh=planted`)).toBeUndefined();
    },
  );

  it('is none when there are two of its name', () => {
    expect(readFrom(plain, 'lyceum-refresh=planted; lyceum-refresh=a-token')).toBeUndefined();
  });

  it('may have spaces and tabs around it', () => {
    expect(readFrom(plain, 'theme=dark;\t lyceum-refresh=a-token \t;x=y')).toBe('a-token');
  });

  it('that anybody may have set, a host beside this one or plain HTTP, is none over HTTPS', () => {
    expect(readFrom(secure, 'lyceum-refresh=planted')).toBeUndefined();
  });
});
