import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { anyText } from '../../test/support/any-text.js';
import { unwrapWebhook, type UnwrapOptions, type WebhookHeaders, WebhookRefused } from './webhooks.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const OTHER_SECRET = 'whsec_b3RoZXI=';
const BODY = '{"type":"webhook.test","timestamp":"2032-03-01T10:00:00.000Z","data":{"version":1,"webhookId":"ü✓"}}';
const MESSAGE: unknown = JSON.parse(BODY);

interface Signed extends Record<string, string> {
  'webhook-id': string;
  'webhook-timestamp': string;
  'webhook-signature': string;
}

/** As Standard Webhooks 1.0 says, written a second time. */
function signed(body: string | Uint8Array, secret = SECRET, seconds = Math.floor(Date.now() / 1000)): Signed {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const content = Buffer.concat([Buffer.from(`msg_1.${seconds}.`), Buffer.from(body)]);
  return {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(seconds),
    'webhook-signature': `v1,${createHmac('sha256', key).update(content).digest('base64')}`,
  };
}

/** @returns what the message is, or the class of the error and what it says */
async function outcome(
  body: unknown,
  headers: WebhookHeaders,
  secret: unknown = SECRET,
  options?: UnwrapOptions,
): Promise<unknown> {
  try {
    return await unwrapWebhook(body as string, headers, secret as string, options);
  } catch (error) {
    return (error as object).constructor;
  }
}

