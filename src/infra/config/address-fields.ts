import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';
import { parseMailAddress } from '../mail/outgoing-mail.js';
import { list } from './fields.js';

/*
 * Settings that are addresses: what would only fail when something connects, or never be noticed, fails at the start.
 */

/** A URL with one of these schemes, which may have capitals (RFC 3986, section 3.1); not everything that reads it knows. */
export const urlOf = (...schemes: readonly string[]) => {
  const error = `is not an address that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`;
  return z
    .string()
    .refine((value) => {
      const [, scheme = ''] = /^([a-z]+):\/\//i.exec(value) ?? [];
      return schemes.includes(scheme.toLowerCase()) && URL.canParse(value);
    }, error)
    .transform((value) => value.replace(/^[a-z]+:/i, (scheme) => scheme.toLowerCase()));
};

/** `urlOf` for several, separated by commas; none unless set. */
export const urlsOf = (...schemes: readonly string[]) => {
  const one = urlOf(...schemes);
  return list('').transform((items, context) =>
    items.map((item) => {
      const parsed = one.safeParse(item);
      // The address may have a password in it.
      if (!parsed.success) context.addIssue({ code: 'custom', message: parsed.error.issues[0]?.message ?? 'is wrong' });
      return parsed.data ?? item;
    }),
  );
};

/** `https://key@host/project`: the address of an error tracker, as Sentry and what speaks like it write it. */
export const trackerAddress = z
  .string()
  .refine((value) => {
    const url = URL.canParse(value) && /^https?:\/\//i.test(value) ? new URL(value) : null;
    return (
      url !== null && url.username !== '' && url.password === '' && /\/\d+$/.test(url.pathname) && url.search === ''
    );
  }, 'is not the DSN of an error tracker, such as https://key@errors.example.org/1')
  .optional();

/** A base URL, to which paths are appended. */
export const webAddress = (fallback: string) =>
  z
    .string()
    .refine((value) => {
      const url = URL.canParse(value) && /^https?:\/\//i.test(value) ? new URL(value) : null;
      return url !== null && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
    }, 'is not an http:// or https:// address without credentials, query and fragment')
    .default(fallback);

/** The host that a server listens on: an IP address, or a name without a port. */
export const host = (fallback: string) =>
  z
    .string()
    .refine(
      (value) => isIP(value) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(value),
      'is not an IP address or the name of a host, without a port',
    )
    .default(fallback);

/** The names that proxy-addr knows beside addresses and networks. */
const PROXY_NAMES = ['loopback', 'linklocal', 'uniquelocal'];

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return rest.length === 0 && (bits === undefined ? most > 0 : /^\d{1,3}$/.test(bits) && Number(bits) <= most);
}

export const proxies = list('').refine(
  (items) => items.every((item) => PROXY_NAMES.includes(item) || isNetwork(item)),
  `is not a list of IP addresses, networks such as 10.1.0.0/16, or ${PROXY_NAMES.join(', ')}, separated by commas`,
);

/** The origin as browsers serialize it (RFC 6454, section 6.1). @returns null for what no browser sends */
function originOf(text: string): string | null {
  const [, scheme = '', authority = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#@\s*]+)\/?$/i.exec(text) ?? [];
  if (authority === '' || !URL.canParse(text)) return null;
  const { origin } = new URL(text);
  // Apps have schemes of their own, such as capacitor://localhost, which URL does not know.
  return origin === 'null' ? `${scheme}://${authority}`.toLowerCase() : origin;
}

export const corsOrigins = list('').transform((items, context) =>
  items.flatMap((item) => {
    const origin = originOf(item);
    if (origin === null)
      context.addIssue({
        code: 'custom',
        message: `has ${item}, which is no origin such as https://app.example.org, separated by commas`,
      });
    return origin ?? [];
  }),
);

/** `Name <address>` or an address. */
export const mailAddress = (fallback: string) =>
  z
    .string()
    .refine((value) => {
      try {
        return parseMailAddress(value).email !== '';
      } catch {
        return false;
      }
    }, 'is not an address such as Lyceum <no-reply@example.org>')
    .default(fallback);

/** A file of certificates in PEM (RFC 7468). */
export const certificates = z
  .string()
  .superRefine((path, context) => {
    try {
      if (/-----BEGIN (X509 |TRUSTED )?CERTIFICATE-----/.test(readFileSync(path, 'utf8'))) return;
      context.addIssue({ code: 'custom', message: 'names a file without a certificate in PEM' });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      context.addIssue({ code: 'custom', message: `names no file that can be read (${code ?? 'unknown'})` });
    }
  })
  .optional();
