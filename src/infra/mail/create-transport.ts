import type { Logger } from '../telemetry/logger.js';
import type { MailTransport } from './mail-transport.js';
import { MockTransport } from './mock-transport.js';
import { ResendTransport } from './resend-transport.js';
import { SendgridTransport } from './sendgrid-transport.js';
import { SmtpTransport } from './smtp-transport.js';

export interface MailTransportSettings {
  readonly provider: 'mock' | 'smtp' | 'sendgrid' | 'resend';
  readonly timeoutMs: number;
  readonly smtpUrl: string | undefined;
  readonly sendgrid: { readonly url: string; readonly apiKey: string | undefined };
  readonly resend: { readonly url: string; readonly apiKey: string | undefined };
}

/** The transport that the configuration names; the validated environment has what the chosen one needs. */
export function createMailTransport(
  { provider, timeoutMs, smtpUrl, sendgrid, resend }: MailTransportSettings,
  logger: Pick<Logger, 'event'>,
): MailTransport {
  switch (provider) {
    case 'mock':
      return new MockTransport(logger);
    case 'smtp':
      return new SmtpTransport({ url: needed(smtpUrl, 'SMTP_URL'), timeoutMs });
    case 'sendgrid':
      return new SendgridTransport({
        url: sendgrid.url,
        apiKey: needed(sendgrid.apiKey, 'SENDGRID_API_KEY'),
        timeoutMs,
      });
    case 'resend':
      return new ResendTransport({ url: resend.url, apiKey: needed(resend.apiKey, 'RESEND_API_KEY'), timeoutMs });
  }
}

function needed(value: string | undefined, name: string): string {
  if (!value) throw new Error(`${name} is not set.`);
  return value;
}
