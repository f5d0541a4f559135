import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface ReceivedMail {
  readonly raw: string;
  readonly message: Email;
  readonly recipients: readonly string[];
}

/** What the server says to a recipient: nothing to take the mail, or the SMTP reply that refuses it. */
export type Refusal = (recipient: string) => number | undefined;

/** An SMTP server that keeps the bytes it gets and answers as it is told. */
export class SmtpRecorder {
  readonly received: ReceivedMail[] = [];
  /** Called when a message is complete: it is accepted once this resolves, and refused with the reply this throws. */
  onMessage: (mail: ReceivedMail) => Promise<void> = () => Promise.resolve();
  refuse: Refusal = () => undefined;
  /** Whether it takes no mail at all (421). */
  isAway = false;
  /** How many mails it turned away so. */
  turnedAway = 0;

  private constructor(private readonly server: SMTPServer) {}

  static async open(options: SMTPServerOptions = {}): Promise<SmtpRecorder> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onMailFrom(_sender, _session, done) {
        if (recorder.isAway) recorder.turnedAway += 1;
        done(recorder.isAway ? smtpReply(421) : null);
      },
      onRcptTo({ address }, _session, done) {
        const code = recorder.refuse(address);
        done(code === undefined ? null : smtpReply(code));
      },
      onData(stream, session, done) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const recipients = session.envelope.rcptTo.map(({ address }) => address);
          recorder.accept(Buffer.concat(chunks), recipients).then(() => done(), done);
        });
      },
      ...options,
    });
    const recorder: SmtpRecorder = new SmtpRecorder(server);
    server.on('error', () => undefined);
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    return recorder;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.close(resolve);
    });
  }

  private async accept(raw: Buffer, recipients: readonly string[]): Promise<void> {
    const mail = { raw: raw.toString(), message: await PostalMime.parse(raw), recipients };
    await this.onMessage(mail);
    this.received.push(mail);
  }
}

export function smtpReply(code: number): Error {
  return Object.assign(new Error(`Reply ${code}`), { responseCode: code });
}
