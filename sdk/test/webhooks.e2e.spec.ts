import { type IncomingHttpHeaders } from 'node:http';
import { Lyceum, unwrapWebhook, WebhookRefused } from '@lyceum/sdk';
import { slot } from '../../test/factories/booking.js';
import { signUpAllVerified } from '../../test/factories/person.js';
import { eventually } from '../../test/support/eventually.js';
import { ApiClient } from '../../test/support/http.js';
import { Receiver } from '../../test/support/receiver.js';
import { sharedSystem } from '../../test/support/shared-system.mjs';
import { refusalOf } from './refusal.js';

const { apiUrl: baseUrl } = sharedSystem();

let receiver: Receiver;
let lyceum: Lyceum;

beforeAll(async () => {
  receiver = await Receiver.open();
  const [ada] = await signUpAllVerified(new ApiClient(baseUrl), 'Ada');
  lyceum = new Lyceum({ baseUrl, token: ada.accessToken });
});
afterAll(() => receiver.close());

describe('a message of a webhook', () => {
  it('is verified and read as it arrived, and nothing else is', async () => {
    const { secret } = await lyceum.webhooks.create({ url: `${receiver.url}/hook`, events: ['booking.confirmed'] });
    const booking = await lyceum.bookings.create({ title: 'Algebra', ...slot(1) });
    const [request] = await eventually(
      () => Promise.resolve(receiver.requests),
      ({ length }) => length > 0,
    );
    const { headers, body } = request!;
    const message = await lyceum.webhooks.unwrap(body, headers, secret);
    if (message.type !== 'booking.confirmed') throw new Error(message.type);
    expect(message.data.booking.id).toBe(booking.id);
    expect(
      await unwrapWebhook(new TextEncoder().encode(body), new Headers(headers as Record<string, string>), secret),
    ).toEqual(message);
    expect(await unwrapWebhook(body, headers, ['whsec_b3RoZXI=', secret])).toEqual(message);
    const ofGateways = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]));
    expect(await unwrapWebhook(body, ofGateways, secret)).toEqual(message);
    const ofFrameworks = { get: (name: string) => headers[name] ?? null } as unknown as Headers;
    expect(await unwrapWebhook(body, ofFrameworks, secret)).toEqual(message);

    const refused = (of: string, other: IncomingHttpHeaders, secrets: string | string[] = secret) =>
      refusalOf(unwrapWebhook(of, { ...headers, ...other }, secrets));
    for (const attempt of [
      refused(body.replace('Algebra', 'Geometry'), {}),
      refused(body, { 'webhook-id': '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11' }),
      refused(body, { 'webhook-timestamp': String(Number(headers['webhook-timestamp']) - 301) }),
      refused(body, { 'webhook-timestamp': 'yesterday' }),
      refused(body, { 'webhook-signature': undefined }),
      refused(body, { 'webhook-signature': 'v2,b3RoZXI=' }),
      refused(body, { 'webhook-signature': 'v1,not base64!' }),
      refused(body, {}, 'whsec_b3RoZXI='),
    ])
      expect(await attempt).toBeInstanceOf(WebhookRefused);
  });
});
