import { domainToASCII } from 'node:url';

/** Longest address: the path of RFC 5321, section 4.5.3.1.3, less its angle brackets. */
const LONGEST = 254;
/** RFC 1035, section 2.3.4. */
const LONGEST_LABEL = 63;

/**
 * `domainToASCII` reads a domain as URLs do (https://url.spec.whatwg.org/#host-parsing): of ASCII it would decode `%61`,
 * leave out tabs, and end at a slash. None of that is in a domain, and none of it may be taken for one.
 */
const DOMAIN = /^[A-Za-z0-9.\-\u0080-\uffff]+$/;

/**
 * Normalizes the domain of an address, however it was typed: upper case, either normalization form of Unicode, full
 * width, ignorable characters (UTS 46). The domain is in ASCII, with `xn--` (an A-label) where it has other
 * letters (RFC 5890): so every mail server, provider and calendar program takes it, and nobody can show a domain that
 * looks like another one. The local part stays as it was written, because only its own server knows how to read it (RFC
 * 5321, section 2.4); we compare it without regard to case, as all servers do in practice.
 * @returns null without a valid domain; whether mail servers take the local part is another question
 */
export function normalizedEmail(text: string): string | null {
  const written = text.trim();
  const at = written.lastIndexOf('@');
  if (at < 1 || written.length > LONGEST || !DOMAIN.test(written.slice(at + 1))) return null;
  const domain = domainToASCII(written.slice(at + 1));
  if (domain.split('.').some(({ length }) => length === 0 || length > LONGEST_LABEL)) return null;
  const address = written.slice(0, at + 1) + domain;
  return address.length <= LONGEST ? address : null;
}

/** Key to compare and count addresses by: normalized and in lower case; of anything else its lower case. */
export function addressKey(text: string): string {
  return (normalizedEmail(text) ?? text.trim()).toLowerCase();
}
