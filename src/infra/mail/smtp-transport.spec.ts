import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import type { SMTPServerOptions } from 'smtp-server';
import { SmtpRecorder, smtpReply } from '../../../test/support/smtp-recorder.js';
import { MailRejected, MailUnavailable, ProviderAway } from './mail.errors.js';
import type { OutgoingMail } from './outgoing-mail.js';
import { SmtpTransport } from './smtp-transport.js';

const ics = ['BEGIN:VCALENDAR', 'METHOD:REQUEST', 'END:VCALENDAR', ''].join('\r\n');

const mail: OutgoingMail = {
  from: { email: 'no-reply@lyceum.test', name: 'Lyceum' },
  to: { email: 'ada@example.test', name: 'Ada Lovelace' },
  subject: 'Grüße, your booking is confirmed',
  text: 'Plain part',
  html: '<p>HTML part</p>',
  messageId: '<0190-delivery@lyceum.test>',
  headers: { 'X-Request-Id': 'request-1' },
  attachments: [],
};

describe('SmtpTransport', () => {
  const cleanUp: Array<() => Promise<void>> = [];

  afterEach(async () => {
    for (const close of cleanUp.splice(0).reverse()) await close();
  });

  async function open(options?: SMTPServerOptions): Promise<{ recorder: SmtpRecorder; transport: SmtpTransport }> {
    const recorder = await SmtpRecorder.open(options);
    cleanUp.push(() => recorder.close());
    return { recorder, transport: transportTo(recorder.url) };
  }

  function transportTo(url: string, timeoutMs = 2000): SmtpTransport {
    const transport = new SmtpTransport({ url, timeoutMs });
    cleanUp.push(() => transport.close());
    return transport;
  }

  it('delivers subject, both bodies, the Message-ID and the headers', async () => {
    const { recorder, transport } = await open();
    await transport.send(mail);
    const [received] = recorder.received;
    expect(received).toMatchObject({
      recipients: ['ada@example.test'],
      message: {
        from: { address: 'no-reply@lyceum.test', name: 'Lyceum' },
        to: [{ address: 'ada@example.test', name: 'Ada Lovelace' }],
        subject: mail.subject,
        messageId: mail.messageId,
      },
    });
    expect(received?.message.text?.trim()).toBe(mail.text);
    expect(received?.message.html?.trim()).toBe(mail.html);
    expect(received?.message.headers).toContainEqual(
      expect.objectContaining({ key: 'x-request-id', value: 'request-1' }),
    );
  });

  it('keeps the Message-ID when the same mail is sent again', async () => {
    const { recorder, transport } = await open();
    await transport.send(mail);
    await transport.send(mail);
    expect(recorder.received.map(({ message }) => message.messageId)).toEqual([mail.messageId, mail.messageId]);
  });

  it('carries an invitation as text/calendar with its method and as a file', async () => {
    const { recorder, transport } = await open();
    await transport.send({ ...mail, calendar: { method: 'REQUEST', ics } });
    const [received] = recorder.received;
    expect(received?.raw).toMatch(/^Content-Type: text\/calendar; charset=utf-8; method=REQUEST\r$/m);
    expect(received?.message.attachments.map(({ filename }) => filename)).toContain('invite.ics');
    // The parser normalises line ends in calendars, which must be CRLF: so the bytes themselves.
    expect(received?.raw).toContain(Buffer.from(ics).toString('base64'));
  });

  it('attaches files', async () => {
    const { recorder, transport } = await open();
    const attachment = { filename: 'résumé.txt', contentType: 'text/plain', content: Buffer.from('Ünïcode') };
    await transport.send({ ...mail, attachments: [attachment] });
    const [file] = recorder.received[0]?.message.attachments ?? [];
    expect(file?.filename).toBe('résumé.txt');
    expect(Buffer.from(file?.content as ArrayBuffer).toString()).toBe('Ünïcode');
  });

  it('shows a file in the HTML part that names it', async () => {
    const { recorder, transport } = await open();
    const logo = {
      filename: 'logo.png',
      contentType: 'image/png',
      content: Buffer.from('PNG'),
      contentId: 'logo@lyceum',
    };
    await transport.send({ ...mail, attachments: [logo], calendar: { method: 'REQUEST', ics } });
    const [received] = recorder.received;
    const [shown, ...others] = received?.message.attachments.filter(({ mimeType }) => mimeType === 'image/png') ?? [];
    expect([shown, others]).toMatchObject([{ contentId: '<logo@lyceum>', disposition: 'inline', related: true }, []]);
  });

  it('keeps what looks like an encoded word from being decoded', async () => {
    const sender = { email: 'lyceum@example.test', name: '=?utf-8?B?UGF5UGFs4oCu?= Co' };
    const subject = 'Confirmed: Mentoring with =?utf-8?Q?a=0D=0AX-Evil:_1?=';
    const { recorder, transport } = await open();
    await transport.send({ ...mail, subject, from: sender });
    const [received] = recorder.received;
    const visible = (text?: string) => text?.replaceAll('\u2060', '');
    expect(visible(received?.message.subject)).toBe(subject);
    expect(visible(received?.message.from?.name)).toBe(sender.name);
  });

  it('keeps line breaks in subject and name from becoming headers', async () => {
    const { recorder, transport } = await open();
    await transport.send({
      ...mail,
      subject: 'Lunch\r\nBcc: eve@example.test\r\n\r\nBody of Eve',
      to: { email: 'ada@example.test', name: 'Ada\r\nBcc: eve@example.test' },
    });
    const [received] = recorder.received;
    expect(received?.recipients).toEqual(['ada@example.test']);
    expect(received?.raw).not.toMatch(/^Bcc:/im);
    expect(received?.message.subject).toBe('Lunch Bcc: eve@example.test Body of Eve');
    expect(received?.message.to).toHaveLength(1);
    expect(received?.message.text?.trim()).toBe(mail.text);
  });

  it.each([
    ['a second address', 'ada@example.test,eve@example.test'],
    ['an SMTP command', 'ada@example.test>\r\nRCPT TO:<eve@example.test'],
    ['no domain', 'ada'],
  ])('refuses a recipient that carries %s', async (_, email) => {
    const { recorder, transport } = await open();
    await expect(transport.send({ ...mail, to: { email } })).rejects.toMatchObject({
      name: 'MailRejected',
      reason: 'recipient',
    });
    expect(recorder.received).toHaveLength(0);
  });

  it('refuses a header value with a line break', async () => {
    const { transport } = await open();
    await expect(
      transport.send({ ...mail, headers: { 'X-Request-Id': 'a\r\nBcc: eve@example.test' } }),
    ).rejects.toThrow(MailRejected);
  });

  it('reports a refused recipient as rejected for good', async () => {
    const { recorder, transport } = await open();
    recorder.refuse = () => 550;
    await expect(transport.send(mail)).rejects.toMatchObject({ name: 'MailRejected', reason: 'recipient' });
  });

  it('reports a refused message as rejected for good', async () => {
    const { recorder, transport } = await open();
    recorder.onMessage = () => Promise.reject(smtpReply(554));
    await expect(transport.send(mail)).rejects.toMatchObject({ name: 'MailRejected', reason: 'message' });
  });

  it('reports greylisting as unavailable', async () => {
    const { recorder, transport } = await open();
    recorder.refuse = () => 451;
    await expectOneMailToBeAtFault(transport.send(mail));
  });

  it('reports a full mailbox at the end of the data as unavailable', async () => {
    const { recorder, transport } = await open();
    recorder.onMessage = () => Promise.reject(smtpReply(452));
    await expectOneMailToBeAtFault(transport.send(mail));
  });

  it('reports a server that takes no mail at all as away, without the addresses', async () => {
    const { recorder, transport } = await open();
    recorder.isAway = true;
    const refused = transport.send(mail);
    await expect(refused).rejects.toThrow(ProviderAway);
    await expect(refused).rejects.toMatchObject({ reason: 'The mail server answered 421' });
  });

  it('reports refused credentials as a provider that is away, because no mail is at fault', async () => {
    const { recorder } = await open({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(smtpReply(535)),
    });
    const transport = transportTo(recorder.url.replace('smtp://', 'smtp://user:wrong@'));
    await expect(transport.send(mail)).rejects.toThrow(ProviderAway);
  });

  it('reports a closed port as a provider that is away', async () => {
    const recorder = await SmtpRecorder.open();
    const { url } = recorder;
    await recorder.close();
    await expect(transportTo(url).send(mail)).rejects.toThrow(ProviderAway);
  });

  it('gives up on a server that accepts the connection and stays silent', async () => {
    const silent = createServer();
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const sockets = new Set<{ destroy(): void }>();
    silent.on('connection', (socket) => sockets.add(socket));
    cleanUp.push(() => closeServer(silent, sockets));
    const transport = transportTo(`smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`, 200);
    await expect(transport.send(mail)).rejects.toThrow(ProviderAway);
  });
});

async function expectOneMailToBeAtFault(sent: Promise<unknown>): Promise<void> {
  await expect(sent).rejects.toThrow(MailUnavailable);
  await expect(sent).rejects.not.toThrow(ProviderAway);
}

async function closeServer(server: Server, sockets: Iterable<{ destroy(): void }>): Promise<void> {
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
}
