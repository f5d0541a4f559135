import { PassThrough } from 'node:stream';
import { createTransport, type NodemailerError } from 'nodemailer';
import type MimeNode from 'nodemailer/lib/mime-node/index.js';
import { MailRejected, MailUnavailable, MailUnfit, ProviderAway } from './mail.errors.js';
import { MailTransport, type SentMail } from './mail-transport.js';
import { CALENDAR_FILENAME, type MailAddress, type OutgoingMail } from './outgoing-mail.js';

export interface SmtpSettings {
  /** `smtp://` or `smtps://`, with user and password where the server wants them. */
  readonly url: string;
  /** For each step of the conversation; the whole of it may take three times as long. */
  readonly timeoutMs: number;
}

/** Delivers over SMTP (RFC 5321) through a pool of connections. */
export class SmtpTransport extends MailTransport {
  readonly provider = 'smtp';
  private readonly transporter;

  constructor(private readonly settings: SmtpSettings) {
    super();
    this.transporter = createTransport({
      url: settings.url,
      pool: true,
      maxConnections: 5,
      // The pool would send again after a connection broke behind DATA; attempts are counted in one place, the queue.
      maxRequeues: 0,
      dnsTimeout: settings.timeoutMs,
      connectionTimeout: settings.timeoutMs,
      greetingTimeout: settings.timeoutMs,
      socketTimeout: settings.timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    this.transporter.use('stream', inOnePiece);
  }

  override async close(): Promise<void> {
    this.transporter.close();
  }

  protected async deliver(mail: OutgoingMail): Promise<SentMail> {
    const { calendar } = mail;
    try {
      const { serverMessageId } = await this.transporter.sendMail({
        from: address(mail.from),
        to: address(mail.to),
        ...(mail.replyTo && { replyTo: address(mail.replyTo) }),
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        messageId: mail.messageId,
        headers: mail.headers,
        attachments: mail.attachments.map(({ filename, contentType, content, contentId }) => ({
          filename,
          contentType,
          content,
          ...(contentId !== undefined && { cid: contentId, contentDisposition: 'inline' as const }),
        })),
        ...(calendar && {
          icalEvent: { method: calendar.method, content: calendar.ics, filename: CALENDAR_FILENAME },
        }),
        signal: AbortSignal.timeout(this.settings.timeoutMs * 3),
      });
      return serverMessageId ? { providerMessageId: serverMessageId } : {};
    } catch (error) {
      throw asMailError(error as NodemailerError);
    }
  }
}

/** A message is written line by line, and each line would travel to the server by itself. */
function inOnePiece({ message }: { readonly message: MimeNode }, done: (error?: Error | null) => void): void {
  message.build((error, content) => {
    if (!error) message.createReadStream = () => new PassThrough().end(content);
    done(error);
  });
}

function address({ email, name }: MailAddress): { address: string; name: string } {
  return { address: email, name: name ?? '' };
}

/** Commands whose refusal is about this mail; a refusal of any other (greeting, EHLO, AUTH) is about the installation. */
const ABOUT_THE_MAIL = new Set(['MAIL FROM', 'RCPT TO', 'DATA']);
/** Commands about one recipient or message, whose temporary refusal (greylisting, a full mailbox) says nothing of others. */
const ABOUT_ONE_MAIL = new Set(['RCPT TO', 'DATA']);
/** RFC 5321: the server closes the connection, whatever it was asked. */
const SHUTTING_DOWN = 421;
/** RFC 4954: sent for MAIL FROM by a server that wants credentials first. */
const AUTHENTICATION_REQUIRED = 530;

function asMailError(error: NodemailerError): MailRejected | MailUnavailable {
  const options = { cause: error };
  const summary = error.responseCode ? `The mail server answered ${error.responseCode}` : `SMTP failed (${error.code})`;
  const message = `${summary}: ${error.message}`;
  if (error.permanent && ABOUT_THE_MAIL.has(error.command ?? '') && error.responseCode !== AUTHENTICATION_REQUIRED)
    return new MailRejected(message, error.command === 'RCPT TO' ? 'recipient' : 'message', options);
  // Without an answer of the server this is nodemailer itself, which found the address unusable.
  if (error.code === 'EENVELOPE' && !error.responseCode) return new MailUnfit(message, 'recipient', options);
  return isAboutOneMail(error)
    ? new MailUnavailable(message, undefined, options)
    : new ProviderAway(message, summary, undefined, options);
}

function isAboutOneMail({ command = '', responseCode }: NodemailerError): boolean {
  return (
    responseCode !== undefined &&
    responseCode !== SHUTTING_DOWN &&
    responseCode !== AUTHENTICATION_REQUIRED &&
    ABOUT_ONE_MAIL.has(command)
  );
}
