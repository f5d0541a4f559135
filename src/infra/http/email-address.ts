import { isEmail } from 'class-validator';

/**
 * Whether mail servers take it: an address of RFC 5321, section 4.1.2, without the forms that most of them bounce.
 * Section 4.1.2 itself advises against a quoted local part (`"a b"@example.org`); a local part in UTF-8 needs SMTPUTF8
 * (RFC 6531); an address literal (`@[192.0.2.1]`) and a host without a domain name no mail exchanger; a `%` or `!` is a
 * source route, refused since relays were closed (RFC 5321, appendix C).
 */
export function isEmailAddress(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    isEmail(value, { allow_utf8_local_part: false, allow_ip_domain: false, require_tld: true }) &&
    !/["%!]/.test(value.slice(0, value.lastIndexOf('@')))
  );
}

/** A value of a body without the white space around it, which fields take away before they look at it. */
export function trimmed(value: unknown): unknown {
  return typeof value === 'string' ? value.trim() : value;
}

/** How addresses are compared and counted: what differs in case, or around it, is one mailbox's. */
export function addressKey(written: string): string {
  return String(trimmed(written)).toLowerCase();
}
