import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { MailRejected, MailUnavailable } from './mail.errors.js';
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

interface Received {
  readonly raw: string;
  readonly message: Email;
  readonly recipients: string[];
}

class Mailbox {
  readonly received: Received[] = [];
  private constructor(readonly server: SMTPServer) {}

  static async open(options: SMTPServerOptions = {}): Promise<Mailbox> {
    const server: SMTPServer = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, session, done) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const raw = Buffer.concat(chunks);
          void PostalMime.parse(raw).then((message) => {
            const recipients = session.envelope.rcptTo.map(({ address }) => address);
            mailbox.received.push({ raw: raw.toString(), message, recipients });
            done();
          });
        });
      },
      ...options,
    });
    const mailbox = new Mailbox(server);
    server.on('error', () => undefined);
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    return mailbox;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(resolve));
  }
}

function refusal(code: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode: code });
}

describe('SmtpTransport', () => {
  const cleanUp: Array<() => Promise<void>> = [];

  afterEach(async () => {
    for (const close of cleanUp.splice(0).reverse()) await close();
  });

  async function open(options?: SMTPServerOptions): Promise<{ mailbox: Mailbox; transport: SmtpTransport }> {
    const mailbox = await Mailbox.open(options);
    cleanUp.push(() => mailbox.close());
    return { mailbox, transport: transportTo(mailbox.url) };
  }

  function transportTo(url: string, timeoutMs = 2000): SmtpTransport {
    const transport = new SmtpTransport({ url, timeoutMs });
    cleanUp.push(() => transport.close());
    return transport;
  }

  it('delivers subject, both bodies, the Message-ID and the headers', async () => {
    const { mailbox, transport } = await open();
    await transport.send(mail);
    const [received] = mailbox.received;
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
    const { mailbox, transport } = await open();
    await transport.send(mail);
    await transport.send(mail);
    expect(mailbox.received.map(({ message }) => message.messageId)).toEqual([mail.messageId, mail.messageId]);
  });

  it('carries an invitation as text/calendar with its method and as a file', async () => {
    const { mailbox, transport } = await open();
    await transport.send({ ...mail, calendar: { method: 'REQUEST', ics } });
    const [received] = mailbox.received;
    expect(received?.raw).toMatch(/^Content-Type: text\/calendar; charset=utf-8; method=REQUEST\r$/m);
    expect(received?.message.attachments.map(({ filename }) => filename)).toContain('invite.ics');
    // The parser normalises line ends in calendars, which must be CRLF: so the bytes themselves.
    expect(received?.raw).toContain(Buffer.from(ics).toString('base64'));
  });

  it('attaches files', async () => {
    const { mailbox, transport } = await open();
    const attachment = { filename: 'résumé.txt', contentType: 'text/plain', content: Buffer.from('Ünïcode') };
    await transport.send({ ...mail, attachments: [attachment] });
    const [file] = mailbox.received[0]?.message.attachments ?? [];
    expect(file?.filename).toBe('résumé.txt');
    expect(Buffer.from(file?.content as ArrayBuffer).toString()).toBe('Ünïcode');
  });

  it('keeps line breaks in subject and name from becoming headers', async () => {
    const { mailbox, transport } = await open();
    await transport.send({
      ...mail,
      subject: 'Lunch\r\nBcc: eve@example.test\r\n\r\nBody of Eve',
      to: { email: 'ada@example.test', name: 'Ada\r\nBcc: eve@example.test' },
    });
    const [received] = mailbox.received;
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
    const { mailbox, transport } = await open();
    await expect(transport.send({ ...mail, to: { email } })).rejects.toMatchObject({
      name: 'MailRejected',
      reason: 'recipient',
    });
    expect(mailbox.received).toHaveLength(0);
  });

  it('refuses a header value with a line break', async () => {
    const { transport } = await open();
    await expect(
      transport.send({ ...mail, headers: { 'X-Request-Id': 'a\r\nBcc: eve@example.test' } }),
    ).rejects.toThrow(MailRejected);
  });

  it('reports a refused recipient as rejected for good', async () => {
    const { transport } = await open({ onRcptTo: (_address, _session, done) => done(refusal(550, 'No such user')) });
    await expect(transport.send(mail)).rejects.toMatchObject({ name: 'MailRejected', reason: 'recipient' });
  });

  it('reports a refused message as rejected for good', async () => {
    const { transport } = await open({
      onData(stream, _session, done) {
        stream.resume();
        stream.on('end', () => done(refusal(554, 'Spam')));
      },
    });
    await expect(transport.send(mail)).rejects.toMatchObject({ name: 'MailRejected', reason: 'message' });
  });

  it('reports greylisting as unavailable', async () => {
    const { transport } = await open({ onRcptTo: (_address, _session, done) => done(refusal(451, 'Try again later')) });
    await expect(transport.send(mail)).rejects.toThrow(MailUnavailable);
  });

  it('reports a full mailbox at the end of the data as unavailable', async () => {
    const { transport } = await open({
      onData(stream, _session, done) {
        stream.resume();
        stream.on('end', () => done(refusal(452, 'Mailbox full')));
      },
    });
    await expect(transport.send(mail)).rejects.toThrow(MailUnavailable);
  });

  it('reports refused credentials as unavailable, because no mail is at fault', async () => {
    const mailbox = await Mailbox.open({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(refusal(535, 'Bad credentials')),
    });
    cleanUp.push(() => mailbox.close());
    const transport = transportTo(mailbox.url.replace('smtp://', 'smtp://user:wrong@'));
    await expect(transport.send(mail)).rejects.toThrow(MailUnavailable);
  });

  it('reports a closed port as unavailable', async () => {
    const mailbox = await Mailbox.open();
    const { url } = mailbox;
    await mailbox.close();
    await expect(transportTo(url).send(mail)).rejects.toThrow(MailUnavailable);
  });

  it('gives up on a server that accepts the connection and stays silent', async () => {
    const silent = createServer();
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const sockets = new Set<{ destroy(): void }>();
    silent.on('connection', (socket) => sockets.add(socket));
    cleanUp.push(() => closeServer(silent, sockets));
    const transport = transportTo(`smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`, 200);
    await expect(transport.send(mail)).rejects.toThrow(MailUnavailable);
  });
});

async function closeServer(server: Server, sockets: Iterable<{ destroy(): void }>): Promise<void> {
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
}