describe('a message of a webhook', () => {
  it('is read as it arrived: text or bytes, headers of whatever kind', async () => {
    const headers = signed(BODY);
    const entries = Object.entries(headers);
    const pool = Buffer.from(`xx${BODY}`).subarray(2);
    for (const body of [BODY, Buffer.from(BODY), new TextEncoder().encode(BODY), pool])
      expect(await outcome(body, headers)).toEqual(MESSAGE);
    for (const other of [
      new Headers(headers),
      Object.fromEntries(entries.map(([name, value]) => [name.toUpperCase(), value])),
      Object.fromEntries(entries.map(([name, value]) => [name, [value]])),
      { get: (name: string) => headers[name] } as unknown as Headers,
    ])
      expect(await outcome(BODY, other)).toEqual(MESSAGE);
  });

  it('is read with any of several secrets, and beside any other signature', async () => {
    const headers = signed(BODY);
    const good = headers['webhook-signature'];
    expect(await outcome(BODY, headers, [OTHER_SECRET, SECRET])).toEqual(MESSAGE);
    for (const beside of [signed(BODY, OTHER_SECRET)['webhook-signature'], 'v1,A', 'v1,!!!', 'v1,', 'v1', 'v1a,xx', ''])
      for (const signature of [`${beside} ${good}`, `${good} ${beside}`, `${good}, ${beside}`, [beside, good]])
        expect(await outcome(BODY, { ...headers, 'webhook-signature': signature })).toEqual(MESSAGE);
  });

  it.each(['v1,A', 'v1,AAAAA', 'v1,A=', 'v1,=', 'v1,', 'v1', 'v2,b3RoZXI=', 'v1,not base64!', ' ', '', '✓', 'v1,✓'])(
    'is refused with the signature %j',
    async (signature) => {
      expect(await outcome(BODY, { ...signed(BODY), 'webhook-signature': signature })).toBe(WebhookRefused);
    },
  );

  it('is refused when anything else signed it, or it is another one, or of another time', async () => {
    const headers = signed(BODY);
    const seconds = Number(headers['webhook-timestamp']);
    expect(await outcome(BODY.replace('✓', '✗'), headers)).toBe(WebhookRefused);
    expect(await outcome(BODY, headers, OTHER_SECRET)).toBe(WebhookRefused);
    expect(await outcome(BODY, { ...headers, 'webhook-id': 'msg_2' })).toBe(WebhookRefused);
    expect(await outcome(BODY, { ...headers, 'webhook-id': ['msg_1', 'msg_1'] })).toBe(WebhookRefused);
    expect(await outcome(BODY, { ...headers, 'webhook-signature': undefined })).toBe(WebhookRefused);
    expect(await outcome(BODY, { ...headers, 'webhook-signature': [] })).toBe(WebhookRefused);
    expect(await outcome(BODY, {})).toBe(WebhookRefused);
    for (const far of [-310, 310])
      expect(await outcome(BODY, signed(BODY, SECRET, seconds + far))).toBe(WebhookRefused);
    expect(await outcome(BODY, signed(BODY, SECRET, seconds - 310), SECRET, { toleranceSeconds: 600 })).toEqual(
      MESSAGE,
    );
    for (const timestamp of ['', '1e9', `${seconds}.0`, '-1', 'yesterday', '9'.repeat(400)])
      expect(await outcome(BODY, { ...headers, 'webhook-timestamp': timestamp })).toBe(WebhookRefused);
  });

  it('is refused when it was signed and is no message all the same', async () => {
    const noText = Buffer.from([0x7b, 0xff, 0xfe, 0x7d]);
    for (const body of ['hello', '', 'null', '"text"', '[]', '{}', '{"type":1}', noText])
      expect(await outcome(body, signed(body))).toBe(WebhookRefused);
  });

  it('is its bytes: nothing that only reads the same stands for it', async () => {
    const replaced = '{"type":"\ufffd"}';
    const noText = Buffer.from('{"type":"\xff"}', 'latin1');
    expect(await outcome(replaced, signed(replaced))).toEqual({ type: '\ufffd' });
    expect(await outcome(noText, signed(replaced))).toBe(WebhookRefused);
    const marked = `\ufeff${BODY}`;
    for (const body of [marked, Buffer.from(marked)]) {
      expect(await outcome(body, signed(BODY))).toBe(WebhookRefused);
      expect(await outcome(body, signed(marked))).toEqual(MESSAGE);
    }
  });

  it('is refused when a framework has parsed it already, whoever decides whether it does', async () => {
    for (const body of [MESSAGE, {}, undefined, null]) expect(await outcome(body, signed(BODY))).toBe(WebhookRefused);
  });

  it('never ends in anything but a refusal, whatever was sent', async () => {
    const value = fc.oneof(
      fc.constantFrom(...Object.values(signed(BODY))),
      anyText(),
      fc.string().map((text) => `v1,${text}`),
      fc.array(fc.string()),
      fc.constant(undefined),
    );
    const headers = fc.record({ 'webhook-id': value, 'webhook-timestamp': value, 'webhook-signature': value });
    const body = fc.oneof(fc.string(), fc.uint8Array());
    await fc.assert(
      fc.asyncProperty(body, headers, async (sent, others) => {
        expect(await outcome(sent, { ...signed(sent), ...others })).toBe(WebhookRefused);
        expect(await outcome(sent, others)).toBe(WebhookRefused);
      }),
    );
  });
});

describe('a secret that is none', () => {
  const none = ['', 'whsec_', 'whsec_A', 'hello world', `${SECRET}\n`, 'whsec_-_8=', 'whsec_AA=', undefined, 7];
  it.each(none)('is a mistake of the receiver, whatever the message is: %j', async (secret) => {
    const refused = (headers: WebhookHeaders, secrets: unknown) => outcome(BODY, headers, secrets);
    for (const headers of [signed(BODY), {}])
      for (const secrets of [secret ?? null, [secret, SECRET], [SECRET, secret]])
        expect(await refused(headers, secrets)).toBe(TypeError);
  });

  it('is also none at all, and is not shown', async () => {
    expect(await outcome(BODY, signed(BODY), [])).toBe(TypeError);
    await expect(unwrapWebhook(BODY, signed(BODY), 'whsec_hush!')).rejects.toThrow(/^(?!.*hush)/);
  });
});
