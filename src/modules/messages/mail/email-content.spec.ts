import { newLinkSecret } from '../../../infra/access/link-secret.js';
import type { MailTemplate } from '../../../infra/mail/mail-template.js';
import { action, paragraph } from '../../../infra/mail/rendering/document.js';
import { showContent } from './email-content.js';
import type { KeptContent } from './email-deliveries.repository.js';

const template: MailTemplate<{ url: string; title: string }> = {
  name: 'LINK',
  priority: 'normal',
  compose: ({ url, title }) => ({
    subject: title,
    preheader: title,
    heading: title,
    blocks: [paragraph(`${title}: ${url}`), action(title, url)],
    reason: 'You receive this because.',
  }),
};

const kept = (data: object | null): KeptContent => ({
  data,
  template: 'LINK',
  userId: null,
  recipientName: 'Ada',
  timeZone: 'UTC',
  language: 'en',
});

describe('the content of an e-mail that administrators see', () => {
  const secret = newLinkSecret();

  it.each([
    ['a link to manage a booking', `https://lyceum.test/manage/${secret}`],
    ['a link that hosts answer by', `https://lyceum.test/hosted/${secret}?move=1`],
    ['a link with a token', `https://lyceum.test/account/reset-password?token=${secret}&lang=fr`],
    ['a link with a short token', 'https://lyceum.test/account/reset-password?lang=fr&token=s3cr3t'],
    ['a link with a token in its fragment', `https://lyceum.test/account/reset-password#token=${secret}`],
  ])('shows where %s leads, and not its secret', (_name, url) => {
    const { state, html, text } = showContent(template, kept({ title: 'Algebra', url }), undefined);
    expect(state).toBe('kept');
    for (const part of [html, text]) {
      expect(part).toContain('Algebra');
      expect(part).toContain('https://lyceum.test/');
      expect(part).toContain('[redacted]');
      expect(part).not.toContain(secret);
      expect(part).not.toContain('s3cr3t');
    }
  });

  it('shows no link by which a stranger stops e-mails', () => {
    const data = { title: 'Algebra', url: 'https://lyceum.test/app' };
    const stop = `https://lyceum.test/account/unsubscribe/LINK?token=${secret}`;
    const { html, text } = showContent(template, kept(data), stop);
    for (const part of [html, text]) {
      expect(part).toContain('/account/unsubscribe/LINK?token=[redacted]');
      expect(part).not.toContain(secret);
    }
  });

  it('leaves out what the template conceals, and addresses that stand for people without a name', () => {
    const concealing = { ...template, concealed: (data: { url: string }) => ({ ...data, title: 'Not for you' }) };
    const shown = (title: string, of: MailTemplate<{ url: string; title: string }>) =>
      showContent(of, kept({ title, url: 'https://lyceum.test/app?about=gus@guest.example' }), undefined);
    const concealed = shown('A rare disease', concealing);
    expect(concealed.text).toContain('Not for you: https://lyceum.test/app');
    expect(concealed.html! + concealed.text!).not.toContain('rare');
    expect(shown('gus@guest.example', template).text).toContain('[redacted]: https://lyceum.test/app?about=gus@');
    expect(shown('Gus at guest', template).text).toContain('Gus at guest: https://lyceum.test/app?about=gus@');
  });

  it('is gone when it is not stored, or no feature knows its kind any more', () => {
    const gone = { state: 'removed', html: null, text: null };
    expect(showContent(template as MailTemplate, kept(null), undefined)).toEqual(gone);
    expect(showContent(null, kept({ title: 'Algebra' }), undefined)).toEqual(gone);
  });

  it('is unreadable when it cannot be rendered', () => {
    expect(showContent(template as MailTemplate, kept({ title: 'Algebra', url: 'nowhere' }), undefined)).toEqual({
      state: 'unreadable',
      html: null,
      text: null,
    });
  });
});
