import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, facts, paragraph } from '../../../../infra/mail/rendering/document.js';
import { displayName, greeting } from '../../../../infra/mail/rendering/names.js';
import { formatMoment } from '../../../../kernel/when.js';

export interface RefreshReuseData {
  readonly detectedAt: string;
  readonly device?: string | null;
  readonly ipAddress?: string | null;
  /** Where the recipient can set a new password. */
  readonly securityUrl: string;
}

export const refreshReuseMail: MailTemplate<RefreshReuseData> = {
  name: 'REFRESH_REUSE',
  priority: 'urgent',
  compose: ({ detectedAt, device, ipAddress, securityUrl }, { name, timeZone }) => ({
    subject: 'Security notice: you were signed out',
    preheader: 'A sign-in token of your account was used twice.',
    heading: 'We signed you out to be safe',
    blocks: [
      paragraph(greeting(name)),
      paragraph(
        'A sign-in token of your account was used a second time. That happens when somebody copied it. ' +
          'We ended every login session that came from that sign-in. Please sign in again.',
      ),
      facts([
        ['When', formatMoment(detectedAt, timeZone)],
        ['Device', device && displayName(device)],
        ['IP address', ipAddress],
      ]),
      paragraph('If you do not recognise this, choose a new password now.'),
      action('Choose a new password', securityUrl),
    ],
    reason: 'You receive every security notice about your account; they cannot be switched off.',
  }),
};
