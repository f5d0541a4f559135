import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createMailTransport } from './create-transport.js';
import { MailRejected, MailUnavailable } from './mail.errors.js';
import type { MailTransport } from './mail-transport.js';
import type { OutgoingMail } from './outgoing-mail.js';
import { pauseSeconds } from './web-api.js';

const ics = 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n';

const mail: OutgoingMail = {
  from: { email: 'no-reply@lyceum.test', name: 'Lyceum' },
  to: { email: 'ada@example.test', name: 'Ada "the Countess" Lovelace' },
  subject: 'Your booking is confirmed',
  text: 'Plain part',
  html: '<p>HTML part</p>',
  messageId: '<0190-delivery@lyceum.test>',
  headers: { 'X-Request-Id': 'request-1' },
  attachments: [{ filename: 'notes.txt', contentType: 'text/plain', content: Buffer.from('Ünïcode') }],
  calendar: { method: 'CANCEL', ics },
};

const bare: OutgoingMail = { ...mail, to: { email: 'ada@example.test' }, attachments: [], calendar: undefined };

interface Request {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** A provider's endpoint: records what is asked and answers as it is told. */
class Provider {
  readonly requests: Request[] = [];
  answer: (response: ServerResponse) => void = (response) => response.writeHead(202).end();

  private constructor(private readonly server: Server) {}

