import { renderMail } from '../../../../infra/mail/mail-template.js';
import { ADA, describeMail, SECRET_LINK, START } from '../../../../../test/support/describe-mail.js';
import { apiKeyCreatedMail } from './api-key-created.template.js';
import { apiKeyExpiringMail } from './api-key-expiring.template.js';
import { accountInvitationMail } from './account-invitation.template.js';
import { confirmNewEmailMail } from './confirm-new-email.template.js';
import { emailChangedMail } from './email-changed.template.js';
import { onboardingTipsMail } from './onboarding-tips.template.js';
import { passwordChangedMail } from './password-changed.template.js';
import { passwordResetMail } from './password-reset.template.js';
import { refreshReuseMail } from './refresh-reuse.template.js';
import { verifyEmailMail } from './verify-email.template.js';
import { welcomeMail } from './welcome.template.js';

const appUrl = 'https://lyceum.test/app';

describeMail(welcomeMail, { data: { appUrl }, subject: 'Welcome to Lyceum', says: [appUrl] });

describeMail(verifyEmailMail, {
  data: { verifyUrl: SECRET_LINK, expiresInMinutes: 1440 },
  subject: 'Confirm your e-mail address',
  says: [SECRET_LINK, 'within 1 day'],
});

describeMail(passwordResetMail, {
  data: { resetUrl: SECRET_LINK, expiresInMinutes: 30 },
  subject: 'Reset your password',
  says: [SECRET_LINK, 'within 30 minutes'],
});

describeMail(accountInvitationMail, {
  data: {
    inviterName: 'Charles Babbage',
    installation: 'lyceum.test',
    passwordUrl: SECRET_LINK,
    expiresInDays: 7,
    againUrl: 'https://lyceum.test/account/reset-password',
  },
  subject: 'Your Lyceum account is ready: choose a password',
  says: [SECRET_LINK, 'Charles Babbage', 'lyceum.test', 'within 7 days', 'https://lyceum.test/account/reset-password'],
});

describeMail(onboardingTipsMail, { data: { appUrl }, subject: 'Three things to try in Lyceum', says: [appUrl] });

describeMail(refreshReuseMail, {
  data: { detectedAt: START, device: 'Firefox on Linux', ipAddress: '203.0.113.7', securityUrl: SECRET_LINK },
  subject: 'Security notice: you were signed out',
  says: ['Sunday, 29 March 2026, 10:00 (Europe/Berlin, UTC+02:00)', 'Firefox on Linux', '203.0.113.7', SECRET_LINK],
});

describeMail(passwordChangedMail, {
  data: { changedAt: START, ipAddress: '203.0.113.7', securityUrl: SECRET_LINK },
  subject: 'Your password was changed',
  says: ['Sunday, 29 March 2026, 10:00 (Europe/Berlin, UTC+02:00)', '203.0.113.7', SECRET_LINK],
});

describeMail(emailChangedMail, {
  data: { newEmail: 'ada@engines.test', changedAt: START, revertUrl: SECRET_LINK, expiresInDays: 14 },
  subject: 'The e-mail address of your account was changed',
  says: ['Sunday, 29 March 2026, 10:00 (Europe/Berlin, UTC+02:00)', 'a…', SECRET_LINK, 'within 14 days'],
});

describeMail(confirmNewEmailMail, {
  data: { confirmUrl: SECRET_LINK, expiresInMinutes: 30 },
  subject: 'Confirm your new e-mail address',
  says: [SECRET_LINK, 'within 30 minutes'],
});

describeMail(apiKeyCreatedMail, {
  data: {
    keyName: 'Calendar in the lobby',
    accountName: 'Our site',
    scopes: ['bookings:read', 'slots:write'],
    createdAt: START,
    expiresAt: '2026-06-27T08:00:00.000Z',
    ipAddress: '203.0.113.7',
    securityUrl: SECRET_LINK,
  },
  subject: 'An API key was made with your account',
  says: [
    ...[
      'Calendar in the lobby',
      'Our site (service account)',
      'bookings:read, slots:write',
      '203.0.113.7',
      SECRET_LINK,
    ],
    ...['Sunday, 29 March 2026, 10:00 (Europe/Berlin, UTC+02:00)', 'Saturday, 27 June 2026, 10:00'],
  ],
});

describeMail(apiKeyExpiringMail, {
  data: { keyName: 'Calendar in the lobby', expiresAt: START, lastUsedAt: null },
  subject: 'An API key of yours ends soon',
  says: ['Calendar in the lobby', 'Sunday, 29 March 2026, 10:00 (Europe/Berlin, UTC+02:00)', 'Never'],
});

describe('mails about accounts', () => {
  it.each(['javascript:alert(1)', 'data:text/html,x', '/relative', ''])('refuse the link %j', (resetUrl) => {
    expect(() => renderMail(passwordResetMail, { resetUrl, expiresInMinutes: 30 }, ADA)).toThrow(RangeError);
  });

  it('greet without a name when they have none', () => {
    expect(renderMail(welcomeMail, { appUrl }, { timeZone: 'UTC', language: 'en' }).text).toContain('\nHello,\n');
  });

  it('keep a name from becoming a link in mail programs', () => {
    const name = 'Free money at https://evil.example';
    const { text, html } = renderMail(
      verifyEmailMail,
      { verifyUrl: SECRET_LINK, expiresInMinutes: 30 },
      { ...ADA, name },
    );
    for (const part of [text, html]) expect(part).not.toMatch(/https:\/\/evil|evil\.example/);
  });
});
