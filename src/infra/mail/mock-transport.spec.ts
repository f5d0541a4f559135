import { createMailTransport } from './create-transport.js';

const none = { url: 'https://api.example.test', apiKey: undefined };
const settings = { provider: 'mock', timeoutMs: 1, smtpUrl: undefined, sendgrid: none, resend: none } as const;

const mail = {
  from: { email: 'no-reply@lyceum.test' },
  to: { email: 'ada@example.test', name: 'Ada Lovelace' },
  subject: 'Please verify your address',
  html: '<p>Open the link</p>',
  text: 'Open https://lyceum.test/verify/secret\n\nLyceum',
  messageId: '<0190@lyceum.test>',
  headers: {},
  attachments: [],
};

describe('the mock provider', () => {
  it('shows the whole message where everybody sees it, and sends nothing', async () => {
    const lines: unknown[] = [];
    const logger = {
      event: (event: string, fields?: object, level: string = 'info') => void lines.push({ event, level, ...fields }),
    };
    expect(await createMailTransport(settings, logger).send(mail)).toEqual({});
    expect(lines).toEqual([
      {
        event: 'mail.not_sent',
        level: 'warn',
        because: 'EMAIL_PROVIDER is mock',
        messageId: mail.messageId,
        recipient: 'Ada Lovelace <ada@example.test>',
        subject: mail.subject,
        text: mail.text,
      },
    ]);
  });
});