  static async open(): Promise<Provider> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method, url, headers } = request;
        provider.requests.push({ method, path: url, headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
        provider.answer(response);
      });
    });
    const provider = new Provider(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return provider;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

function transportTo(url: string, provider: 'sendgrid' | 'resend', timeoutMs = 2000): MailTransport {
  const settings = { url, apiKey: 'test-key' };
  const chosen = { provider, timeoutMs, smtpUrl: undefined, sendgrid: settings, resend: settings };
  return createMailTransport(chosen, { event: () => undefined });
}

describe('transports over web APIs', () => {
  let provider: Provider;

  beforeEach(async () => {
    provider = await Provider.open();
  });

  afterEach(async () => {
    await provider.close();
  });

  it('asks SendGrid as its Mail Send operation is documented', async () => {
    provider.answer = (response) => response.writeHead(202, { 'x-message-id': 'sg-1' }).end();
    await expect(transportTo(provider.url, 'sendgrid').send(mail)).resolves.toEqual({ providerMessageId: 'sg-1' });
    const [request] = provider.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/v3/mail/send' });
    expect(request?.headers).toMatchObject({ authorization: 'Bearer test-key', 'content-type': 'application/json' });
    expect(request?.body).toEqual({
      personalizations: [{ to: [{ email: 'ada@example.test', name: 'Ada "the Countess" Lovelace' }] }],
      from: { email: 'no-reply@lyceum.test', name: 'Lyceum' },
      subject: 'Your booking is confirmed',
      content: [
        { type: 'text/plain', value: 'Plain part' },
        { type: 'text/html', value: '<p>HTML part</p>' },
        { type: 'text/calendar; method=CANCEL', value: ics },
      ],
      headers: { 'X-Request-Id': 'request-1', 'Message-ID': '<0190-delivery@lyceum.test>' },
      attachments: [
        {
          content: Buffer.from('Ünïcode').toString('base64'),
          type: 'text/plain',
          filename: 'notes.txt',
          disposition: 'attachment',
        },
        {
          content: Buffer.from(ics).toString('base64'),
          type: 'application/ics',
          filename: 'invite.ics',
          disposition: 'attachment',
        },
      ],
      tracking_settings: { click_tracking: { enable: false, enable_text: false }, open_tracking: { enable: false } },
    });
  });

  it.each([
    ['sendgrid', { type: 'image/png', disposition: 'inline', content_id: 'logo@lyceum' }],
    ['resend', { content_type: 'image/png', content_id: 'logo@lyceum' }],
  ] as const)('shows a file in the HTML part that names it (%s)', async (name, sent) => {
    provider.answer = (response) => response.writeHead(202, { 'content-type': 'application/json' }).end('{"id":"1"}');
    const logo = {
      filename: 'logo.png',
      contentType: 'image/png',
      content: Buffer.from('PNG'),
      contentId: 'logo@lyceum',
    };
    await transportTo(provider.url, name).send({ ...bare, attachments: [logo] });
    const content = Buffer.from('PNG').toString('base64');
    expect(provider.requests[0]?.body).toMatchObject({ attachments: [{ filename: 'logo.png', content, ...sent }] });
  });

  it('leaves the attachments out when SendGrid gets none', async () => {
    await transportTo(provider.url, 'sendgrid').send(bare);
    expect(provider.requests[0]?.body).not.toHaveProperty('attachments');
  });

  it('asks Resend as its Send Email operation is documented', async () => {
    provider.answer = (response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"re-1"}');
    await expect(transportTo(provider.url, 'resend').send(mail)).resolves.toEqual({ providerMessageId: 're-1' });
    const [request] = provider.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/emails' });
    expect(request?.headers).toMatchObject({
      authorization: 'Bearer test-key',
      'content-type': 'application/json',
      'idempotency-key': '<0190-delivery@lyceum.test>',
    });
    expect(request?.body).toEqual({
      from: '"Lyceum" <no-reply@lyceum.test>',
      to: ['"Ada \\"the Countess\\" Lovelace" <ada@example.test>'],
      subject: 'Your booking is confirmed',
      html: '<p>HTML part</p>',
      text: 'Plain part',
      headers: { 'X-Request-Id': 'request-1', 'Message-ID': '<0190-delivery@lyceum.test>' },
      attachments: [
        { filename: 'notes.txt', content: Buffer.from('Ünïcode').toString('base64'), content_type: 'text/plain' },
        {
          filename: 'invite.ics',
          content: Buffer.from(ics).toString('base64'),
          content_type: 'text/calendar; charset=utf-8; method=CANCEL',
        },
      ],
    });
  });

  it('counts a mail as sent when the answer of Resend cannot be read', async () => {
    provider.answer = (response) => response.writeHead(200).end('<html>');
    await expect(transportTo(provider.url, 'resend').send(bare)).resolves.toEqual({});
  });

  describe.each(['sendgrid', 'resend'] as const)('%s', (name) => {
    it.each([400, 404, 413, 422])('reports %i as rejected for good', async (status) => {
      provider.answer = (response) => response.writeHead(status).end('{"message":"The to field is not valid."}');
      await expect(transportTo(provider.url, name).send(bare)).rejects.toThrow(MailRejected);
    });

    it.each([401, 403, 408, 429, 500, 503])('reports %i as unavailable', async (status) => {
      provider.answer = (response) => response.writeHead(status).end();
      await expect(transportTo(provider.url, name).send(bare)).rejects.toThrow(MailUnavailable);
    });

    it('passes on how long a busy provider asks to wait', async () => {
      provider.answer = (response) => response.writeHead(429, { 'retry-after': '17' }).end();
      await expect(transportTo(provider.url, name).send(bare)).rejects.toMatchObject({ retryAfterSeconds: 17 });
    });

    it('neither follows a redirect nor hands the key to its target', async () => {
      const elsewhere = await Provider.open();
      provider.answer = (response) => response.writeHead(307, { location: elsewhere.url }).end();
      await expect(transportTo(provider.url, name).send(bare)).rejects.toThrow(MailUnavailable);
      expect(elsewhere.requests).toEqual([]);
      await elsewhere.close();
    });

    it('gives up on an answer that does not come', async () => {
      provider.answer = () => undefined;
      await expect(transportTo(provider.url, name, 100).send(bare)).rejects.toThrow(MailUnavailable);
    });

    it('gives up on an answer that does not end', async () => {
      provider.answer = (response) => response.writeHead(400).write('{');
      await expect(transportTo(provider.url, name, 100).send(bare)).rejects.toThrow(MailUnavailable);
    });

    it('reports a closed port as unavailable', async () => {
      const { url } = provider;
      await provider.close();
      await expect(transportTo(url, name).send(bare)).rejects.toThrow(/ECONNREFUSED/);
    });

    it('has answers go where the mail says, and refuses what would begin a header', async () => {
      await transportTo(provider.url, name).send({ ...bare, replyTo: { email: 'grace@example.test' } });
      const expected = name === 'sendgrid' ? { email: 'grace@example.test' } : 'grace@example.test';
      expect(provider.requests[0]?.body).toMatchObject({ reply_to: expected });
      const replyTo = { email: 'grace@example.test\r\nBcc: eve@example.test' };
      await expect(transportTo(provider.url, name).send({ ...bare, replyTo })).rejects.toThrow(MailRejected);
      expect(provider.requests).toHaveLength(1);
    });

    it('refuses a recipient with a line break before anything is sent', async () => {
      const send = transportTo(provider.url, name).send({
        ...bare,
        to: { email: 'ada@example.test\r\nBcc: eve@example.test' },
      });
      await expect(send).rejects.toThrow(MailRejected);
      expect(provider.requests).toEqual([]);
    });
  });
});

describe('pauseSeconds', () => {
  const now = Date.parse('2026-01-31T09:00:00Z');

  it.each([
    ['seconds', { 'retry-after': '30' }, 30],
    ['a date', { 'retry-after': 'Sat, 31 Jan 2026 09:01:30 GMT' }, 90],
    ['a date that has passed', { 'retry-after': 'Sat, 31 Jan 2026 08:00:00 GMT' }, 1],
    ['more than an hour', { 'retry-after': '86400' }, 3600],
    ['something else', { 'retry-after': 'soon' }, undefined],
    ["SendGrid's reset time", { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now / 1000 + 45) }, 45],
    ['nothing', {}, undefined],
  ])('reads %s', (_, headers, expected) => {
    expect(pauseSeconds(new Headers(headers as Record<string, string>), now)).toBe(expected);
  });
});
