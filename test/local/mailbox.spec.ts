import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { Mailbox } from '../../local/mailbox.mjs';
import { MailboxReader } from '../support/mailbox.mjs';
import { readServices } from '../support/services.mjs';

const invitation = 'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n';

describe('Mailbox', () => {
  const folder = mkdtempSync(join(readServices().folder, 'mail-'));
  let mailbox: Mailbox;
  let pageUrl: string;
  let reader: MailboxReader;

  async function open(options: Parameters<typeof Mailbox.start>[0] = {}): Promise<void> {
    mailbox = await Mailbox.start({ folder, ...options });
    pageUrl = `http://127.0.0.1:${mailbox.pagePort}`;
    reader = new MailboxReader(pageUrl);
  }

  async function send(to: string, subject: string, more: object = {}): Promise<void> {
    const transport = createTransport(mailbox.smtpUrl);
    await transport.sendMail({ from: 'Lyceum <no-reply@lyceum.test>', to, subject, text: 'Hello', ...more });
    transport.close();
  }

  async function page(path: string): Promise<{ status: number; type: string | null; text: string; policy: string }> {
    const response = await fetch(new URL(path, pageUrl));
    const { status, headers } = response;
    const policy = headers.get('Content-Security-Policy') ?? '';
    return { status, type: headers.get('Content-Type'), text: await response.text(), policy };
  }

  beforeEach(() => open());

  afterEach(async () => {
    await mailbox.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('lists what arrived, newest first, by recipient and subject', async () => {
    await send('ada@x.test', 'First');
    await send('Ada@x.test, grace@x.test', 'Second');
    await send('grace@x.test', 'Third');
    const subjects = async (filter?: object) => (await reader.list(filter)).map(({ subject }) => subject);
    expect(await subjects()).toEqual(['Third', 'Second', 'First']);
    expect(await subjects({ to: 'ada@X.test' })).toEqual(['Second', 'First']);
    expect(await subjects({ to: 'ada@x.test', subject: 'irs' })).toEqual(['First']);
    const [, second] = await reader.list();
    expect(await subjects({ after: second!.id })).toEqual(['Third']);
  });

  it('gives text, HTML, headers and attachments of one mail', async () => {
    await send('ada@x.test', 'Grüße', {
      html: '<p>Hello</p>',
      headers: { 'X-Request-Id': 'request-1' },
      attachments: [
        { filename: 'invite.ics', content: invitation, contentType: 'text/calendar; method=REQUEST; charset=utf-8' },
      ],
    });
    const mail = await reader.waitFor({ to: 'ada@x.test' });
    expect(mail).toMatchObject({
      subject: 'Grüße',
      recipients: ['ada@x.test'],
      text: 'Hello\n',
      html: '<p>Hello</p>\n',
    });
    expect(mail.headers).toMatchObject({ 'x-request-id': 'request-1' });
    expect(mail.attachments).toMatchObject([
      { filename: 'invite.ics', contentType: 'text/calendar', method: 'REQUEST' },
    ]);
    expect(Buffer.from(mail.attachments[0]!.base64, 'base64').toString()).toContain('METHOD:REQUEST');
  });

  it('answers whoever waits as soon as the mail is there, and says what came instead', async () => {
    await send('ada@x.test', 'Welcome');
    const waiting = reader.waitFor({ to: 'ada@x.test', subject: 'Reset' });
    await send('grace@x.test', 'Reset');
    await send('ada@x.test', 'Reset your password');
    expect((await waiting).subject).toBe('Reset your password');
    await expect(reader.waitFor({ to: 'ada@x.test', subject: 'Bill' }, 50)).rejects.toThrow(
      '["Reset your password","Welcome"]',
    );
  });

  it('keeps the mails over a restart, and only the last ones', async () => {
    for (const subject of ['One', 'Two', 'Three']) await send('ada@x.test', subject);
    await mailbox.stop();
    await open({ capacity: 2 });
    expect((await reader.list()).map(({ subject }) => subject)).toEqual(['Three', 'Two']);
    await send('ada@x.test', 'Four');
    expect((await reader.list()).map(({ subject }) => subject)).toEqual(['Four', 'Three']);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it('shows mails as pages in which nothing of a mail can act', async () => {
    await send('ada@x.test', '<script>alert(1)</script>', {
      text: 'Open https://lyceum.test/verify?token=1&x=2.',
      html: '<script>alert(2)</script><a href="https://lyceum.test/verify">Verify</a>',
      attachments: [{ filename: 'näme.html', content: '<script>', contentType: 'text/html' }],
    });
    const { id } = (await reader.list())[0]!;
    const list = await page('/');
    expect(list.text).toContain(`<a href="/messages/${id}">&#60;script&#62;`);

    const mail = await page(`/messages/${id}`);
    expect(mail.text).toContain('<a href="https://lyceum.test/verify?token=1&#38;x=2"');
    expect(mail.text).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    expect(mail.text).not.toContain('<script>alert');

    const document = await page(`/messages/${id}/html`);
    expect(document.policy).toContain("sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'");

    const file = await fetch(new URL(`/messages/${id}/attachments/0`, pageUrl));
    expect(file.headers.get('Content-Disposition')).toBe("attachment; filename*=UTF-8''n%C3%A4me.html");
    expect((await page(`/messages/${id}.eml`)).type).toBe('message/rfc822');
    for (const path of ['/messages/1', `/messages/${id}/attachments/1`, '/api/messages/1', '/x'])
      expect((await page(path)).status).toBe(404);
  });

  it('shows so many mails on a page, and leads to the older ones', async () => {
    const transport = createTransport(`${mailbox.smtpUrl}?pool=true&maxConnections=1&maxMessages=1000`);
    const mail = { from: 'no-reply@lyceum.test', to: 'ada@x.test', text: 'Hello' };
    for (let number = 0; number <= 200; number += 1) await transport.sendMail({ ...mail, subject: `Mail ${number}` });
    transport.close();
    const newest = await page('/');
    expect(newest.text).toContain('>Mail 200<');
    expect(newest.text).not.toContain('>Mail 0<');
    const [, path = ''] = /href="(\/\?before=[\d-]+)">Older mail</.exec(newest.text) ?? [];
    const oldest = await page(path);
    expect(oldest.text).toContain('>Mail 0<');
    expect(oldest.text).not.toMatch(/>Mail 1<|Older mail/);
    expect((await page('/?before=<script>')).text).toContain('>Mail 200<');
  });

  it('shows the mails of one recipient', async () => {
    await send('ada@x.test', 'For Ada');
    await send('grace@x.test', 'For Grace');
    const { text } = await page('/?to=ADA%40x.test');
    expect(text).toContain('>For Ada<');
    expect(text).not.toContain('>For Grace<');
    expect(text).toContain('data-list="/?to=ADA%40x.test"');
    expect(text).toMatch(/data-query="after=[\d-]+&#38;to=ADA%40x.test"/);
    expect((await page('/?to=%22%3E%3Cscript%3E')).text).not.toContain('"><script>');
  });

  it('answers only to names of this machine', async () => {
    const answer = async (host: string) => {
      const asked = request(pageUrl, { headers: { Host: host } }).end();
      const [response] = (await once(asked, 'response')) as [{ statusCode: number; resume(): void }];
      response.resume();
      return response.statusCode;
    };
    expect(await answer(`localhost:${mailbox.pagePort}`)).toBe(200);
    expect(await answer('evil.example')).toBe(404);
  });

  it('refuses a recipient when a test asks for it', async () => {
    await mailbox.stop();
    await open({ refuse: (recipient) => (recipient === 'full@x.test' ? 452 : null) });
    await expect(send('full@x.test', 'Hello')).rejects.toMatchObject({ responseCode: 452 });
    await send('ada@x.test', 'Hello');
    expect(await reader.list()).toHaveLength(1);
  });
});
