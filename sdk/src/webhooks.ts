import { LyceumError } from './errors.js';
import type { WebhookMessage } from './generated/schemas.js';

/** What does not come from the server, or not today. */
export class WebhookRefused extends LyceumError {
  override readonly name: string = 'WebhookRefused';
}

/** Of a request as it arrived: of the Fetch standard, or by name, in whatever case. */
export type WebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

export interface UnwrapOptions {
  /** How old a message may be, and how far ahead; five minutes unless set. */
  readonly toleranceSeconds?: number;
}

const TOLERANCE_SECONDS = 300;

/**
 * Verifies a message (Standard Webhooks 1.0).
 * @param body as it arrived, not parsed and written again
 * @param secret `whsec_…`; two of them while one replaces the other
 * @returns the message, which `type` tells apart
 * @throws WebhookRefused for a signature that is not of this secret, and for what is too old
 */
export async function unwrapWebhook(
  body: string | Uint8Array,
  headers: WebhookHeaders,
  secret: string | readonly string[],
  { toleranceSeconds = TOLERANCE_SECONDS }: UnwrapOptions = {},
): Promise<WebhookMessage> {
  const id = header(headers, 'webhook-id');
  const timestamp = header(headers, 'webhook-timestamp');
  const signatures = header(headers, 'webhook-signature')
    .split(' ')
    .filter((one) => one.startsWith('v1,'));
  const seconds = /^\d+$/.test(timestamp) ? Number(timestamp) : NaN;
  if (!(Math.abs(Date.now() / 1000 - seconds) <= toleranceSeconds))
    throw new WebhookRefused('The timestamp of the message is too far from now.');
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${text}`);
  for (const one of typeof secret === 'string' ? [secret] : secret)
    if (await isSignedBy(one, signed, signatures)) return JSON.parse(text) as WebhookMessage;
  throw new WebhookRefused('No signature of the message is of this secret.');
}

/** `verify` compares in constant time. */
async function isSignedBy(secret: string, signed: BufferSource, signatures: readonly string[]): Promise<boolean> {
  const key = await crypto.subtle.importKey(
    'raw',
    bytesOf(secret.replace(/^whsec_/, ''), 'The secret is not of the form whsec_….'),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['verify'],
  );
  for (const signature of signatures) {
    const bytes = bytesOf(signature.slice('v1,'.length), 'A signature of the message is malformed.');
    if (await crypto.subtle.verify('HMAC', key, bytes, signed)) return true;
  }
  return false;
}

function header(headers: WebhookHeaders, name: string): string {
  const value = isOfFetch(headers)
    ? headers.get(name)
    : Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  if (typeof value !== 'string' || value === '') throw new WebhookRefused(`The message has no ${name}.`);
  return value;
}

/** By what it can do: frameworks bring a class of their own. */
function isOfFetch(headers: WebhookHeaders): headers is Headers {
  return typeof headers['get'] === 'function';
}

/** @throws WebhookRefused with this text for what is no base64 */
function bytesOf(base64: string, complaint: string): Uint8Array<ArrayBuffer> {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) throw new WebhookRefused(complaint);
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
