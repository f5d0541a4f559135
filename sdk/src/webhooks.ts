import { LyceumError } from './errors.js';
import type { WebhookMessage } from './generated/schemas.js';

/** What does not come from the server, or not today. */
export class WebhookRefused extends LyceumError {
  protected static override readonly kind: string = 'WebhookRefused';
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
 * Verifies a message (Standard Webhooks 1.0). Whatever a sender can do wrong ends in `WebhookRefused`.
 * @param body as it arrived, not parsed and written again; bytes, where the framework has them
 * @param secret `whsec_…`; two of them while one replaces the other
 * @returns the message, which `type` tells apart
 * @throws WebhookRefused for what no secret has signed, for what is too old, and for what is no message
 * @throws TypeError for a secret that is none, alone or among others, whatever the message is
 */
export async function unwrapWebhook(
  body: string | Uint8Array,
  headers: WebhookHeaders,
  secret: string | readonly string[],
  { toleranceSeconds = TOLERANCE_SECONDS }: UnwrapOptions = {},
): Promise<WebhookMessage> {
  const keys = await keysOf([secret].flat());
  const id = header(headers, 'webhook-id');
  const timestamp = header(headers, 'webhook-timestamp');
  const signatures = header(headers, 'webhook-signature').split(/,? /);
  const seconds = /^\d+$/.test(timestamp) ? Number(timestamp) : NaN;
  if (!(Math.abs(Date.now() / 1000 - seconds) <= toleranceSeconds))
    throw new WebhookRefused('The timestamp of the message is too far from now.');
  const bytes = bytesOf(body);
  const signed = joined(new TextEncoder().encode(`${id}.${timestamp}.`), bytes);
  for (const key of keys) {
    const expected = await signature(key, signed);
    if (signatures.some((one) => isSame(one, expected))) return read(bytes);
  }
  throw new WebhookRefused('No signature of the message is of this secret.');
}

async function keysOf(secrets: readonly string[]): Promise<CryptoKey[]> {
  if (secrets.length === 0) throw new TypeError('There is no secret.');
  return Promise.all(secrets.map(keyOf));
}

async function keyOf(secret: unknown): Promise<CryptoKey> {
  const base64 = typeof secret === 'string' ? secret.replace(/^whsec_/, '') : '';
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2,4}|[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)$/.test(base64))
    throw new TypeError('The secret is not of the form whsec_….');
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
}

async function signature(key: CryptoKey, signed: BufferSource): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', key, signed));
  return `v1,${btoa(String.fromCharCode(...bytes))}`;
}

/** As long for each signature, however much of it is right. What a sender wrote is never decoded. */
function isSame(one: string, expected: string): boolean {
  if (one.length !== expected.length) return false;
  let difference = 0;
  for (let place = 0; place < one.length; place += 1) difference |= one.charCodeAt(place) ^ expected.charCodeAt(place);
  return difference === 0;
}

/** Of several of one name: Node joins them with a comma or gives a list. */
function header(headers: WebhookHeaders, name: string): string {
  const value = isOfFetch(headers)
    ? headers.get(name)
    : Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  const text = [value ?? []].flat().join(' ');
  if (text === '') throw new WebhookRefused(`The message has no ${name}.`);
  return text;
}

/** By what it can do: frameworks bring a class of their own. */
function isOfFetch(headers: WebhookHeaders): headers is Headers {
  return typeof headers['get'] === 'function';
}

/** The sender names the type of the content, by which some frameworks decide whether they parse it. */
function bytesOf(body: unknown): Uint8Array {
  if (typeof body === 'string') return new TextEncoder().encode(body);
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  throw new WebhookRefused('The body is neither text nor bytes: it has to be as it arrived, not parsed.');
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}

/** A byte order mark is signed with the rest, and says nothing. */
function read(bytes: Uint8Array): WebhookMessage {
  let message: WebhookMessage | null;
  try {
    message = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as WebhookMessage | null;
  } catch (error) {
    throw new WebhookRefused('The body of the message is no JSON in UTF-8.', { cause: error });
  }
  if (typeof message?.type !== 'string') throw new WebhookRefused('The body of the message has no type.');
  return message;
}
