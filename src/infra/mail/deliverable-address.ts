import { isEmail } from 'class-validator';
import { normalizedEmail } from '../../kernel/email-address.js';

/**
 * Whether mail servers take it: an address of RFC 5321, section 4.1.2, without the forms that most of them bounce.
 * Section 4.1.2 itself advises against a quoted local part (`"a b"@example.org`); a local part in UTF-8 needs SMTPUTF8
 * (RFC 6531); an address literal (`@[192.0.2.1]`) and a host without a domain name no mail exchanger; a `%` or `!` is a
 * source route, refused since relays were closed (RFC 5321, appendix C). Keep what `normalizedEmail` makes of it.
 */
export function isEmailAddress(value: unknown): value is string {
  const address = typeof value === 'string' ? normalizedEmail(value) : null;
  return (
    address !== null &&
    isEmail(address, { allow_utf8_local_part: false, allow_ip_domain: false, require_tld: true }) &&
    !/["%!]/.test(address.slice(0, address.lastIndexOf('@')))
  );
}
